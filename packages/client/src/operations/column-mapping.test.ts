import { expect, test } from 'vitest';
import type { UploadedFile } from '@waybill/schema/operations';
import { changeMapping, currentMapping, sampleLine, withMapping } from './column-mapping.ts';

function file(fields: (string | null)[], headerRow: number | null = 0): UploadedFile {
  return {
    name: 'numbers.csv',
    bytes: '10',
    sha256: '',
    format: 'csv',
    encoding: 'utf-8',
    delimiter: ',',
    headerRow,
    columns: fields.map((field, index) => ({
      index,
      header: `Column ${index}`,
      samples: [],
      field,
      confidence: 0.5,
    })),
    sampleRows: [],
    duplicateOf: null,
  };
}

test('a field that another column held moves over', () => {
  expect(changeMapping(file(['pledgeId', 'trackingNumber', null]), 2, 'trackingNumber')).toEqual([
    { columnIndex: 0, field: 'pledgeId' },
    { columnIndex: 1, field: null },
    { columnIndex: 2, field: 'trackingNumber' },
  ]);
});

test('columns of items stay beside each other', () => {
  expect(changeMapping(file(['itemColumn', null]), 1, 'itemColumn')).toEqual([
    { columnIndex: 0, field: 'itemColumn' },
    { columnIndex: 1, field: 'itemColumn' },
  ]);
});

test('a change that is being planned shows as certain, the rest as before', () => {
  const changed = withMapping(file(['pledgeId', null]), [
    { columnIndex: 0, field: 'pledgeId' },
    { columnIndex: 1, field: 'email' },
  ]);
  expect(changed.columns.map(({ field, confidence }) => [field, confidence])).toEqual([
    ['pledgeId', 0.5],
    ['email', 1],
  ]);
});

test('nothing is said of the columns of an operation without a file', () => {
  expect(currentMapping(null)).toBeUndefined();
});

test('sample rows are numbered as a spreadsheet does', () => {
  expect(sampleLine(file([]), 0)).toBe(2);
  expect(sampleLine(file([], 3), 1)).toBe(6);
  expect(sampleLine(file([], null), 0)).toBe(1);
});
