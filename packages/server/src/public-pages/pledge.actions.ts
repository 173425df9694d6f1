import { carrierBySlug, trackingUrl } from '../carriers/carrier-match.ts';
import { codesOfBacker } from '../digital-rewards/codes-of-backer.ts';
import type { Database } from '../lib/database.ts';
import type { Secret } from '../lib/secret.ts';
import type { OrderStatus } from '../orders/order-status.ts';
import type { TrackingStatus } from '../shipments/shipment.enums.ts';
import { linkOf } from '../lib/markup.ts';
import { profileUrl } from './public-addresses.ts';
import { PLEDGE, PLEDGE_OWNER } from './public-pages.sql.ts';
import type { PublicItem, PublicParcel, PublicPledge } from './public-pledge.type.ts';

export interface PledgeDeps {
  config: { publicUrl: string };
  db: Database;
  secret: Secret;
}

interface PledgeRow {
  project_title: string;
  creator_name: string;
  creator_slug: string;
  published: boolean;
  number: number | null;
  reward_title: string | null;
  country: string | null;
  status: OrderStatus;
  fulfilled_at: string | null;
  items: PublicItem[];
  parcels: ParcelRow[];
  has_codes: boolean;
}

interface ParcelRow {
  carrier: string | null;
  name: string | null;
  number: string | null;
  url: string | null;
  status: TrackingStatus;
  shipped: string | null;
  accepted: string | null;
  delivered: string | null;
  expected: string | null;
  events: { at: string; status: TrackingStatus; place: string | null }[];
}

/** No backer has it: ids begin at 1. */
const NOBODY = { backerId: '0', version: 0 };

/**
 * What the holder of a link may see.
 *
 * @returns null for every link that does not work: forged, void, of a backer who is gone. All of them take the same one
 *   question to the database, so that the time does not tell which it was.
 */
export async function publicPledgeByToken(deps: PledgeDeps, token: string): Promise<PublicPledge | null> {
  const { config, db, secret } = deps;
  const link = secret.readPledgeToken(token) ?? NOBODY;
  const [owner] = await db.call<{ creator_id: string; link_version: number }>(PLEDGE_OWNER, [link.backerId]);
  if (owner?.link_version !== link.version) return null;
  const [row] = await db.read<PledgeRow & Record<string, unknown>>(
    [owner.creator_id],
    PLEDGE,
    [link.backerId],
    {
      prepare: true,
    },
  );
  if (!row) return null;
  return {
    projectTitle: row.project_title,
    creatorName: row.creator_name,
    creatorUrl: row.published ? profileUrl(config.publicUrl, row.creator_slug) : null,
    backerNumber: row.number,
    rewardTitle: row.reward_title,
    country: row.country,
    status: row.status,
    fulfilledAt: row.fulfilled_at,
    items: row.items,
    parcels: row.parcels.map(parcelOf),
    codes: row.has_codes
      ? await codesOfBacker(db, secret, { id: link.backerId, creatorId: owner.creator_id })
      : [],
  };
}

function parcelOf(row: ParcelRow): PublicParcel {
  const known = row.carrier === null ? null : carrierBySlug(row.carrier);
  const page = row.carrier !== null && row.number !== null ? trackingUrl(row.carrier, row.number) : null;
  return {
    carrierName: known?.name ?? row.name ?? row.carrier,
    trackingNumber: row.number,
    trackingUrl: linkOf(row.url) ?? linkOf(page),
    trackingStatus: row.status,
    shippedAt: inUtc(row.shipped),
    acceptedAt: inUtc(row.accepted),
    deliveredAt: inUtc(row.delivered),
    expectedAt: inUtc(row.expected),
    scans: row.events.map((event) => ({ ...event, at: inUtc(event.at) ?? event.at })),
  };
}

/** Within JSON Postgres writes UTC as an offset; everything else here says Z. */
function inUtc(time: string | null): string | null {
  return time === null ? null : time.replace(/\+00:00$/, 'Z');
}
