import DataLoader from 'dataloader';
import type { Context } from '../context.ts';
import type { Database } from '../lib/database.ts';
import {
  REQUEST_COLUMNS,
  REQUEST_TABLES,
  requestOf,
  type FulfillmentRequest,
  type RequestRow,
} from './fulfillment-request.type.ts';
import { PARTNER_COLUMNS, type Partner, type PartnerSelf } from './partner.type.ts';

/** Partners by id, those the caller may see; null for any other. */
export function partnersById(context: Context): DataLoader<string, Partner | null> {
  return new DataLoader(async (ids) => {
    const rows = await context.db.read<Partner & Record<string, unknown>>(
      context.principal?.creators.keys() ?? [],
      `select ${PARTNER_COLUMNS} from partner p where p.id = any ($1::bigint[])`,
      [ids],
    );
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id) ?? null);
  });
}

/** The requests that were ever made of backers' orders, newest first. */
export function requestsByBacker(context: Context): DataLoader<string, FulfillmentRequest[]> {
  return new DataLoader(async (backerIds) => {
    const rows = await context.db.read<RequestRow>(
      context.principal?.creators.keys() ?? [],
      `select ${REQUEST_COLUMNS} from ${REQUEST_TABLES} where r.backer_id = any ($1::bigint[]) order by r.sent_at desc, r.id desc`,
      [backerIds],
    );
    const byBacker = Map.groupBy(rows, (row) => row.backerId);
    return backerIds.map((id) => (byBacker.get(id) ?? []).map(requestOf));
  });
}

/** Who a partner's token is, as its own role sees it. */
export async function selfOf(db: Database, partnerId: string): Promise<PartnerSelf | null> {
  const rows = await db.read<PartnerSelf & Record<string, unknown>>(
    [],
    `select p.id, p.name, p.project_id as "projectId", project.title as "projectTitle", c.name as "creatorName"
     from partner p join project on project.id = p.project_id join creator c on c.id = p.creator_id where p.id = $1`,
    [partnerId],
  );
  return rows[0] ?? null;
}
