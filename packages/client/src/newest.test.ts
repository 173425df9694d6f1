import { expect, test } from 'vitest';
import { compareVersions, createNewestKeeper } from './newest.ts';

function operation(version: string, over: Record<string, unknown> = {}) {
  return {
    __typename: 'Operation',
    id: '7',
    version,
    status: 'RUNNING',
    processedCount: Number(version),
    ...over,
  };
}

test('versions are numbers of any length, not words', () => {
  expect(compareVersions('9', '10')).toBeLessThan(0);
  expect(compareVersions('9007199254740993', '9007199254740992')).toBeGreaterThan(0);
  expect(compareVersions('41', '41')).toBe(0);
});

test('an older snapshot that arrives later changes nothing', () => {
  const keep = createNewestKeeper();
  keep({ operationUpdated: operation('12', { status: 'COMPLETED' }) });
  const late = keep({ operation: operation('11') });
  expect(late.operation).toMatchObject({ version: '12', status: 'COMPLETED', processedCount: 12 });
});

test('a doubled snapshot and a lost one in between do no harm', () => {
  const keep = createNewestKeeper();
  keep({ operationUpdated: operation('3') });
  expect(keep({ operationUpdated: operation('3') }).operationUpdated).toEqual(operation('3'));
  expect(keep({ operationUpdated: operation('8') }).operationUpdated).toEqual(operation('8'));
});

test('snapshots are found wherever they are nested, each by its type and id', () => {
  const keep = createNewestKeeper();
  const progress = { __typename: 'FulfillmentProgress', id: '7', version: '5', fulfilled: 50 };
  keep({ projectProgressUpdated: progress });
  const late = keep({
    viewer: {
      creators: [
        { projects: [{ progress: { ...progress, version: '4', fulfilled: 40 }, last: operation('4') }] },
      ],
    },
  });
  const project = late.viewer.creators[0]?.projects[0];
  expect(project?.progress).toEqual(progress);
  expect(project?.last.version).toBe('4');
});

test('pages of rows stay as they were asked for, whatever the age of the operation around them', () => {
  const keep = createNewestKeeper();
  keep({ operation: operation('9', { rows: { nodes: ['first page'] } }) });
  const late = keep({ operation: operation('8', { rows: { nodes: ['second page'] } }) });
  expect(late.operation).toMatchObject({ version: '9', rows: { nodes: ['second page'] } });
});

test('a field that the newest snapshot did not bring is taken from the older one', () => {
  const keep = createNewestKeeper();
  keep({ operationUpdated: operation('9') });
  const late = keep({ operation: operation('8', { fileName: 'week-47.csv' }) });
  expect(late.operation).toMatchObject({ version: '9', processedCount: 9, fileName: 'week-47.csv' });
});

test('an answer is left as it is: its objects may be frozen', () => {
  const keep = createNewestKeeper();
  const answer = Object.freeze({ operation: Object.freeze(operation('2')) });
  keep({ operationUpdated: operation('3') });
  expect(keep(answer).operation.version).toBe('3');
  expect(answer.operation.version).toBe('2');
});
