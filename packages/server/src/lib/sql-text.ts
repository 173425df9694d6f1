/** A list as the text of a Postgres array; NUL, which no text of Postgres can hold, is left out. */
export function arrayText(values: readonly string[]): string {
  return `{${values.map((value) => `"${value.replaceAll('\0', '').replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
}

/** Takes the meaning from the signs of LIKE. */
export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}

/** Three letters or digits in a row. Without them LIKE reads the whole trigram index: 15 s where a plain look takes 1. */
const TRIGRAM = /[\p{L}\p{N}]{3}/u;

export function hasTrigram(text: string): boolean {
  return TRIGRAM.test(text);
}
