import { escapeLiteral } from 'pg';
import { MOST_TAGS } from '../backers/tags.ts';
import { START_SHIPPING } from '../orders/start-shipping.sql.ts';

/** What can be done to many backers at once. Each is a kind of operation of the same name. */
export type SegmentActionName =
  | 'MARK_FULFILLED'
  | 'FORCE_MARK_FULFILLED'
  | 'REVERT'
  | 'LOCK_ADDRESSES'
  | 'UNLOCK_ADDRESSES'
  | 'HOLD'
  | 'RELEASE'
  | 'TAG'
  | 'UNTAG';

/**
 * How an action decides about one backer: SQL over `orders o` and `order_hold h` (its columns null where nobody holds
 * the order), for the preview and for the plan alike.
 */
export interface Judgement {
  /** Whether it looks at `backer b` too. */
  backer: boolean;
  /** An expression: the code of the outcome. */
  outcome: string;
  /** The outcomes that change something. */
  applies: readonly string[];
  /** An expression: the code of a warning beside an outcome that applies, or null. */
  warning: string;
  /** Joins that only what is kept needs. */
  joins: string;
  /** What the plan keeps of each backer beside status and operation, to apply by and to undo by. */
  keeps: readonly (readonly [column: string, type: string, expression: string])[];
}

const HELD = 'h.backer_id is not null';
const SURVEY = `('SURVEY_NOT_SENT', 'SURVEY_NOT_COMPLETED')`;

const PLAIN = { backer: false, warning: 'null::text', joins: '', keeps: [] };

/** What a move keeps: where the order goes, and what else of it changes with the status. */
const moves = (becomes: string): Judgement['keeps'] => [
  ['becomes', 'order_status', becomes],
  ['was_at', 'timestamptz', 'o.fulfilled_at'],
  ['was_source', 'shipment_source', 'o.fulfilled_by'],
];

const BEFORE_IT_WAS_FULFILLED = /* sql */ `left join lateral (
    select e.from_status from order_event e
    where o.status = 'FULFILLED' and e.backer_id = o.backer_id and e.to_status = 'FULFILLED' and e.source not in ('REVERT', 'UNDO')
    order by e.at desc, e.id desc limit 1) marking on true`;

/** The action's judgement; tags are those of TAG and UNTAG, and nobody has any of none. */
export function judgementOf(action: SegmentActionName, tags: readonly string[] = []): Judgement {
  switch (action) {
    case 'MARK_FULFILLED':
      return { ...PLAIN, ...marking('ON_HOLD', 'NOT_READY') };
    case 'FORCE_MARK_FULFILLED':
      return { ...PLAIN, ...marking('FORCED', 'FORCED') };
    case 'REVERT':
      return {
        ...PLAIN,
        outcome: /* sql */ `case when o.status = 'CANCELED' then 'NOTHING_OWED'
          when o.status <> 'FULFILLED' then 'NOT_FULFILLED'
          when ${HELD} then 'HELD_BACK' else 'REVERTED' end`,
        applies: ['REVERTED'],
        warning: /* sql */ `case when exists (select from shipment s where s.backer_id = o.backer_id and s.voided_at is null) then 'PARCELS_STAY' end`,
        joins: BEFORE_IT_WAS_FULFILLED,
        keeps: moves(`coalesce(marking.from_status, 'READY_TO_FULFILL')`),
      };
    case 'LOCK_ADDRESSES':
      return {
        ...PLAIN,
        backer: true,
        outcome: /* sql */ `case when o.status = 'CANCELED' then 'NOTHING_OWED'
          when o.status in ${SURVEY} then 'SURVEY_OPEN'
          when o.status <> 'SURVEY_COMPLETED' then 'ADDRESS_LOCKED_ALREADY'
          when ${HELD} then 'HELD_BACK' else 'ADDRESS_LOCKED' end`,
        applies: ['ADDRESS_LOCKED'],
        warning: `case when o.physical and (b.line1 is null or b.country is null) then 'ADDRESS_EMPTY' end`,
        keeps: moves(`'READY_TO_FULFILL'::order_status`),
      };
    case 'UNLOCK_ADDRESSES':
      return {
        ...PLAIN,
        outcome: /* sql */ `case when o.status = 'CANCELED' then 'NOTHING_OWED'
          when o.status in ${SURVEY} or o.status = 'SURVEY_COMPLETED' then 'NOT_LOCKED'
          when o.status <> 'READY_TO_FULFILL' then 'SHIPPING_BEGUN'
          when ${HELD} then 'HELD_BACK' else 'ADDRESS_UNLOCKED' end`,
        applies: ['ADDRESS_UNLOCKED'],
        keeps: moves(`'SURVEY_COMPLETED'::order_status`),
      };
    case 'HOLD':
      return {
        ...PLAIN,
        outcome: /* sql */ `case when ${HELD} then 'ALREADY_HELD'
          when o.status = 'CANCELED' then 'NOTHING_OWED'
          when o.status = 'FULFILLED' then 'ALREADY_FULFILLED' else 'HELD' end`,
        applies: ['HELD'],
      };
    case 'RELEASE':
      return {
        ...PLAIN,
        outcome: `case when ${HELD} then 'RELEASED' else 'NOT_HELD' end`,
        applies: ['RELEASED'],
        keeps: [
          ['hold_reason', 'text', 'h.reason'],
          ['hold_until', 'timestamptz', 'h.until'],
          ['hold_actor', 'text', 'h.actor_name'],
          ['hold_at', 'timestamptz', 'h.created_at'],
          ['hold_by', 'bigint', 'h.operation_id'],
        ],
      };
    case 'TAG':
      return {
        ...PLAIN,
        backer: true,
        outcome: /* sql */ `case when b.tags @> ${textArray(tags)} then 'ALREADY_TAGGED'
          when cardinality(b.tags || ${missing(tags)}) > ${MOST_TAGS} then 'TOO_MANY_TAGS' else 'TAGGED' end`,
        applies: ['TAGGED'],
      };
    case 'UNTAG':
      return {
        ...PLAIN,
        backer: true,
        outcome: `case when b.tags && ${textArray(tags)} then 'UNTAGGED' else 'NOT_TAGGED' end`,
        applies: ['UNTAGGED'],
        keeps: [['was_tags', 'text[]', 'b.tags']],
      };
  }
}

/** A list as an SQL literal. */
export function textArray(values: readonly string[]): string {
  return `array[${values.map((value) => escapeLiteral(value)).join(', ')}]::text[]`;
}

/** Those of the tags that `b` lacks, in their order. */
export function missing(tags: readonly string[]): string {
  return `array(select t from unnest(${textArray(tags)}) with ordinality as u (t, n) where t <> all (b.tags) order by n)`;
}

function marking(held: string, early: string): Pick<Judgement, 'outcome' | 'applies'> {
  return {
    outcome: /* sql */ `case when o.status = 'CANCELED' then 'CANCELED'
        when o.status = 'FULFILLED' then 'ALREADY_FULFILLED'
        when ${HELD} then '${held}'
        when o.status not in ${START_SHIPPING} then '${early}'
        else 'MARKED' end`,
    applies: ['MARKED', 'FORCED'],
  };
}
