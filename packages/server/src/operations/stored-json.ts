/** jsonb takes neither NUL nor half of a surrogate pair, and both come in files, file names and cells cut to a length. */
const UNSTORABLE = /\0|\p{Cs}/u;

/** JSON for a jsonb column: what cannot be stored is shown as ␀ and � instead of failing the whole. */
export function storedJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'string' && UNSTORABLE.test(part) ? part.toWellFormed().replaceAll('\0', '␀') : part,
  );
}
