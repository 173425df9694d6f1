import { isId, type Owned } from '../access/authorise.ts';
import { normaliseTrackingNumber } from '../carriers/carrier-match.ts';
import type { Database } from '../lib/database.ts';
import type { Principal } from '../lib/principal.ts';
import { notFound, UserError, UserErrorCode } from '../lib/user-error.ts';
import { markFulfilled } from '../orders/order.actions.ts';
import { unshippedItems } from '../orders/unshipped-items.sql.ts';
import { isLive } from './live-label.sql.ts';
import { ScanAction, ScanDeed, type ScanMatch } from './postage.enums.ts';
import type { ScanShipInput, ScanShipPayload } from './postage.inputs.ts';
import type { ScanFound, ScanItem, ScanLookup } from './postage.types.ts';

const LONGEST_CODE = 200;
/** More than that share a code only by mistake. */
const MOST_FOUND = 10;

/** What is known of an order at the packing table. */
interface Packing {
  matchedBy: ScanMatch;
  backerId: string;
  status: string;
  hold: string | null;
  labelId: string | null;
  labelStatus: string | null;
  labelNumber: string | null;
  /** Whether the label counts: its parcel was not voided, and is not to be sent again. */
  live: boolean;
  packedAt: string | null;
  packedBy: string | null;
  acceptedAt: string | null;
  items: ScanItem[];
}

/** What a code means: number, reference, pledge ID or backer number, in this order for the same backer. */
export async function lookUp(db: Database, project: Owned, code: string): Promise<ScanLookup> {
  const clean = cleanCode(code);
  const found = clean === '' ? [] : await find(db, project, { code: clean });
  return { code: clean, found: found.map(judged) };
}

/**
 * Does what the scan of a packed parcel is for, and says what that was. Again and again it is done once.
 *
 * @throws UserError NOT_FOUND, CONFLICT where the code means several, INVALID for a number of another parcel,
 *   INVALID_TRANSITION where nothing can be done
 */
export async function shipScanned(
  { db }: { db: Database },
  project: Owned,
  principal: Principal,
  input: ScanShipInput,
): Promise<Omit<ScanShipPayload, 'userErrors'>> {
  const packing = await only(db, project, input);
  const found = judged(packing);
  const number = normaliseTrackingNumber(input.trackingNumber ?? '');
  // First, whatever became of the order: this label is to leave on no parcel.
  if (isSpent(packing)) throw new UserError(UserErrorCode.INVALID_TRANSITION, found.why);
  if (packing.status === 'FULFILLED') return answer(db, project, packing, ScanDeed.ALREADY_FULFILLED);
  if (packing.labelId !== null && packing.labelStatus === 'BOUGHT' && packing.live) {
    if (number !== '' && !numbersIn(number).includes(packing.labelNumber ?? ''))
      throw new UserError(
        UserErrorCode.INVALID,
        `The label on this parcel is not this order’s: that one is ${packing.labelNumber}.`,
        ['input', 'trackingNumber'],
      );
    if (packing.status === 'CANCELED' || packing.hold !== null)
      throw new UserError(UserErrorCode.INVALID_TRANSITION, found.why);
    const packed = await pack(db, project, packing.labelId, principal.name);
    return answer(db, project, packing, packed ? ScanDeed.HANDED_OVER : ScanDeed.ALREADY_HANDED_OVER);
  }
  if (found.action !== ScanAction.MARK_FULFILLED)
    throw new UserError(UserErrorCode.INVALID_TRANSITION, found.why);
  try {
    await markFulfilled(db, { id: packing.backerId, creatorId: project.creatorId }, principal, {
      force: false,
      notify: false,
      ...(number !== '' && { trackingNumber: number }),
    });
  } catch (error) {
    // Two scanners, one parcel: the second finds it done.
    const [now] = await find(db, project, { backerId: packing.backerId });
    if (now?.status === 'FULFILLED') return answer(db, project, packing, ScanDeed.ALREADY_FULFILLED);
    throw error;
  }
  return answer(db, project, packing, ScanDeed.MARKED_FULFILLED);
}

const SAID: Record<ScanDeed, string> = {
  HANDED_OVER: 'Packed. The order is Fulfilled when the carrier scans the parcel.',
  ALREADY_HANDED_OVER: 'Packed before; nothing changed.',
  MARKED_FULFILLED: 'Marked Fulfilled.',
  ALREADY_FULFILLED: 'Fulfilled already; nothing changed.',
};

async function answer(
  db: Database,
  project: Owned,
  packing: Packing,
  deed: ScanDeed,
): Promise<Omit<ScanShipPayload, 'userErrors'>> {
  const [now] = await find(db, project, { backerId: packing.backerId });
  return { deed, said: SAID[deed], found: judged({ ...(now ?? packing), matchedBy: packing.matchedBy }) };
}

async function pack(db: Database, project: Owned, labelId: string, by: string): Promise<boolean> {
  const { rowCount } = await db.write([project.creatorId], (client) =>
    client.query(
      `update label set packed_at = now(), packed_by = $2 where id = $1 and status = 'BOUGHT' and packed_at is null`,
      [labelId, by],
    ),
  );
  return rowCount === 1;
}

async function only(db: Database, project: Owned, input: ScanShipInput): Promise<Packing> {
  const code = cleanCode(input.code ?? '');
  if (code === '' && !input.backerId)
    throw new UserError(UserErrorCode.BLANK, 'Scan a code.', ['input', 'code']);
  const all = await find(db, project, {
    ...(code !== '' && { code }),
    ...(input.backerId && { backerId: input.backerId }),
  });
  const found = input.backerId ? all.filter(({ backerId }) => backerId === input.backerId) : all;
  const [first, second] = found;
  if (!first && code === '') throw notFound('backer');
  if (!first)
    throw new UserError(
      UserErrorCode.NOT_FOUND,
      `Nobody here has the code “${code.slice(0, 60)}”. It may be of another project.`,
      ['input', 'code'],
    );
  if (second)
    throw new UserError(
      UserErrorCode.CONFLICT,
      `The code “${code.slice(0, 60)}” means ${found.length} orders. Say which.`,
      ['input', 'backerId'],
    );
  return first;
}

/**
 * Takes back that a parcel was noted as packed; nothing where it was not.
 *
 * @throws UserError NOT_FOUND, INVALID_TRANSITION where the carrier has the parcel already
 */
export async function unpackScanned(db: Database, project: Owned, backerId: string): Promise<ScanFound> {
  const packing = await only(db, project, { backerId });
  if (packing.acceptedAt)
    throw new UserError(UserErrorCode.INVALID_TRANSITION, 'The carrier has this parcel already.');
  await db.write([project.creatorId], (client) =>
    client.query(
      `update label set packed_at = null, packed_by = null where id = $1 and packed_at is not null`,
      [packing.labelId],
    ),
  );
  const [now] = await find(db, project, { backerId });
  return judged(now ?? packing);
}

/** Numbers a barcode may mean: USPS puts 420 and the ZIP code in front of its own. */
function numbersIn(code: string): string[] {
  const number = normaliseTrackingNumber(code);
  const [, bare] = /^420\d{5}(?:\d{4})?(9\d{21,})$/.exec(number) ?? [];
  return bare === undefined ? [number] : [number, bare];
}

async function find(
  db: Database,
  project: Owned,
  { code, backerId }: { code?: string; backerId?: string },
): Promise<Packing[]> {
  const asNumber = /^#?(\d{1,9})$/.exec(code ?? '')?.[1] ?? null;
  const numbers = code === undefined ? [] : numbersIn(code).filter((one) => one !== '');
  return db.read<Packing & Record<string, unknown>>(
    [project.creatorId],
    /* sql */ `
    with meant as (
      select 1 as rank, 'TRACKING_NUMBER' as matched, s.backer_id, s.label_id from shipment s
        where s.project_id = $1 and s.tracking_number = any ($2::text[])
      union all select 2, 'REFERENCE', l.backer_id, l.id from label l where l.project_id = $1 and l.reference = $3
      union all select 3, 'PLEDGE_ID', b.id, null from backer b where b.project_id = $1 and b.pledge_id = $3
      union all select 4, 'BACKER_NUMBER', b.id, null from backer b where b.project_id = $1 and b.number = $4::int
      union all select 5, 'BACKER_NUMBER', b.id, null from backer b where b.project_id = $1 and b.id = $5::bigint),
    best as (
      select distinct on (backer_id) matched, backer_id, label_id from meant order by backer_id, rank, label_id desc nulls last
      limit ${MOST_FOUND})
    select m.matched as "matchedBy", m.backer_id as "backerId", o.status, h.reason as hold, l.id as "labelId", l.status as "labelStatus",
      ${isLive('l')} as live, l.tracking_number as "labelNumber", l.packed_at as "packedAt", l.packed_by as "packedBy", s.accepted_at as "acceptedAt",
      (select coalesce(json_agg(json_build_object('sku', i.sku, 'name', i.name, 'quantity', i.quantity) order by i.no), '[]')
       from (${unshippedItems('m.backer_id', 's.id is distinct from l.shipment_id')}) i) as items
    from best m join orders o on o.backer_id = m.backer_id
    left join order_hold h on h.backer_id = m.backer_id
    left join label l on l.id = coalesce(m.label_id, (
      select x.id from label x where x.backer_id = m.backer_id and x.status = 'BOUGHT' and ${isLive('x')} order by x.bought_at desc limit 1))
    left join shipment s on s.id = l.shipment_id
    order by m.backer_id`,
    [project.id, numbers, code ?? null, asNumber, backerId && isId(backerId) ? backerId : null],
  );
}

/** Whether the label was given back, no longer counts, or has left on a parcel already. */
function isSpent({ labelStatus, live, acceptedAt }: Packing): boolean {
  return (
    labelStatus === 'VOIDING' ||
    labelStatus === 'VOIDED' ||
    (labelStatus === 'BOUGHT' && !live) ||
    acceptedAt !== null
  );
}

function judged(packing: Packing): ScanFound {
  const [action, why] = judge(packing);
  const { matchedBy, backerId, labelId, items } = packing;
  return { matchedBy, backerId, labelId, items, action, why };
}

function judge(packing: Packing): [ScanAction, string] {
  const { status, hold, labelStatus, live, packedAt, packedBy, acceptedAt } = packing;
  const nothing = (why: string): [ScanAction, string] => [ScanAction.NOTHING, why];
  if (labelStatus === 'VOIDING' || labelStatus === 'VOIDED')
    return nothing('This label was given back. Do not hand the parcel over with it.');
  if (labelStatus === 'BOUGHT' && !live)
    return nothing(
      'This label no longer counts: its parcel was voided, or is to be sent again. Take it off.',
    );
  if (status === 'CANCELED')
    return nothing(
      `The pledge is canceled; nothing is owed. Put the parcel aside${labelStatus === 'BOUGHT' && !acceptedAt ? ', and void its label under Postage' : ''}.`,
    );
  if (acceptedAt)
    return nothing('The carrier has this parcel already. If this is another one, take the label off it.');
  if (status === 'FULFILLED') return nothing('Fulfilled already.');
  if (hold !== null) return nothing(`On hold: ${hold}. Release it first.`);
  if (labelStatus === 'BOUGHT') {
    if (packedAt)
      return nothing(`Packed already${packedBy ? `, by ${packedBy}` : ''}; it waits for the carrier.`);
    return [
      ScanAction.HAND_OVER,
      'Will be noted as packed. The order is Fulfilled when the carrier scans the parcel.',
    ];
  }
  if (
    !['READY_TO_FULFILL', 'FULFILLMENT_PROCESSING', 'FULFILLMENT_ERRORED', 'PARTIALLY_FULFILLED'].includes(
      status,
    )
  )
    return nothing('Not in Start Shipping: the survey or the address is still open.');
  return [ScanAction.MARK_FULFILLED, 'Will be marked Fulfilled.'];
}

function cleanCode(code: string): string {
  return code.replaceAll('\0', '').trim().slice(0, LONGEST_CODE);
}
