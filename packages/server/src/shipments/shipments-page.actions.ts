import { isId } from '../access/authorise.ts';
import { normaliseTrackingNumber } from '../carriers/carrier-match.ts';
import { decodeCursor, encodeCursor, pageSize, type Connection } from '../lib/connection.ts';
import type { Database } from '../lib/database.ts';
import { UserError, UserErrorCode } from '../lib/user-error.ts';
import { SHIPMENT_COLUMNS, shipmentOf, type Shipment, type ShipmentRow } from './shipment.type.ts';
import type { TrackingStatus } from './shipment.enums.ts';

export interface ShipmentsQuery {
  first?: number | null;
  after?: string | null;
  filter?: {
    trackingNumber?: string | null;
    carrier?: string[] | null;
    trackingStatus?: TrackingStatus[] | null;
    voided?: boolean | null;
  } | null;
}

/** A page that has been understood and not read. */
export interface ShipmentsPlan {
  creatorId: string;
  projectId: string;
  size: number;
  after: [backerId: string, id: string] | null;
  /** Conditions of the filter; $1 is the project. */
  where: string;
  values: unknown[];
  unfiltered: boolean;
}

const USUAL_PAGE = 25;

/** @throws UserError for a page, cursor or number that cannot be meant */
export function planShipmentsPage(
  project: { id: string; creatorId: string },
  query: ShipmentsQuery,
): ShipmentsPlan {
  const { trackingNumber, carrier, trackingStatus, voided } = query.filter ?? {};
  const values: unknown[] = [project.id];
  const conditions: string[] = [];
  if (trackingNumber != null) {
    const prefix = normaliseTrackingNumber(trackingNumber.replaceAll('\0', ''));
    if (prefix === '')
      throw new UserError(UserErrorCode.BLANK, 'Type the beginning of a tracking number, or leave it out.', [
        'filter',
        'trackingNumber',
      ]);
    conditions.push(`s.tracking_number like $${values.push(`${prefix.replace(/[\\%_]/g, '\\$&')}%`)}`);
  }
  if (carrier)
    conditions.push(`s.carrier = any ($${values.push(carrier.map((slug) => slug.replaceAll('\0', '')))})`);
  if (trackingStatus)
    conditions.push(`s.tracking_status = any ($${values.push(trackingStatus)}::tracking_status[])`);
  if (voided != null) conditions.push(voided ? 's.voided_at is not null' : 's.voided_at is null');
  return {
    creatorId: project.creatorId,
    projectId: project.id,
    size: pageSize(query.first, USUAL_PAGE),
    after: query.after == null ? null : readPlace(query.after),
    where: ['true', ...conditions].join(' and '),
    values,
    unfiltered: conditions.length === 1 && voided === false,
  };
}

/**
 * One page of a project's parcels, in the order of their backers: that walks two indexes that are there anyway. An
 * index for newest first would cost every upload a second a million.
 */
export async function readShipmentsPage(
  db: Database,
  plan: ShipmentsPlan,
): Promise<Omit<Connection<Shipment>, 'totalCount'>> {
  const { after, size } = plan;
  const values = [...plan.values];
  const beyond = after
    ? `and o.backer_id >= $${values.push(after[0])}::bigint and (s.backer_id, s.id) > ($${values.length}::bigint, $${values.push(after[1])}::bigint)`
    : '';
  const found = await db.read<ShipmentRow & Record<string, unknown>>(
    [plan.creatorId],
    `select ${SHIPMENT_COLUMNS} from orders o join shipment s on s.backer_id = o.backer_id
     where o.project_id = $1 and s.project_id = $1 and ${plan.where} ${beyond} order by o.backer_id, s.id limit ${size + 1}`,
    values,
  );
  const edges = found
    .slice(0, size)
    .map((row) => ({ node: shipmentOf(row), cursor: encodeCursor([row.backerId, row.id]) }));
  return {
    nodes: edges.map(({ node }) => node),
    edges,
    pageInfo: {
      hasNextPage: found.length > size,
      hasPreviousPage: after !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

/** How many parcels match; those that count at all are counted as they change. */
export async function countShipments(db: Database, plan: ShipmentsPlan): Promise<number> {
  const rows = await db.read<{ n: number }>(
    [plan.creatorId],
    plan.unfiltered
      ? 'select shipments as n from project_progress where project_id = $1'
      : `select count(*)::int as n from shipment s where s.project_id = $1 and ${plan.where}`,
    plan.unfiltered ? [plan.projectId] : plan.values,
  );
  return rows[0]?.n ?? 0;
}

function readPlace(cursor: string): [string, string] {
  const place = decodeCursor<unknown>(cursor);
  if (Array.isArray(place) && place.length === 2 && place.every((id) => typeof id === 'string' && isId(id)))
    return place as [string, string];
  throw new UserError(UserErrorCode.INVALID, 'This cursor is not one that was handed out here.', ['after']);
}
