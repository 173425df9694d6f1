import type { AddressVersion } from './backer-event.type.ts';
import { isoOf, type BackerPast, type Parts } from './backer-events.loader.ts';
import type { Address } from './backer.entity.ts';

/** One time a backer's address left the house. */
export interface AddressLeft {
  at: string;
}

const countries = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

/**
 * Every address a backer has had, newest first, each with who wrote it and when it last left the house.
 *
 * @param left newest first
 */
export function addressVersionsOf(
  backerId: string,
  { rows, now }: BackerPast,
  left: readonly AddressLeft[],
): AddressVersion[] {
  const moves = rows.filter((row) => row.kind === ('ADDRESS_CHANGED' as string));
  const born = isoOf(now.createdAt) ?? now.createdAt;
  let parts: Parts = now.address;
  let number = now.version;
  let until: string | null = null;
  const versions: AddressVersion[] = [];
  for (const move of [...moves, null]) {
    const since: string = move?.at ?? born;
    versions.push({
      backerId,
      version: number,
      address: addressOf(parts),
      since,
      until,
      actor: move ? { name: move.actorName, kind: move.actorKind } : null,
      operationId: move?.operationId ?? null,
      exportedAt: left.find(({ at }) => holdsAt(at, move ? since : null, until))?.at ?? null,
    });
    if (!move) break;
    parts = (typeof move.detail.was === 'object' ? move.detail.was : null) ?? {};
    number = move.detail.version ?? number - 1;
    until = move.at;
  }
  return versions;
}

/** The version that was in an export: the one that held at its time. */
export function versionAt(versions: readonly AddressVersion[], at: string): number | null {
  const first = versions.at(-1);
  return versions.find((one) => holdsAt(at, one === first ? null : one.since, one.until))?.version ?? null;
}

function holdsAt(at: string, since: string | null, until: string | null): boolean {
  const time = Date.parse(at);
  return (since === null || time >= Date.parse(since)) && (until === null || time < Date.parse(until));
}

function addressOf(parts: Parts): Address | null {
  const text = (name: string) => parts[name] || null;
  const address = {
    line1: text('line1'),
    line2: text('line2'),
    city: text('city'),
    state: text('state'),
    postalCode: text('postalCode'),
    country: text('country'),
  };
  if (Object.values(address).every((part) => part === null)) return null;
  const countryName = address.country ? (countries.of(address.country) ?? address.country) : null;
  return { ...address, countryName, phone: null };
}
