import DataLoader from 'dataloader';
import type { Context } from '../context.ts';
import type { ActorKind } from '../operations/operation.enums.ts';
import type { BackerEvent, BackerEventKind, BackerFieldChange } from './backer-event.type.ts';

/** Parts of a backer as history keeps them; absent and null are the same: empty. */
export type Parts = Record<string, string | null | undefined>;

export interface BackerEventRow {
  id: string;
  backerId: string;
  kind: BackerEventKind;
  detail: {
    reason?: string | null;
    until?: string | null;
    tags?: string[];
    version?: number;
    was?: Parts | string | null;
    /** Of parcels, of which there may be several: what another change finds may be of another. */
    became?: Parts | null;
  };
  operationId: string | null;
  actorName: string;
  actorKind: ActorKind;
  at: string;
}

/** A backer's changes and how the backer is now, which is where the last of each kind led. */
export interface BackerPast {
  /** Newest first. */
  rows: BackerEventRow[];
  now: Record<'address' | 'contact', Parts> & { notes: string | null; version: number; createdAt: string };
}

const ADDRESS = ['line1', 'line2', 'city', 'state', 'postalCode', 'country'] as const;
const PARCEL = ['trackingNumber', 'carrier', 'trackingUrl'] as const;
const CONTACT = ['name', 'email', 'phone'] as const;

/**
 * What changed about backers beside their orders; null for a backer who is not there. A change made by an operation
 * names no actor of its own: it is whoever ran it.
 */
export function pastByBacker(context: Context): DataLoader<string, BackerPast | null> {
  return new DataLoader(async (backerIds) => {
    const creators = [...(context.principal?.creators.keys() ?? [])];
    const [events, backers] = await Promise.all([
      context.db.read<BackerEventRow & Record<string, unknown>>(
        creators,
        `select e.id, e.backer_id as "backerId", e.kind, e.detail, e.at, e.operation_id as "operationId",
           coalesce(e.actor_name, run.actor_name, 'Waybill') as "actorName",
           coalesce(e.actor_kind, run.actor_kind, 'SYSTEM') as "actorKind"
         from backer_event e left join operation run on run.id = e.operation_id
         where e.backer_id = any ($1) order by e.backer_id, e.at desc, e.id desc`,
        [backerIds],
      ),
      context.db.read<{ id: string; now: BackerPast['now'] }>(
        creators,
        `select b.id, jsonb_build_object('version', b.address_version, 'createdAt', b.created_at, 'notes', b.notes,
           'contact', jsonb_build_object('name', b.name, 'email', b.email, 'phone', b.phone),
           'address', jsonb_build_object('line1', b.line1, 'line2', b.line2, 'city', b.city, 'state', b.state,
             'postalCode', b.postal_code, 'country', b.country)) as now
         from backer b where b.id = any ($1)`,
        [backerIds],
      ),
    ]);
    const rows = Map.groupBy(events, (row) => row.backerId);
    const present = new Map(backers.map(({ id, now }) => [id, now]));
    return backerIds.map((id) => {
      const now = present.get(id);
      return now ? { rows: rows.get(id) ?? [], now } : null;
    });
  });
}

/**
 * A backer's history for people, newest first. History keeps what was; what it became is what the next change of
 * that kind found, or what is there now.
 */
export function eventsOf({ rows, now }: BackerPast): BackerEvent[] {
  let address: Parts = now.address;
  let contact: Parts = now.contact;
  let { notes, version } = now;
  return rows.map((row) => {
    const { detail } = row;
    const was = (typeof detail.was === 'object' ? detail.was : null) ?? {};
    const event: BackerEvent = {
      id: row.id,
      backerId: row.backerId,
      kind: row.kind,
      actor: { name: row.actorName, kind: row.actorKind },
      operationId: row.operationId,
      reason: detail.reason ?? null,
      until: isoOf(detail.until),
      tags: detail.tags ?? [],
      addressVersion: null,
      trackingNumber: null,
      changes: [],
      at: row.at,
    };
    switch (row.kind as `${BackerEventKind}`) {
      case 'ADDRESS_CHANGED':
        event.changes = changesOf(ADDRESS, was, address);
        event.addressVersion = version;
        address = was;
        version = detail.version ?? version;
        break;
      case 'CONTACT_CHANGED':
        event.changes = changesOf(CONTACT, was, contact);
        contact = was;
        break;
      case 'NOTES_CHANGED': {
        const before = typeof detail.was === 'string' && detail.was !== '' ? detail.was : null;
        event.changes = changesOf(['notes'], { notes: before }, { notes });
        notes = before;
        break;
      }
      case 'SHIPMENT_ADDED':
      case 'SHIPMENT_CHANGED':
      case 'SHIPMENT_VOIDED': {
        const became = detail.became ?? {};
        event.trackingNumber = was['trackingNumber'] ?? became['trackingNumber'] ?? null;
        event.changes = changesOf(PARCEL, was, became);
        break;
      }
      default:
        break;
    }
    return event;
  });
}

function changesOf(fields: readonly string[], was: Parts, became: Parts): BackerFieldChange[] {
  return fields.flatMap((field) => {
    const from = was[field] || null;
    const to = became[field] || null;
    return from === to ? [] : [{ field, from, to }];
  });
}

/** Times inside JSON are written as Postgres likes; they go out as all others do. */
export function isoOf(time: string | null | undefined): string | null {
  return time ? new Date(time).toISOString() : null;
}
