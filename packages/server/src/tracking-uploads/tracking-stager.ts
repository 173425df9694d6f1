import { judgeNumber } from '../carriers/carrier-judgement.ts';
import { excelDamage, normaliseTrackingNumber } from '../carriers/carrier-match.ts';
import { judgeText } from '../carriers/number-text.ts';
import { copyNumber, copyValue } from '../operations/stage.ts';
import type { StagedRecord, Stager, StagingColumn } from '../operations/operation.kind.ts';
import type { MappedColumn } from '../operations/operation.row.ts';
import { makeSeenBefore } from './seen-before.ts';
import {
  cleanCell,
  emailKey,
  parseDate,
  plainKey,
  safeUrl,
  unescapeFormula,
} from '../table-files/cell-values.ts';

const KEY_FIELDS = ['pledgeId', 'backerUid', 'orderNumber', 'backerNumber', 'email'] as const;
const LARGEST_NUMBER = 2_147_483_647;

/** A cell may hold several parcels: `A; B`, `A / B`, or one a line. */
const SEVERAL = /\s*(?:[;\n]|\s\/\s|,\s)\s*/;

/**
 * Turns the records of a tracking file into lines of its staging table: keys in the form they are compared in,
 * numbers cleaned, carriers recognised, damage named. What a value meant is decided here, once; what it
 * matches is decided in SQL.
 */
export function trackingStager(mapping: readonly MappedColumn[]): Stager {
  const at = new Map(
    mapping.flatMap(({ columnIndex, field }) => (field ? [[field, columnIndex] as const] : [])),
  );
  const index = (field: string) => at.get(field) ?? -1;
  const [pledge, uid, order, number, email] = KEY_FIELDS.map(index) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const tracking = index('trackingNumber');
  const carrier = index('carrier');
  const url = index('trackingUrl');
  const shipped = index('shippedAt');
  const name = index('name');

  const columns: StagingColumn[] = [
    ['problem', 'text'],
    ['warning', 'text'],
  ];
  if (pledge >= 0) columns.push(['pledge_id', 'text']);
  if (uid >= 0) columns.push(['backer_uid', 'text']);
  if (order >= 0) columns.push(['order_number', 'text']);
  if (number >= 0) columns.push(['number', 'int']);
  if (email >= 0) columns.push(['email', 'text']);
  if (name >= 0) columns.push(['name', 'text']);
  columns.push(['tracking_number', 'text'], ['repeated', 'boolean'], ['carrier', 'text']);
  if (carrier >= 0) columns.push(['carrier_name', 'text']);
  if (url >= 0) columns.push(['tracking_url', 'text']);
  if (shipped >= 0) columns.push(['shipped_at', 'timestamptz']);

  const seenBefore = makeSeenBefore();
  let missingTracking = 0;
  let repeats = 0;
  let problems = 0;
  let excel = 0;

  return {
    columns,
    facts: () => ({
      missingTracking,
      repeats,
      problems,
      excelDamage: excel,
      hasName: name >= 0,
      hasUrl: url >= 0,
      hasDate: shipped >= 0,
      hasCarrierName: carrier >= 0,
    }),
    line(record: StagedRecord): string {
      const { cells } = record;
      let problem = record.problem;
      let keys = '';
      for (const column of [pledge, uid, order]) {
        if (column < 0) continue;
        const key = plainKey(unescapeFormula(cells[column] as string));
        if (key.problem) problem ??= key.problem;
        keys += `\t${copyValue(key.key)}`;
      }
      if (number >= 0) {
        const key = plainKey(cells[number] as string);
        let value: string | null = key.key;
        if (key.problem) problem ??= key.problem;
        else if (value && (!/^\d{1,10}$/.test(value) || Number(value) > LARGEST_NUMBER)) {
          value = null;
          problem ??= 'NO_MATCH';
        }
        keys += `\t${copyValue(value)}`;
      }
      if (email >= 0) keys += `\t${copyValue(emailKey(unescapeFormula(cells[email] as string)))}`;
      if (name >= 0) keys += `\t${copyValue(cleanCell(unescapeFormula(cells[name] as string)))}`;

      const raw = tracking >= 0 ? unescapeFormula(cells[tracking] as string) : '';
      const named = carrier >= 0 ? cleanCell(unescapeFormula(cells[carrier] as string)) : '';
      const clean = normaliseTrackingNumber(raw);
      const numbers = numbersOf(raw, clean, named);
      if (numbers?.[0] === '') missingTracking += 1;
      else if (record.damaged?.includes(tracking)) problem = excelDamage(clean) ?? 'EXCEL_SCIENTIFIC';
      else problem ??= excelDamage(clean) ?? (numbers ? null : 'BAD_TRACKING_NUMBER');
      if (problem === 'EXCEL_SCIENTIFIC' || problem === 'EXCEL_TRUNCATED') excel += 1;

      let tail = '';
      if (url >= 0) {
        const text = cleanCell(unescapeFormula(cells[url] as string));
        const safe = text === '' ? null : safeUrl(text);
        if (text !== '' && safe === null) problem ??= 'BAD_URL';
        tail += `\t${copyValue(safe)}`;
      }
      if (shipped >= 0) {
        const date = parseDate(cells[shipped] as string);
        if (date.problem) problem ??= 'BAD_DATE';
        tail += `\t${copyValue(date.date)}`;
      }
      if (problem) problems += 1;

      const head = `${copyNumber(record.rowNo)}\t${copyNumber(record.line)}\t${copyValue(problem)}`;
      let text = '';
      for (const one of !numbers || (problem && numbers.length > 1) ? [clean] : numbers) {
        const guess = judgeNumber(one, named);
        const repeated = one !== '' && seenBefore(one);
        if (repeated) repeats += 1;
        text += `${head}\t${copyValue(guess.warning)}${keys}\t${copyValue(one)}\t${repeated ? 't' : 'f'}\t${copyValue(guess.slug)}`;
        if (carrier >= 0) text += `\t${copyValue(guess.slug ? null : named)}`;
        text += `${tail}\n`;
      }
      return text;
    },
  };
}

/** The numbers of a cell, without placeholders: `['']` where there is none. Null where something in it is no number. */
function numbersOf(raw: string, clean: string, named: string): string[] | null {
  const text = judgeText(raw, clean, named);
  if (text === 'placeholder') return [''];
  // Nothing stands between several that a number may hold itself.
  if (text === 'number' && raw === clean) return [clean];
  if (!SEVERAL.test(raw.trim())) return text === 'number' ? [clean] : null;
  const numbers = new Set<string>();
  for (const part of raw.split(SEVERAL)) {
    const one = normaliseTrackingNumber(part);
    const said = judgeText(part, one, named);
    if (said === 'not-a-number') return null;
    if (said === 'number') numbers.add(one);
  }
  return numbers.size > 0 ? [...numbers] : [''];
}
