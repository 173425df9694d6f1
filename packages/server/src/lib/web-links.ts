import { linkOf } from './markup.ts';

/** A piece of a text; `address` is where it leads when it is an address on the web. Neither is safe as HTML yet. */
export interface Span {
  text: string;
  address: string | null;
}

/** No signs that end an attribute or hide where an address leads, such as those that turn the direction of writing. */
const ADDRESS = /\bhttps?:\/\/[^\s<>"'`\p{C}]+/giu;

const CLOSING = new Set('.,;:!?…)]}*_~”’»');

/** A text taken apart at the http and https addresses in it, so that a page or a mail can make links of them. */
export function webLinksIn(text: string): Span[] {
  const spans: Span[] = [];
  let from = 0;
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const words = withoutClosing(found);
    const address = linkOf(words);
    if (address === null) continue;
    if (index > from) spans.push({ text: text.slice(from, index), address: null });
    spans.push({ text: words, address });
    from = index + words.length;
  }
  if (from < text.length) spans.push({ text: text.slice(from), address: null });
  return spans;
}

/** What ends the sentence around an address is none of it; a bracket that is opened in it is. */
function withoutClosing(found: string): string {
  let extra = found.split(')').length - found.split('(').length;
  let end = found.length;
  while (CLOSING.has(found.charAt(end - 1))) {
    if (found.charAt(end - 1) === ')' && extra-- <= 0) break;
    end -= 1;
  }
  return found.slice(0, end);
}
