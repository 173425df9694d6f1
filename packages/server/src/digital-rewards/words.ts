const number = new Intl.NumberFormat('en-US');
const LISTED = 10;

/** "1 code", "1,203 codes"; the plural is the singular with an s unless given. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${number.format(count)} ${count === 1 ? one : many}`;
}

/** "1, 2 and 3"; of more than ten the first ten and how many there are beyond. */
export function listed(words: readonly string[]): string {
  if (words.length > LISTED)
    return `${words.slice(0, LISTED).join(', ')} and ${number.format(words.length - LISTED)} more`;
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
