import { Readable } from 'node:stream';
import { UserError, UserErrorCode } from '../lib/user-error.ts';
import type { StagedRecord, Stager, StagingColumn } from '../operations/operation.kind.ts';
import type { MappedColumn } from '../operations/operation.row.ts';
import { copyNumber, copyValue } from '../operations/stage.ts';
import { emailKey, plainKey, unescapeFormula } from '../table-files/cell-values.ts';
import { guessMapping } from '../table-files/column-mapping.ts';
import { detectLayout, type TableColumn } from '../table-files/layout.ts';
import { openTable } from '../table-files/open-table.ts';
import type { TableBatch } from '../table-files/table-batch.ts';
import { cleanCode, codeProblem, isCodeHeader } from './code-text.ts';

/** A file that says who gets which code, read; what its keys match is for the plan. */
export interface Assignments {
  batches: TableBatch[];
  mapping: MappedColumn[];
  /** Codes that can be given, each once, by the number of their row. */
  codes: { position: number; code: string }[];
  /** Outcomes of rows whose code cannot be given, by row number. */
  problems: Map<number, string>;
  rows: number;
  /** What the columns are called, for the sentence that says how the file was understood. */
  keyHeaders: string[];
  codeHeader: string;
}

const KEYS = { pledgeId: 'pledge_id', backerNumber: 'number', email: 'email' } as const;
type KeyField = keyof typeof KEYS;
const FIELD = ['input', 'assignments'];
const LARGEST_NUMBER = 2_147_483_647;

/**
 * Reads the content of a CSV file with one or more key columns (backer number, pledge ID, email) and a column of codes.
 * @throws UserError INVALID, BLANK when it is no such file; what is wrong with single rows is theirs to tell
 */
export async function readAssignments(text: string): Promise<Assignments> {
  if (text.trim() === '')
    throw new UserError(UserErrorCode.BLANK, 'Paste or drop the file that says who gets which code.', FIELD);
  const bytes = Buffer.from(text);
  const found = detectLayout(bytes, { complete: true });
  if (found.kind !== 'layout')
    throw new UserError(
      UserErrorCode.INVALID,
      found.kind === 'refusal' ? found.message : 'Save the workbook as CSV and use that.',
      FIELD,
    );
  const { layout } = found;
  const keys = keyColumns(layout.columns);
  const codeColumn = codeColumnOf(layout.columns, keys, layout.headerRow !== null);

  const batches: TableBatch[] = [];
  const codes: Assignments['codes'] = [];
  const problems = new Map<number, string>();
  const seen = new Set<string>();
  let rows = 0;
  for await (const batch of openTable({ stream: Readable.from([bytes]) }, layout)) {
    batches.push(batch);
    rows += batch.rows.length;
    for (const [index, cells] of batch.rows.entries()) {
      const position = batch.firstRecord + index;
      const code = cleanCode(unescapeFormula(cells[codeColumn.index] ?? ''));
      if (code === '') problems.set(position, 'CODE_MISSING');
      else if (codeProblem(code) !== null) problems.set(position, 'CODE_BAD');
      else if (seen.has(code)) problems.set(position, 'CODE_REPEATED');
      else codes.push({ position, code });
      seen.add(code);
    }
  }
  return {
    batches,
    mapping: keys.map(({ field, column }) => ({ columnIndex: column.index, field })),
    codes,
    problems,
    rows,
    keyHeaders: keys.map(({ column }) => nameOf(column)),
    codeHeader: nameOf(codeColumn),
  };
}

/** Lines of the staging table: the keys in the form they are compared in, and what is wrong. Never the code. */
export function assignmentStager({ mapping, problems }: Pick<Assignments, 'mapping' | 'problems'>): Stager {
  const columns: StagingColumn[] = [['problem', 'text']];
  for (const { field } of mapping)
    columns.push([KEYS[field as KeyField], field === 'backerNumber' ? 'int' : 'text']);
  let count = 0;
  return {
    columns,
    facts: () => ({ missingTracking: 0, problems: count, excelDamage: 0 }),
    line({ cells, rowNo, line, problem: unreadable }: StagedRecord): string {
      let problem = unreadable ?? problems.get(rowNo) ?? null;
      let keys = '';
      for (const { columnIndex, field } of mapping) {
        const raw = unescapeFormula(cells[columnIndex] ?? '');
        if (field === 'email') keys += `\t${copyValue(emailKey(raw))}`;
        else {
          const key = plainKey(raw);
          if (key.problem) problem ??= key.problem;
          let value = key.key;
          if (
            field === 'backerNumber' &&
            value &&
            (!/^\d{1,10}$/.test(value) || Number(value) > LARGEST_NUMBER)
          ) {
            value = null;
            problem ??= 'NO_MATCH';
          }
          keys += `\t${copyValue(value)}`;
        }
      }
      if (problem) count += 1;
      return `${copyNumber(rowNo)}\t${copyNumber(line)}\t${copyValue(problem)}${keys}\n`;
    },
  };
}

function keyColumns(columns: readonly TableColumn[]): { field: KeyField; column: TableColumn }[] {
  const keys = guessMapping(columns, 'tracking').flatMap(({ field, columnIndex }) => {
    const column = columns[columnIndex];
    return column && Object.hasOwn(KEYS, field) && !isCodeHeader(column.header)
      ? [{ field: field as KeyField, column }]
      : [];
  });
  if (keys.length > 0) return keys;
  throw new UserError(
    UserErrorCode.INVALID,
    `No column says who the backer is: the columns are ${columns.map(nameOf).join(', ')}. Call one Backer Number, Pledge ID or Email.`,
    FIELD,
  );
}

function codeColumnOf(
  columns: readonly TableColumn[],
  keys: readonly { column: TableColumn }[],
  hasHeader: boolean,
): TableColumn {
  const others = columns.filter((column) => keys.every((key) => key.column !== column));
  const named = others.filter((column) => isCodeHeader(column.header));
  const [only, ...more] = named.length > 0 ? named.slice(0, 1) : others;
  if (only && more.length === 0) return only;
  throw new UserError(
    UserErrorCode.INVALID,
    only
      ? `Several columns may hold the codes: ${others.map(nameOf).join(', ')}. ${hasHeader ? 'Call the right one Code.' : 'Add a first line with names, and call the right one Code.'}`
      : 'There is no column beside the backers’ that could hold the codes. Add one called Code.',
    FIELD,
  );
}

function nameOf(column: TableColumn): string {
  return column.header.trim() === ''
    ? `column ${column.index + 1}`
    : `“${column.header.trim().slice(0, 60)}”`;
}
