import type { MailText } from './mail-defaults.ts';
import {
  VARIABLES,
  variablesOf,
  type MailKind,
  type VariableMeaning,
  type VariableName,
} from './mail-variables.ts';

/** A piece of a text: words, or a variable. */
export type Piece = { text: string } | { variable: VariableName };

/** One thing wrong with a text: where, and how to mend it. */
export interface TextProblem {
  field: 'subject' | 'body';
  message: string;
}

const BRACES = /\{\{([^{}\n]*)\}\}/g;

/** Without these a mail would not say what it is for. */
const NEEDED: Record<MailKind, readonly VariableName[]> = {
  TRACKING: ['parcels'],
  CORRECTION: ['withdrawn'],
  DIGITAL_REWARD: ['codes'],
};

/** A line taken apart. Names of variables may stand among spaces and in any case; what is none stays as it is. */
export function piecesOf(line: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of line.matchAll(BRACES)) {
    const name = nameOf(match[1] ?? '');
    if (!isVariable(name)) continue;
    if (match.index > from) pieces.push({ text: line.slice(from, match.index) });
    pieces.push({ variable: name });
    from = match.index + match[0].length;
  }
  if (from < line.length) pieces.push({ text: line.slice(from) });
  return pieces;
}

/** Everything that keeps a text from being saved, in the order it stands; empty when it can be. */
export function problemsOf(kind: MailKind, { subject, body }: MailText): TextProblem[] {
  const problems = [...problemsIn('subject', kind, subject), ...problemsIn('body', kind, body)];
  if (/[\r\n]/.test(subject)) problems.push({ field: 'subject', message: 'The subject is one line.' });
  for (const name of NEEDED[kind]) {
    if (!piecesOfAll(body).some((piece) => 'variable' in piece && piece.variable === name))
      problems.push({
        field: 'body',
        message: `The text does not contain {{${name}}}: ${VARIABLES[name].description.toLowerCase().replace(/\.$/, '')} would not be in the mail.`,
      });
  }
  return problems;
}

function piecesOfAll(text: string): Piece[] {
  return text.split('\n').flatMap(piecesOf);
}

function problemsIn(field: TextProblem['field'], kind: MailKind, text: string): TextProblem[] {
  const problems: TextProblem[] = [];
  const known = variablesOf(kind);
  const names = known.map(({ name }) => `{{${name}}}`).join(', ');
  text.split('\n').forEach((line, index) => {
    const place = field === 'subject' ? 'In the subject' : `In line ${index + 1}`;
    const add = (message: string) => problems.push({ field, message: `${place}, ${message}` });
    for (const match of line.matchAll(BRACES)) {
      const name = nameOf(match[1] ?? '');
      const meaning: VariableMeaning | undefined = isVariable(name) ? VARIABLES[name] : undefined;
      if (!meaning) add(`“${match[0]}” is no variable. There are: ${names}.`);
      else if (!meaning.kinds.includes(kind))
        add(`“${match[0]}” has no meaning in this mail. There are: ${names}.`);
      else if (field === 'subject' && meaning.shape === 'BLOCK')
        add(`“${match[0]}” is too long for a subject.`);
    }
    const rest = line.replaceAll(BRACES, '');
    const stray = /\{\{|\}\}/.exec(rest);
    if (stray) add(`“${stray[0]}” has no other half: variables look like {{first_name}}.`);
  });
  return problems;
}

function nameOf(inner: string): string {
  return inner.trim().toLowerCase();
}

function isVariable(name: string): name is VariableName {
  return Object.hasOwn(VARIABLES, name);
}
