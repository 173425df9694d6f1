import type { FilterLeaf, FilterTree } from '@waybill/schema/filter-tree';

/** A question as a filter tree, and as somebody who knows the tables would write it by hand. */
export interface Question {
  name: string;
  /** @param snapshot id of a snapshot of every tenth backer */
  tree(snapshot: string): FilterTree;
  sql: string;
}

const all = (...nodes: FilterTree[]): FilterTree => ({ op: 'AND', nodes });
const any = (...nodes: FilterTree[]): FilterTree => ({ op: 'OR', nodes });
const starting: FilterLeaf = { field: 'bucket', operator: 'IS', value: 'START_SHIPPING' };

const READY = `o.status in ('READY_TO_FULFILL', 'FULFILLMENT_PROCESSING', 'FULFILLMENT_ERRORED', 'PARTIALLY_FULFILLED')`;

export const QUESTIONS: readonly Question[] = [
  {
    name: 'two countries',
    tree: () => ({ field: 'country', operator: 'ANY_OF', value: ['DE', 'FR'] }),
    sql: `select count(*) from backer where project_id = 1 and country in ('DE', 'FR')`,
  },
  {
    name: 'not the US, or unknown',
    tree: () => ({ field: 'country', operator: 'IS_NOT', value: 'US' }),
    sql: `select count(*) from backer where project_id = 1 and country is distinct from 'US'`,
  },
  {
    name: 'ready to ship in a country, not on hold',
    tree: () =>
      all(
        starting,
        { field: 'country', operator: 'IS', value: 'GB' },
        { field: 'onHold', operator: 'IS', value: false },
      ),
    sql: `select count(*) from backer b join orders o on o.backer_id = b.id
      where b.project_id = 1 and o.project_id = 1 and b.country = 'GB' and ${READY}
        and not exists (select from order_hold h where h.backer_id = b.id)`,
  },
  {
    name: 'ready to ship without a tracking number',
    tree: () => all(starting, { field: 'hasTracking', operator: 'IS', value: false }),
    sql: `select count(*) from orders o where o.project_id = 1 and ${READY}
      and not exists (select from shipment s where s.backer_id = o.backer_id and s.voided_at is null
                      and s.tracking_number is not null)`,
  },
  {
    name: 'owed a SKU, not shipped',
    tree: () =>
      all(
        { field: 'sku', operator: 'IS', value: 'DICE' },
        { field: 'status', operator: 'IS_NOT', value: 'FULFILLED' },
      ),
    sql: `select count(*) from orders o where o.project_id = 1 and o.status <> 'FULFILLED'
      and exists (select from order_item i where i.backer_id = o.backer_id and i.project_id = 1 and i.sku = 'DICE')`,
  },
  {
    name: 'two or more of a SKU',
    tree: () => ({ field: 'skuQuantity', operator: 'GTE', value: { sku: 'CORE', quantity: 2 } }),
    sql: `select count(*) from (select backer_id from order_item where project_id = 1 and sku = 'CORE'
      group by backer_id having sum(quantity) >= 2) q`,
  },
  {
    name: 'a tag and an email domain',
    tree: () =>
      all(
        { field: 'tags', operator: 'IS', value: 'vip' },
        { field: 'emailDomain', operator: 'IS', value: 'gmail.com' },
      ),
    sql: `select count(*) from backer where project_id = 1 and tags @> '{vip}' and split_part(email_key, '@', 2) = 'gmail.com'`,
  },
  {
    name: 'in transit for two weeks',
    tree: () =>
      all(
        { field: 'trackingStatus', operator: 'IS', value: 'IN_TRANSIT' },
        { field: 'shippedAt', operator: 'OLDER_THAN_DAYS', value: 14 },
      ),
    sql: `select count(*) from orders o where o.project_id = 1
      and exists (select from shipment s where s.backer_id = o.backer_id and s.voided_at is null and s.tracking_status = 'IN_TRANSIT')
      and exists (select from shipment s where s.backer_id = o.backer_id and s.voided_at is null
                  and s.shipped_at < now() - interval '14 days')`,
  },
  {
    name: 'on hold, or late by their notes',
    tree: () =>
      any(
        { field: 'onHold', operator: 'IS', value: true },
        { field: 'notes', operator: 'CONTAINS', value: 'recycled' },
      ),
    sql: `select count(*) from backer b where b.project_id = 1
      and (b.notes ilike '%recycled%' or b.id in (select backer_id from order_hold))`,
  },
  {
    name: 'of another segment, not shipped, from Texas',
    tree: (snapshot) =>
      all(
        { field: 'segment', operator: 'IS', value: snapshot },
        { field: 'status', operator: 'IS_NOT', value: 'FULFILLED' },
        { field: 'region', operator: 'IS', value: 'TX' },
      ),
    sql: `select count(*) from backer b join orders o on o.backer_id = b.id
      where b.project_id = 1 and o.status <> 'FULFILLED' and lower(b.state) = 'tx'
        and exists (select from segment_member m where m.backer_id = b.id)`,
  },
];
