import { formatCount } from '../ui/format.ts';

/** What backers do not know yet: parcels of which no mail went out, and numbers that changed after one did. */
export interface Untold {
  backers: number;
  shipments: number;
  corrections: number;
}

/** "1,203 backers have 1,250 parcels they have not been told of", with the corrections where there are any. */
export function untoldSentence({ backers, shipments, corrections }: Untold): string {
  const parcels =
    backers > 0
      ? `${formatCount(backers, 'backer has', 'backers have')} ${formatCount(shipments, 'parcel')} they have not been told of`
      : null;
  const changed =
    corrections > 0
      ? `${formatCount(corrections, 'backer was', 'backers were')} told a number that has changed since`
      : null;
  return [parcels, changed].filter(Boolean).join('; ') || 'Every backer with a parcel has been told';
}
