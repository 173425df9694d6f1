import { ofProject, targetCondition, type ResolvedTarget } from '../backers/backer-filter.sql.ts';
import { textArray } from '../segment-actions/judgement.ts';
import { rowsTable } from '../operations/operation.kind.ts';
import type { OperationOptions, OperationRecord } from '../operations/operation.row.ts';
import { withPartner } from '../orders/in-hand.sql.ts';
import { START_SHIPPING } from '../orders/start-shipping.sql.ts';
import { unshippedItems } from '../orders/unshipped-items.sql.ts';
import { isLive } from './live-label.sql.ts';

/** A box, with for whom it is. */
export interface PresetChoice {
  id: string;
  skus: string[];
  segment: ResolvedTarget | null;
}

/** The columns of an action's rows, and what a label is made by. */
export function createRows(operation: OperationRecord): string {
  return /* sql */ `create table ${rowsTable(operation.id)} (
    pos int, row_no int, line int, backer_id bigint, was order_status, was_by bigint, tracking_number text, carrier text,
    carrier_name text, tracking_url text, shipped_at timestamptz, outcome text, warning text, applies boolean, detail text,
    preset_id bigint, address_version int, label_id bigint, rate_id text, rate_carrier text, service text, price_cents int, currency text)
    with (autovacuum_enabled = off)`;
}

/**
 * Everybody a target names, with what hinders a label as far as orders and boxes tell; LABEL where nothing does. Customs
 * and prices are looked at after that.
 *
 * @param values gets the statement's values
 */
export function judgedOrders(
  projectId: string,
  target: ResolvedTarget,
  presets: readonly PresetChoice[],
  values: unknown[],
): string {
  const condition = targetCondition(target, projectId, values);
  const both = { backer: true, order: true };
  const fits = presets.map(
    (preset) => `when ${fitting(preset, projectId, values)} then ${BigInt(preset.id)}::bigint`,
  );
  const blank = (column: string) => `nullif(btrim(coalesce(b.${column}, '')), '') is null`;
  return /* sql */ `
    select j.backer_id, j.status, j.operation_id, j.address_version, j.preset_id,
      case
        when j.status = 'CANCELED' then 'CANCELED'
        when not j.physical then 'DIGITAL_ONLY'
        when j.status = 'FULFILLED' then 'ALREADY_FULFILLED'
        when j.status not in ${START_SHIPPING} then 'NOT_READY'
        when j.hold is not null then 'HELD_BACK'
        when j.labelled then 'ALREADY_HAS_LABEL'
        when j.with_partner then 'ALREADY_WITH_PARTNER'
        when j.no_address is not null then 'NO_ADDRESS'
        when j.preset_id is null then 'NO_PRESET'
        else 'LABEL' end as outcome,
      case when j.hold is not null then 'On hold: ' || j.hold else 'Missing: ' || j.no_address end as detail
    from (
      select o.backer_id, o.status, o.operation_id, o.physical, b.address_version, h.reason as hold,
        exists (select from label l where l.backer_id = o.backer_id and l.status in ('BUYING', 'BOUGHT') and ${isLive('l')}) as labelled,
        ${withPartner('o.backer_id')} as with_partner,
        nullif(concat_ws(', ', case when ${blank('name')} then 'name' end, case when ${blank('line1')} then 'street' end,
          case when ${blank('city')} then 'city' end, case when ${blank('country')} then 'country' end), '') as no_address,
        ${fits.length === 0 ? 'null::bigint' : `case ${fits.join(' ')} end`} as preset_id
      from backer b join orders o on o.backer_id = b.id left join order_hold h on h.backer_id = o.backer_id
      where ${ofProject(both, projectId, values)} and ${condition.sql}) j`;
}

function fitting(preset: PresetChoice, projectId: string, values: unknown[]): string {
  const skus =
    preset.skus.length === 0
      ? null
      : /* sql */ `not exists (select from (${unshippedItems('o.backer_id')}) i
          where i.sku is null or i.sku <> all (${textArray(preset.skus)}))`;
  const segment = preset.segment ? `(${targetCondition(preset.segment, projectId, values).sql})` : null;
  return [skus, segment].filter((one) => one !== null).join(' and ') || 'true';
}

/** Writes down everybody's outcome, in the order of backers. */
export function planRows(operation: OperationRecord, judged: string): string {
  return /* sql */ `
  insert into ${rowsTable(operation.id)} (pos, row_no, line, backer_id, was, was_by, outcome, applies, detail, preset_id, address_version)
  select (row_number() over ())::int, (row_number() over ())::int, 0, backer_id, status, operation_id, outcome, outcome = 'LABEL', case when outcome in ('HELD_BACK', 'NO_ADDRESS') then detail end,
    preset_id, address_version
  from (select * from (${judged}) o order by backer_id) r`;
}

/** $1 rows as JSON: backer_id, outcome, warning, detail. */
export function setOutcomes(operation: OperationRecord): string {
  return /* sql */ `
  update ${rowsTable(operation.id)} r set outcome = coalesce(g.outcome, r.outcome), applies = coalesce(g.outcome, r.outcome) = 'LABEL',
    warning = g.warning, detail = coalesce(g.detail, r.detail)
  from jsonb_to_recordset($1::jsonb) as g (backer_id bigint, outcome text, warning text, detail text)
  where r.backer_id = g.backer_id`;
}

/**
 * Gives every row that is left the price that was asked for it: the best of its rates by the wish, or why there is none.
 * A row without a label of the same address was not there when prices were asked.
 */
export function choosePrices(operation: OperationRecord, values: unknown[]): string {
  const { condition, order } = preferring(operation.options.service, values);
  return /* sql */ `
  update ${rowsTable(operation.id)} r set label_id = p.label_id, outcome = p.outcome, applies = p.outcome = 'LABEL', detail = p.detail,
    rate_id = p.rate ->> 'id', rate_carrier = p.rate ->> 'carrier', service = p.rate ->> 'service',
    price_cents = (p.rate ->> 'priceCents')::int, currency = p.rate ->> 'currency',
    carrier_name = nullif(concat_ws(' ', p.rate ->> 'carrier', p.rate ->> 'service'), '')
  from (
    select r.backer_id, l.id as label_id, best.rate,
      case when l.id is null then 'CHANGED_SINCE_PREVIEW'
        when l.status = 'FAILED' then coalesce(l.problem_code, 'NO_RATE')
        when best.rate is null then 'NO_RATE' else 'LABEL' end as outcome,
      case when l.status = 'FAILED' then l.problem
        when best.rate is null and l.id is not null then 'Offered were only: ' || (
          select string_agg(distinct concat_ws(' ', x ->> 'carrier', x ->> 'service'), ', ') from jsonb_array_elements(l.rates) x)
        else nullif(concat_ws(' · ', concat_ws(' ', best.rate ->> 'carrier', best.rate ->> 'service'),
          to_char((best.rate ->> 'priceCents')::numeric / 100, 'FM999999990.00') || ' ' || (best.rate ->> 'currency'),
          (best.rate ->> 'deliveryDays') || ' days'), '') end as detail
    from ${rowsTable(operation.id)} r
    left join label l on l.operation_id = ${BigInt(operation.id)} and l.backer_id = r.backer_id and l.address_version = r.address_version
      and l.preset_id = r.preset_id and l.status in ('RATED', 'FAILED')
    left join lateral (
      select rate from jsonb_array_elements(l.rates) rate where ${condition} order by ${order} limit 1) best on true
    where r.applies) p
  where r.backer_id = p.backer_id`;
}

function preferring(
  service: OperationOptions['service'],
  values: unknown[],
): { condition: string; order: string } {
  const price = `(rate ->> 'priceCents')::int`;
  const days = `(rate ->> 'deliveryDays')::int nulls last`;
  const tie = `rate ->> 'id'`;
  if (service?.preference === 'FASTEST') return { condition: 'true', order: [days, price, tie].join(', ') };
  const order = [price, days, tie].join(', ');
  if (service?.preference !== 'EXACT') return { condition: 'true', order };
  const same = (key: string, value: string | null) =>
    value === null ? [] : [`lower(rate ->> '${key}') = lower($${values.push(value)}::text)`];
  return {
    condition: ['true', ...same('carrier', service.carrier), ...same('service', service.service)].join(
      ' and ',
    ),
    order,
  };
}

/** Rows by outcome and warning. @param rows as planned or as they ended */
export function tallyStatement(rows: string): string {
  return `select outcome, case when applies then warning end as warning, count(*)::int as count from ${rows} r group by 1, 2`;
}

/** What the rows that apply cost, by carrier, service and currency. */
export function totalsStatement(rows: string): string {
  return /* sql */ `select rate_carrier as carrier, service, currency, count(*)::int as labels, sum(price_cents)::int as cents
    from ${rows} r where applies and price_cents is not null group by 1, 2, 3 order by cents desc, 1, 2`;
}
