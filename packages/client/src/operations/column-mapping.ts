import type { OperationRowItem, UploadedFile } from '@waybill/schema/operations';

/** What each column is taken for, as the API takes it. */
export type ColumnMapping = { columnIndex: number; field: string | null }[];

/** The only field that several columns may hold: one column for each item. */
const repeatable = 'itemColumn';

/** The mapping of a file with one column changed; a field that another column held moves over. */
export function changeMapping(file: UploadedFile, columnIndex: number, field: string | null): ColumnMapping {
  return file.columns.map((column) => {
    if (column.index === columnIndex) return { columnIndex, field };
    const moved = field !== null && field !== repeatable && column.field === field;
    return { columnIndex: column.index, field: moved ? null : column.field };
  });
}

/** The mapping as it stands, for a change of something else. */
export function currentMapping(file: UploadedFile | null): ColumnMapping | undefined {
  return file?.columns.map((column) => ({ columnIndex: column.index, field: column.field }));
}

/** The file as it will be read once a change of mapping is planned. */
export function withMapping(file: UploadedFile, mapping: ColumnMapping | null): UploadedFile {
  if (!mapping) return file;
  const fields = new Map(mapping.map((one) => [one.columnIndex, one.field]));
  return {
    ...file,
    columns: file.columns.map((column) => {
      const field = fields.get(column.index);
      return field === undefined || field === column.field ? column : { ...column, field, confidence: 1 };
    }),
  };
}

/** The row of a sample in the file as a spreadsheet numbers it, as long as no record spans several lines. */
export function sampleLine(file: UploadedFile, sample: number): number {
  return (file.headerRow === null ? 0 : file.headerRow + 1) + 1 + sample;
}

/** Problem rows by row number, for marking cells of the sheet. */
export function problemsByRow(rows: readonly OperationRowItem[]): Map<number, OperationRowItem> {
  return new Map(rows.map((row) => [row.rowNumber, row]));
}
