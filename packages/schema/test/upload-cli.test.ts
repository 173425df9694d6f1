import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { renderBar } from '../src/sdk/progress-line.ts';
import { runUpload } from '../src/upload-cli.ts';
import { startFakeWaybill } from './fake-waybill.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waybill-'));
  await writeFile(join(folder, 'numbers.csv'), 'Pledge ID,Tracking Number\r\n1,9400\r\n');
});
afterEach(() => rm(folder, { recursive: true }));

/** Runs the command as npm would, in `folder`. */
async function run(url: string, argv: string[], isTTY = false) {
  const written = { out: '', err: '' };
  const code = await runUpload(
    argv,
    { WAYBILL_URL: url, WAYBILL_TOKEN: 'wb_test', INIT_CWD: folder },
    {
      out: { write: (text) => (written.out += text) },
      err: { write: (text) => (written.err += text), isTTY, columns: 100 },
    },
  );
  return { code, ...written };
}

test('ships a file and ends with 0', async () => {
  await using waybill = await startFakeWaybill();
  waybill.behaviour.onFile = () => waybill.change({ status: 'COMPLETED' });
  const { code, out, err } = await run(waybill.url, [
    'numbers.csv',
    '--project',
    'demo/lamp',
    '--apply',
    '--existing',
    'add',
  ]);
  expect(err).toContain('Sending 100 %');
  expect(out).toContain('Operation 7 is COMPLETED. Mark 2 orders fulfilled.');
  expect(code).toBe(0);
  expect(waybill.received.createInputs).toMatchObject([
    { autoApply: true, existingTracking: 'ADD', fileName: 'numbers.csv' },
  ]);
});

test('stops at the preview without --apply, and says so', async () => {
  await using waybill = await startFakeWaybill();
  const { code, out } = await run(waybill.url, ['numbers.csv', '--project', '1']);
  expect(out).toContain('Nothing has changed yet');
  expect(code).toBe(0);
});

test('lists the failed rows, saves them and ends with 1', async () => {
  await using waybill = await startFakeWaybill();
  waybill.behaviour.rows = [
    {
      id: '1',
      rowNumber: 1,
      line: 2,
      outcome: 'NO_MATCH',
      severity: 'ERROR',
      applies: false,
      message: 'No backer has pledge ID 99.',
      candidates: [],
      changes: [],
    },
  ];
  waybill.behaviour.onFile = () =>
    waybill.change({ status: 'COMPLETED', summary: { ...waybill.operation.summary, rowsFailed: 1 } });
  const { code, err } = await run(waybill.url, [
    'numbers.csv',
    '--project',
    '1',
    '--apply',
    '--failures',
    'failed.csv',
  ]);
  expect(err).toContain('row 2  NO_MATCH  No backer has pledge ID 99.');
  expect(await readFile(join(folder, 'failed.csv'), 'utf8')).toContain('NO_MATCH');
  expect(code).toBe(1);
});

test.each([
  [[], 'Which file?'],
  [['numbers.csv'], 'Which project?'],
  [['numbers.csv', 'more.csv', '--project', '1'], 'One file at a time'],
  [['numbers.csv', '--project', '1', '--existing', 'merge'], 'say one of replace, skip, add'],
  [['numbers.csv', '--project', '1', '--not-ready', 'force'], '--reason'],
  [['numbers.csv', '--project', 'demo/gone'], 'There is no project demo/gone'],
  [['gone.csv', '--project', '1'], 'Cannot read'],
  [['numbers.csv', '--project', '1', '--aply'], '--aply'],
])('refuses %j in words and ends with 2', async (argv, words) => {
  await using waybill = await startFakeWaybill();
  const { code, err } = await run(waybill.url, argv);
  expect(err).toContain(words);
  expect(code).toBe(2);
});

test('draws one line on a terminal and never wider than it', async () => {
  await using waybill = await startFakeWaybill();
  const { err } = await run(waybill.url, ['numbers.csv', '--project', '1'], true);
  expect(err).not.toContain('\n');
  const progress = {
    phase: 'Applying',
    done: 500_000,
    total: 1_000_000,
    rate: 50_000,
    unit: 'rows' as const,
  };
  expect(renderBar(progress, 200)).toContain('50 %  500,000 of 1,000,000 rows, 50,000 rows/s, 10 s left');
  expect(renderBar(progress, 40).length).toBeLessThan(40);
});
