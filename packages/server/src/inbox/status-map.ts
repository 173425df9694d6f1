import type { TrackingReason, TrackingStatus } from '../shipments/shipment.enums.ts';
import { STATUS_MAP, type Vocabulary } from './status-map.data.ts';

const NOTHING_KNOWN = { status: 'UNKNOWN', reason: null } as const;

/** What a vendor's words come to. */
export interface Meaning {
  status: `${TrackingStatus}`;
  reason: `${TrackingReason}` | null;
}

const meanings = new Map<string, Meaning>();
for (const { status, reason, words } of STATUS_MAP)
  for (const [vocabulary, those] of Object.entries(words))
    for (const word of those) meanings.set(`${vocabulary}:${word.toLowerCase()}`, { status, reason });

/**
 * What a vendor's code is to us. The detail is asked first, since it says more; a word nobody has heard of is UNKNOWN,
 * which moves no parcel and is kept with its message.
 */
export function meaningOf(
  vocabulary: Vocabulary,
  code: string | null,
  detail: string | null = null,
): Meaning {
  if (code === null) return NOTHING_KNOWN;
  const key = `${vocabulary}:${code.toLowerCase()}`;
  return (detail && meanings.get(`${key}/${detail.toLowerCase()}`)) || meanings.get(key) || NOTHING_KNOWN;
}
