import { UserError, UserErrorCode } from '../lib/user-error.ts';

/** A character that leaves something to see; control characters have a sentence of their own. */
const SEEN = /[^\s\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** One line of text without the spaces around it. @throws UserError when there is nothing to see, or it is too long */
export function requireText(value: string, field: string[], what: string, maxLength: number): string {
  const text = value.normalize('NFC').trim();
  if (!SEEN.test(text)) throw new UserError(UserErrorCode.BLANK, `Enter ${what}.`, field);
  if (text.length > maxLength) {
    throw new UserError(
      UserErrorCode.INVALID,
      `Shorten ${what} to ${maxLength} characters; it has ${text.length}.`,
      field,
    );
  }
  // NUL is refused by Postgres, the rest hides text.
  if (/[\u0000-\u001f\u007f]/.test(text)) {
    throw new UserError(UserErrorCode.INVALID, `Remove the control characters from ${what}.`, field);
  }
  return text;
}

/** A mail address in lower case. @throws UserError */
export function requireEmail(value: string, field: string[]): string {
  const email = requireText(value, field, 'an email address', 254).toLowerCase();
  if (!/^[^\s@<>",;]+@[^\s@<>",;]+\.[^\s@<>",;.]+$/.test(email)) {
    throw new UserError(
      UserErrorCode.INVALID,
      `"${email}" is no email address; one looks like name@example.org.`,
      field,
    );
  }
  return email;
}

/** First parts of addresses that are not a creator's: the server's own, the public pages' and the client's. */
const TAKEN = new Set([
  'api',
  'assets',
  'b',
  'c',
  'graphql',
  'hooks',
  'invitation',
  'livez',
  'readyz',
  'sign-in',
  'sign-up',
]);

/** The part of every address that a new creator's name makes; where another has it, a number is added to it. */
export function creatorSlugOf(name: string): string {
  const slug = slugOf(name, 50) || 'creator';
  return TAKEN.has(slug) ? `${slug}-creator` : slug;
}

/** Letters and digits of a name, joined by hyphens: "Óðinn & Co." → "odinn-co". Empty when none is left. */
export function slugOf(name: string, maxLength: number): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/ð/g, 'd')
    .replace(/ø/g, 'o')
    .replace(/æ/g, 'ae')
    .replace(/ß/g, 'ss')
    .replace(/ł/g, 'l')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, maxLength)
    .replace(/^-+|-+$/g, '');
}
