import type { PoolClient } from 'pg';
import { guessMapping } from '../table-files/column-mapping.ts';
import { headerFingerprint } from '../table-files/header-aliases.ts';
import { detectLayout, type TableLayout } from '../table-files/layout.ts';
import { peekHead, type TableSource } from '../table-files/open-table.ts';
import { detectWorkbookLayout } from '../table-files/workbook-layout.ts';
import { mappableFieldsOf } from './mappable-fields.ts';
import { noSuchColumn } from './no-such-column.ts';
import type { OperationKinds, Stager } from './operation.kind.ts';
import type { MappedColumn, OperationFile, OperationRecord } from './operation.row.ts';
import { UploadRefused } from './upload-refused.ts';

/** What the bytes are, from the first of them; a workbook has to be here in full before it can be said. */
export async function recogniseLayout(
  arriving: AsyncGenerator<Uint8Array>,
  part: string,
  fileName: string | undefined,
): Promise<{ layout: TableLayout; source: TableSource }> {
  const { head, complete, stream } = await peekHead(arriving);
  let found = detectLayout(head, { fileName, complete });
  if (found.kind === 'workbook') {
    for await (const _ of stream) {
      // Only the spool wants these bytes: a workbook is read from its end.
    }
    found = await detectWorkbookLayout(part, { fileName });
    if (found.kind === 'layout') return { layout: found.layout, source: { path: part } };
  }
  if (found.kind === 'refusal') throw new UploadRefused(422, found.code, found.message);
  if (found.kind === 'workbook')
    throw new UploadRefused(422, 'NOT_A_TABLE', 'The file is a ZIP archive, not a workbook.');
  return { layout: found.layout, source: { stream } };
}

/** The caller's mapping, else what a person chose for this header last time, else the guess. */
export async function chooseMapping(
  client: PoolClient,
  kinds: OperationKinds,
  operation: OperationRecord,
  layout: TableLayout,
): Promise<MappedColumn[]> {
  const { mapping: wanted } = operation.options;
  const beyond = wanted?.find(({ columnIndex }) => columnIndex >= layout.columns.length);
  if (beyond)
    throw new UploadRefused(422, 'NO_SUCH_COLUMN', noSuchColumn(beyond.columnIndex, layout.columns.length));
  if (wanted?.length) return wanted;
  const { rows } = await client.query<{ mapping: MappedColumn[] }>(
    'select mapping from remembered_mapping where project_id = $1 and kind = $2 and header_hash = $3',
    [operation.projectId, operation.kind, headerFingerprint(layout.columns)],
  );
  if (rows[0] && layout.headerRow !== null) return rows[0].mapping;
  return guessed(kinds, operation, layout).map(({ columnIndex, field }) => ({ columnIndex, field }));
}

/**
 * Columns are recognised that this kind has no use for (the postal code of our own template, the tags of a backer
 * list), so that nothing else is made of them. They count as ignored: a preview that hands its mapping back must not be
 * refused for a field nobody can choose.
 */
function guessed(kinds: OperationKinds, operation: OperationRecord, layout: TableLayout) {
  const usable: ReadonlySet<string> = new Set(mappableFieldsOf(operation.kind).map(({ field }) => field));
  return guessMapping(layout.columns, kinds.get(operation.kind)?.mappingKind ?? 'tracking').filter(
    ({ field }) => usable.has(field),
  );
}

/** The stager of the operation's kind for these columns. */
export function stagerFor(
  kinds: OperationKinds,
  operation: OperationRecord,
  mapping: MappedColumn[],
  layout: TableLayout,
): Stager {
  const stager = kinds.get(operation.kind)?.stager;
  if (!stager) throw new UploadRefused(409, 'NO_FILE_WANTED', 'This operation does not take a file.');
  return stager(
    mapping,
    layout.columns.map((column) => column.header),
  );
}

/** The file as its preview shows it; size, hash and samples are added when it is through. */
export function describeFile(
  kinds: OperationKinds,
  layout: TableLayout,
  mapping: MappedColumn[],
  operation: OperationRecord,
) {
  return {
    name: operation.options.fileName ?? 'upload',
    format: layout.format,
    encoding: layout.format === 'csv' ? layout.encoding : null,
    delimiter: layout.format === 'csv' ? layout.delimiter : null,
    headerRow: layout.headerRow,
    columns: mappedColumns(kinds, operation, layout, mapping),
    headerHash: headerFingerprint(layout.columns),
  };
}

/** Columns with what they are taken for; sure where a person chose. */
export function mappedColumns(
  kinds: OperationKinds,
  operation: OperationRecord,
  layout: TableLayout,
  mapping: readonly MappedColumn[],
): OperationFile['columns'] {
  const guesses = new Map(guessed(kinds, operation, layout).map((guess) => [guess.columnIndex, guess]));
  return layout.columns.map((column) => {
    const field = mapping.find((entry) => entry.columnIndex === column.index)?.field ?? null;
    const guess = guesses.get(column.index);
    return { ...column, field, confidence: guess?.field === field ? guess.confidence : field ? 1 : 0 };
  });
}

/** The operation of the same project that took these very bytes before. */
export async function earlierOperation(
  client: PoolClient,
  operation: OperationRecord,
  sha256: string,
): Promise<string | null> {
  const { rows } = await client.query<{ id: string }>(
    `select id from operation where project_id = $1 and kind = $2 and id <> $3 and file ->> 'sha256' = $4
       and status in ('QUEUED', 'RUNNING', 'COMPLETED', 'CANCELED') order by id desc limit 1`,
    [operation.projectId, operation.kind, operation.id, sha256],
  );
  return rows[0]?.id ?? null;
}
