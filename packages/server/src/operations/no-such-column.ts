/** The sentence about a mapping that names a column the file does not have. */
export function noSuchColumn(columnIndex: number, columns: number): string {
  return `The mapping names column ${columnIndex}, counted from 0, and the file has ${columns} columns.`;
}
