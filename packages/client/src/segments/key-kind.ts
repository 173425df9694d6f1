import type { BackerKeyKind } from '@waybill/schema/segments';

export const keyKindWords: Record<BackerKeyKind, { many: string; one: string }> = {
  NUMBER: { many: 'Backer numbers', one: 'backer number' },
  PLEDGE_ID: { many: 'Pledge IDs', one: 'pledge ID' },
  EMAIL: { many: 'Emails', one: 'email' },
};

/** Numbers of backers have at most as many digits as a campaign has backers; pledge IDs have more. */
const longestNumber = 6;

/** Entries of a pasted list, separated as the server does: a pledge ID may have spaces in it. */
export function countEntries(text: string, kind: BackerKeyKind): number {
  const pieces = text.split(kind === 'PLEDGE_ID' ? /[\n\r\t,;]+/ : /[\s,;]+/);
  return pieces.filter((piece) => piece.trim() !== '').length;
}

/** What a pasted list looks like; null where there is too little to tell. */
export function guessKeyKind(text: string): BackerKeyKind | null {
  const entries = text
    .slice(0, 4000)
    .split(/[\s,;]+/)
    .filter(Boolean);
  if (entries.length === 0) return null;
  const share = (fits: (entry: string) => boolean) => entries.filter(fits).length / entries.length;
  if (share((entry) => entry.includes('@')) >= 0.3) return 'EMAIL';
  if (share((entry) => /^#?\d+$/.test(entry) && entry.length <= longestNumber) >= 0.5) return 'NUMBER';
  return 'PLEDGE_ID';
}
