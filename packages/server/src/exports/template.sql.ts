import { escapeLiteral } from 'pg';
import { ofProject, targetCondition, type ResolvedTarget } from '../backers/backer-filter.sql.ts';
import { Bucket } from '../orders/order-status.ts';
import { NO_SEGMENTS } from '../segments/segment-book.ts';

/** Whom a template is for, unless others are named: everyone in Start Shipping for whom there is something to pack. */
export const EVERYONE_TO_PACK: ResolvedTarget = {
  filter: { bucket: [Bucket.START_SHIPPING], onHold: false, digitalOnly: false },
  book: NO_SEGMENTS,
};

interface TemplateColumn {
  header: string;
  /** Of `backer b`, or the folded items `i`; null for what the packers fill in. */
  sql: string | null;
  /** Digits only: nothing in it that a spreadsheet would run. */
  digits?: true;
  /** Characters a spreadsheet shows of it. */
  width: number;
}

/** The file that packers fill in. An upload knows every header of it by heart. */
export const TEMPLATE_COLUMNS: readonly TemplateColumn[] = [
  { header: 'Pledge ID', sql: 'b.pledge_id', width: 14 },
  { header: 'Backer Number', sql: 'b.number::text', digits: true, width: 14 },
  { header: 'Name', sql: `nullif(b.name, '')`, width: 24 },
  { header: 'Email', sql: `nullif(b.email, '')`, width: 28 },
  { header: 'Address Line 1', sql: 'b.line1', width: 28 },
  { header: 'Address Line 2', sql: 'b.line2', width: 18 },
  { header: 'City', sql: 'b.city', width: 18 },
  { header: 'State', sql: 'b.state', width: 12 },
  { header: 'Postal Code', sql: 'b.postal_code', width: 12 },
  { header: 'Phone', sql: 'b.phone', width: 16 },
  { header: 'Country', sql: 'coalesce(b.country_name, b.country)', width: 18 },
  { header: 'Items', sql: 'i.items', width: 40 },
  { header: 'Tracking Number', sql: null, width: 28 },
  { header: 'Carrier', sql: null, width: 16 },
  { header: 'Tracking URL', sql: null, width: 32 },
];

/**
 * The statement whose output is the template's rows, as CSV without a header. Postgres writes the cells itself:
 * fetched and written here, a million rows took three times as long.
 */
export function templateCsvCopy(target: ResolvedTarget, projectId: string): string {
  const cells = TEMPLATE_COLUMNS.map(({ sql, digits }) =>
    sql === null ? 'null' : digits ? sql : escapedFormula(sql),
  );
  return `copy (select ${cells.join(', ')} ${fromTarget(target, projectId)}) to stdout with (format csv)`;
}

/**
 * The same as rows of a worksheet, one a line: no cell holds a line end any more. Control characters are still in
 * them, and two stand for quote and delimiter; whoever reads the lines turns them all into spaces.
 */
export function templateSheetCopy(target: ResolvedTarget, projectId: string): string {
  const given = TEMPLATE_COLUMNS.flatMap(({ sql, digits }, at) =>
    sql === null ? [] : [`${digits ? sql : sheetText(sql)} as c${at}`],
  );
  // Without their places some readers refuse rows and cells.
  const cells = TEMPLATE_COLUMNS.map(({ sql }, at) => {
    const open = `'<c r="${String.fromCharCode(65 + at)}' || x.n || '" s="1"`;
    const empty = `${open}/>'`;
    return sql === null
      ? empty
      : `coalesce(${open} t="inlineStr"><is><t>' || x.c${at} || '</t></is></c>', ${empty})`;
  });
  return `copy (select '<row r="' || x.n || '">' || ${cells.join(' || ')} || '</row>'
    from (select (1 + row_number() over (order by b.id))::text as n, ${given.join(', ')} ${fromTarget(target, projectId)}) x)
    to stdout with (format csv, quote E'\\x01', escape E'\\x01', delimiter E'\\x02')`;
}

/** How many rows a template of this target has. */
export function templateCount(target: ResolvedTarget, projectId: string): string {
  const values: unknown[] = [];
  const condition = { ...targetCondition(target, projectId, values), backer: true, order: true };
  return inline(
    `select count(*)::int as n from backer b join orders o on o.backer_id = b.id
     where ${ofProject(condition, projectId, values)} and ${condition.sql}`,
    values,
  );
}

/** By id, which is the order of the import: all tables are walked along their keys, and nothing is sorted. */
function fromTarget(target: ResolvedTarget, projectId: string): string {
  const values: unknown[] = [];
  const condition = { ...targetCondition(target, projectId, values), backer: true, order: true };
  const items = `string_agg(item.quantity || '× ' || item.name, '; ' order by item.no) as items from order_item item`;
  const project = `$${values.push(projectId)}::bigint`;
  return inline(
    `from backer b join orders o on o.backer_id = b.id
     left join ${
       isLarge(target)
         ? `(select item.backer_id, ${items} where item.project_id = ${project} group by item.backer_id) i on i.backer_id = b.id`
         : `lateral (select ${items} where item.project_id = ${project} and item.backer_id = b.id) i on true`
     }
     where ${ofProject(condition, projectId, values)} and ${condition.sql} order by b.id`,
    values,
  );
}

/**
 * Whether a target is likely a good part of the project. Then all items are folded in one walk, which takes half the
 * time of looking them up order by order; for a few orders it would be a walk for nothing.
 */
function isLarge({ everyone, filter, search, tree, segmentId }: ResolvedTarget): boolean {
  if (everyone) return true;
  if (tree != null || segmentId != null) return false;
  const wide = ['status', 'bucket', 'onHold', 'hasTracking', 'digitalOnly'];
  return (
    !search &&
    filter != null &&
    Object.entries(filter).every(([name, value]) => value == null || wide.includes(name))
  );
}

/**
 * `escapeFormula` in SQL, by the code of the first letter: signs, their full-width forms, tab and return. Only an
 * apostrophe (39) needs a look behind it; a regular expression asked of each phone number (+1 …) was a third of an
 * export's time.
 */
function escapedFormula(cell: string): string {
  return `case when ascii(${cell}) in (39, 43, 45, 61, 64, 9, 13, 65291, 65293, 65309, 65312)
    and (ascii(${cell}) <> 39 or ${cell} ~ E'^\\'*[=+\\\\-@\\t\\r＝＋－＠]') then '''' || ${cell} else ${cell} end`;
}

/**
 * Six plain replacements cost less than one look by a regular expression. What is left of characters that XML cannot
 * hold is taken out of the bytes later.
 */
function sheetText(cell: string): string {
  const text = `case when ${cell} like '%\\_x%' then regexp_replace(${escapedFormula(cell)}, '_(?=x[0-9A-Fa-f]{4}_)', '_x005F_', 'g') else ${escapedFormula(cell)} end`;
  return [
    [`'&'`, `'&amp;'`],
    [`'<'`, `'&lt;'`],
    [`'>'`, `'&gt;'`],
    [`E'\\r'`, `'_x000D_'`],
    [`E'\\n'`, `'&#10;'`],
    [`E'\\t'`, `'&#9;'`],
  ].reduce((sql, [sign, entity]) => `replace(${sql}, ${sign}, ${entity})`, text);
}

/** COPY takes no parameters. The values are texts of ours; each is written as a literal where its number stands. */
function inline(sql: string, values: readonly unknown[]): string {
  return sql.replace(/\$(\d+)/g, (_, number: string) => escapeLiteral(String(values[Number(number) - 1])));
}
