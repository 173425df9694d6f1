import { touchedBy } from '../backers/touched-by.sql.ts';
import { OUT_OF_REACH, SUPPRESSION_OF_BACKER } from './reach.sql.ts';

/**
 * What backers have been told, and what they have not: fragments over `shipment s` and `notification_shipment t`. What a
 * mail says is a row (notification_shipment): TRACKING "this parcel has this number", CORRECTION "it no longer has".
 */

/** A parcel of `s` that a backer would want to know of: it counts, and there is a number to follow. */
export const LIVE = `s.voided_at is null and s.tracking_number is not null`;

/**
 * Its number as it is now has not been told, nor does a mail that will tell it wait. A number that was told, taken
 * back and put in force again is to be told again.
 */
export const UNTOLD = /* sql */ `${LIVE} and not exists (
    select from notification_shipment t
    where t.shipment_id = s.id and t.kind = 'TRACKING' and t.told = s.tracking_number and t.stands
      and not exists (select from notification_shipment c
                      where c.shipment_id = t.shipment_id and c.kind = 'CORRECTION' and c.told = t.told and c.stands))`;

/**
 * A number of `t` that a backer was told and that no longer holds: its parcel was voided, replaced, given another
 * number or taken away by an undo. Told means that the mail has left, or may have.
 */
export const WITHDRAWN = /* sql */ `t.kind = 'TRACKING' and t.stands
  and not exists (select from shipment s where s.id = t.shipment_id and s.voided_at is null and s.tracking_number = t.told)
  and not exists (select from notification_shipment c
                  where c.shipment_id = t.shipment_id and c.kind = 'CORRECTION' and c.told = t.told and c.stands)
  and exists (select from notification n where n.id = t.notification_id and n.status in ('SENT', 'SENDING', 'UNKNOWN'))`;

/**
 * Whether somebody can be written to is looked at while no more than this wait: a million addresses would take longer
 * than everything else here, and then there is enough to be told anyway.
 */
const MOST_LOOKED_AT = 50_000;

/** @param among conditions on shipment `s` and on notification_shipment `t` beside the project $1 */
function countUntold(among: { s: string; t: string }): string {
  return /* sql */ `
  news as materialized (select s.backer_id from shipment s where s.project_id = $1${among.s} and ${UNTOLD}),
  gone as materialized (
    select t.backer_id from notification_shipment t where t.project_id = $1${among.t} and ${WITHDRAWN}),
  apart as materialized (
    select w.backer_id from (select backer_id from news union select backer_id from gone) w
    where (select count(*) from news) + (select count(*) from gone) <= ${MOST_LOOKED_AT}
      and (select ${OUT_OF_REACH} from backer b ${SUPPRESSION_OF_BACKER} where b.id = w.backer_id) is not null)
  select
    (select count(distinct n.backer_id)::int from news n) - (select count(distinct n.backer_id)::int from news n join apart using (backer_id)) as backers,
    (select count(*)::int from news) - (select count(*)::int from news n join apart using (backer_id)) as shipments,
    (select count(distinct g.backer_id)::int from gone g where g.backer_id not in (select backer_id from apart)) as corrections,
    (select count(*)::int from apart) as unreachable`;
}

/**
 * How many backers and parcels of the project $1 wait to be told, and how many backers to be corrected; apart from them,
 * how many cannot be written to, so that nobody is asked to end what a run cannot.
 */
export const COUNT_UNTOLD = `with ${countUntold({ s: '', t: '' })}`;

/** As `COUNT_UNTOLD`, of the backers alone that the operation $2 touched. */
export const COUNT_UNTOLD_OF = /* sql */ `
with touched as materialized (select distinct backer_id from (${touchedBy('$2::bigint', '$1::bigint')}) every),
${countUntold({
  s: ' and s.backer_id in (select backer_id from touched)',
  t: ' and t.backer_id in (select backer_id from touched)',
})}`;

/**
 * The operations whose mails are said to be one operation's: its own, and those of the runs that told its backers,
 * queued by the project's policy or by hand.
 *
 * @param operation an expression for its id
 * @param project an expression for the id of its project
 */
export function mailsOf(operation: string, project: string): string {
  return `select ${operation} union all select r.id from operation r
    where r.project_id = ${project} and r.kind = 'TRACKING_NOTIFICATIONS'
      and r.options -> 'target' -> 'filter' ->> 'operationId' = (${operation})::text`;
}

/**
 * Held while mails of a project are queued: two runs over the same backers would else both find the same parcel
 * untold. The sender takes no such lock. $1 is the project.
 */
export const LOCK_QUEUE = 'select pg_advisory_xact_lock(77400, ($1::bigint % 2000000000)::int)';

/**
 * Writes mails into the outbox and what they tell, for the backers of a CTE `wanted (backer_id, email, corrects)`:
 * one mail each for all that is untold, and with `corrects` for all that no longer holds. Backers for whom there is
 * nothing left to tell get none.
 *
 * @param owner the ids go into the text: they are numbers of ours
 * @returns CTEs `mails (id, backer_id)` and `told`, to stand after `with wanted as (…),`
 */
export function writeMails(owner: {
  creatorId: string;
  projectId: string;
  operationId: string | null;
}): string {
  const creator = BigInt(owner.creatorId);
  const project = BigInt(owner.projectId);
  const operation = owner.operationId === null ? 'null::bigint' : `${BigInt(owner.operationId)}`;
  return /* sql */ `
  news as materialized (
    select w.backer_id, s.id as shipment_id, 'TRACKING'::notification_kind as kind, s.tracking_number as told,
           s.operation_id
    from wanted w join shipment s on s.backer_id = w.backer_id where ${UNTOLD}),
  gone as materialized (
    select w.backer_id, t.shipment_id, 'CORRECTION'::notification_kind as kind, t.told, null::bigint as operation_id
    from wanted w join notification_shipment t on t.backer_id = w.backer_id where w.corrects and ${WITHDRAWN}),
  everything as (select * from news union all select * from gone),
  mails as (
    insert into notification (id, creator_id, project_id, backer_id, operation_id, kind, email, message_id)
    select nextval('notification_id_seq'), ${creator}, ${project}, w.backer_id, ${operation},
           case when g.backer_id is null then 'TRACKING' else 'CORRECTION' end::notification_kind, w.email,
           case when g.backer_id is null then 'tracking.' else 'correction.' end || gen_random_uuid()
    from wanted w left join (select distinct backer_id from gone) g on g.backer_id = w.backer_id
    where exists (select from everything e where e.backer_id = w.backer_id)
    order by w.backer_id
    returning id, backer_id),
  told as (
    insert into notification_shipment as t (shipment_id, kind, told, operation_id, notification_id, backer_id, creator_id, project_id)
    select e.shipment_id, e.kind, e.told, e.operation_id, m.id, e.backer_id, ${creator}, ${project}
    from everything e join mails m on m.backer_id = e.backer_id
    on conflict (shipment_id, kind, told) do update set notification_id = excluded.notification_id, stands = true
    returning t.shipment_id, t.kind, t.told),
  revived as (
    delete from notification_shipment c using news n
    where c.shipment_id = n.shipment_id and c.kind = 'CORRECTION' and c.told = n.told)`;
}
