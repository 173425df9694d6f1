import { formatCount } from '../ui/format.ts';

/** What backers do not know yet: parcels of which no mail went out, and numbers that changed after one did. */
export interface Untold {
  backers: number;
  shipments: number;
  corrections: number;
  /** Backers left out of the others, for nobody can write to them. */
  unreachable: number;
}

/** "1,203 backers have 1,250 parcels they have not been told of", with the corrections where there are any. */
export function untoldSentence({ backers, shipments, corrections, unreachable }: Untold): string {
  const parcels =
    backers > 0
      ? `${formatCount(backers, 'backer has', 'backers have')} ${formatCount(shipments, 'parcel')} they have not been told of`
      : null;
  const changed =
    corrections > 0
      ? `${formatCount(corrections, 'backer was', 'backers were')} told a number that has changed since`
      : null;
  const nobodyElse =
    unreachable > 0
      ? 'Every backer who can be written to has been told'
      : 'Every backer with a parcel has been told';
  return [parcels, changed].filter(Boolean).join('; ') || nobodyElse;
}

/** Who is not told and cannot be; null where there is nobody. */
export function unreachableSentence({ unreachable }: Untold): string | null {
  return unreachable > 0
    ? `${formatCount(unreachable, 'backer')} cannot be written to: unsubscribed, or without a usable address.`
    : null;
}

/**
 * How the page of an operation offers to tell those it touched. Who is told something new and who is corrected may be
 * the same backers or others, so the two numbers are never added.
 */
export function offerWords(
  { backers, corrections }: Untold,
  byItself: boolean,
): { title: string; detail: string; button: string } {
  const wrong = `${formatCount(corrections, 'backer was', 'backers were')} told a number that no longer holds`;
  const before = 'You see who gets a mail before any is sent.';
  if (corrections === 0)
    return {
      title: `${formatCount(backers, 'backer of this operation does', 'backers of this operation do')} not know yet`,
      detail: `${byItself ? 'No mail has told them of their parcels.' : 'This project tells nobody by itself.'} ${before}`,
      button: 'Send tracking notifications',
    };
  if (backers === 0)
    return {
      title: wrong,
      detail: `Their mail says so, and what holds now. ${before}`,
      button: 'Send corrections',
    };
  return {
    title: `${formatCount(backers, 'backer of this operation does', 'backers of this operation do')} not know yet`,
    detail: `${wrong}: their mail says so, and what holds now. ${before}`,
    button: 'Send notifications and corrections',
  };
}
