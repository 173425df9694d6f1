import { cutText } from './cut-text.ts';

/**
 * One bare address and nothing else: no list, no name, no comment, no quotes, no line break. nodemailer takes strings
 * apart, and given `a@x, evil@z` or `a@x\r\nRCPT TO:<evil@z>` it wrote to evil@z; so what is not exactly one address
 * never gets that far. Looser than a mail server (whether the mailbox exists, only it knows), and open to addresses
 * beyond ASCII.
 */
const ADDRESS = /^[^\s\p{Cc}@<>(),;:"\\[\]]+@[^\s\p{Cc}@<>(),;:"\\[\]]+$/u;
const LONGEST = 254;

/** The same for Postgres; its classes know fewer spaces, so what it lets through is asked again before it is sent. */
export const ADDRESS_PATTERN = String.raw`^[^[:space:][:cntrl:]@<>(),;:"\\\[\]]+@[^[:space:][:cntrl:]@<>(),;:"\\\[\]]+$`;

export function isAddress(text: string): boolean {
  return text.length <= LONGEST && ADDRESS.test(text);
}

/** The domain of an address that `isAddress`. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}

/** A name as it may stand in a header: one line, nothing that ends it or turns its direction. */
export function headerText(text: string, longest = 200): string {
  const line = text
    .toWellFormed()
    .replace(/[\s\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/gu, ' ')
    .trim();
  return cutText(line, longest);
}
