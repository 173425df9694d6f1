/** How a variable stands in a template. */
export function placeholder(name: string): string {
  return `{{${name}}}`;
}

/** A text with a variable put in at the cursor, in place of what was selected; and where the cursor is after it. */
export function insertAt(
  text: string,
  name: string,
  start: number | null,
  end: number | null,
): { text: string; caret: number } {
  const from = start ?? text.length;
  const put = placeholder(name);
  return { text: text.slice(0, from) + put + text.slice(end ?? from), caret: from + put.length };
}

/** What is wrong with a template, by the field it stands in. The sentences of the server begin with the place. */
export function byField(problems: readonly string[]): { subject: string[]; body: string[] } {
  const inSubject = (problem: string) => /^(in )?the subject/i.test(problem);
  return {
    subject: problems.filter(inSubject),
    body: problems.filter((problem) => !inSubject(problem)),
  };
}
