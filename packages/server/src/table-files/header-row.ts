import { isKnownHeader } from './header-aliases.ts';
import { TABLE_LIMITS } from './table-batch.ts';
import { shapeOf } from './value-shapes.ts';

/** A header may follow a title, an export date and the like; nobody puts it below the twentieth line. */
const ROWS_TRIED = 20;

/**
 * Index of the header among a file's first records, or null when the rows begin at once.
 * Known names decide; a file in a language or of a shop we do not know has a header when a full line of distinct
 * labels stands over a column of numbers, addresses or dates.
 */
export function findHeaderRow(records: readonly string[][]): number | null {
  const usual = usualCellCount(records);
  let best: { index: number; score: number } | null = null;
  for (const [index, record] of records.slice(0, ROWS_TRIED).entries()) {
    const cells = record.slice(0, TABLE_LIMITS.columns).filter((cell) => cell.trim() !== '');
    if (cells.length * 2 < Math.min(usual, TABLE_LIMITS.columns)) continue;
    const known = new Set(cells.filter(isKnownHeader).map((cell) => cell.trim().toLowerCase())).size;
    const values = cells.filter((cell) => !isKnownHeader(cell) && isValue(cell)).length;
    if (known === 0 || values >= known || (known === 1 && values > 0)) continue;
    const score = known - values / 2;
    if (best === null || score > best.score) best = { index, score };
  }
  return best?.index ?? findLabels(records, usual);
}

/** How many cells most of the records have. */
export function usualCellCount(records: readonly string[][]): number {
  const seen = new Map<number, number>();
  for (const record of records) seen.set(record.length, (seen.get(record.length) ?? 0) + 1);
  let usual = 0;
  let times = 0;
  for (const [count, found] of seen) {
    if (found > times || (found === times && count > usual)) [usual, times] = [count, found];
  }
  return usual;
}

function isValue(cell: string): boolean {
  const shape = shapeOf(cell);
  return shape !== 'blank' && shape !== 'text';
}

function findLabels(records: readonly string[][], usual: number): number | null {
  for (const [index, record] of records.slice(0, ROWS_TRIED).entries()) {
    const labels = record
      .slice(0, TABLE_LIMITS.columns)
      .map((cell) => cell.trim())
      .filter((cell) => cell !== '');
    if (labels.length < Math.min(usual, TABLE_LIMITS.columns) * 0.8) continue;
    if (labels.some((label) => isValue(label) || label.length > 80) || new Set(labels).size < labels.length)
      return null;
    const below = records.slice(index + 1, index + 21);
    if (below.length === 0) return index;
    const contrast = record.slice(0, TABLE_LIMITS.columns).some((_, column) => {
      const values = below.map((row) => row[column] ?? '').filter((cell) => cell.trim() !== '');
      return values.length > 0 && values.filter(isValue).length * 2 > values.length;
    });
    return contrast ? index : null;
  }
  return null;
}
