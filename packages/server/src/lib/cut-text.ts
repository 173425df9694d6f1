/** Half of a surrogate pair at the end. jsonb takes none, and one in a batch fails the whole. */
const HALF = /[\ud800-\udbff]$/;

/** The beginning of a well-formed text, as long as allowed in UTF-16 units; an emoji at the edge is left out whole. */
export function cutText(text: string, longest: number): string {
  return text.slice(0, longest).replace(HALF, '');
}
