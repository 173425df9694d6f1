import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type Person, type TestServer } from '../../test/test-server.ts';
import {
  addBackers,
  apply,
  counts,
  csv,
  emptyProject,
  rows,
  upload,
  usps,
  verdicts,
  type TestBacker,
} from '../operations/operations.fixture.ts';
import { expectConsistent, written } from '../operations/invariants.fixture.ts';
import { OUTCOMES, type OutcomeCode } from '../operations/outcomes.ts';

let server: TestServer;
let person: Person;
beforeAll(async () => {
  server = await startTestServer();
  person = await server.signUp();
});
afterAll(() => server[Symbol.asyncDispose]());

async function projectOf(...backers: TestBacker[]): Promise<string> {
  const project = await emptyProject(server, person);
  await addBackers(server, person, project, backers);
  return project;
}

const KEY = 'Pledge ID,Tracking Number';
const ready: TestBacker = {};

/** Every word of a row that a person reads, from the table of codes. */
function worded(code: OutcomeCode) {
  const { severity, applies, title, help } = OUTCOMES[code];
  return {
    outcome: code,
    severity,
    applies,
    message: `${title}. ${help}`,
    field: 'field' in OUTCOMES[code] ? ((OUTCOMES[code] as { field?: string }).field ?? null) : null,
  };
}

describe('the cell of the number', () => {
  it('is matched, counted, summed up and applied', async () => {
    const project = await projectOf(ready, ready, ready);
    const planned = await upload(server, person, project, csv(KEY, ['P1', usps(1)], ['P3', usps(3)]));
    expect(await rows(server, person, planned.id)).toMatchObject([
      {
        rowNumber: 1,
        line: 2,
        ...worded('MATCHED'),
        key: 'P1',
        trackingNumber: usps(1),
        carrier: 'USPS',
        backer: { number: 1 },
      },
      {
        rowNumber: 2,
        line: 3,
        ...worded('MATCHED'),
        key: 'P3',
        trackingNumber: usps(3),
        backer: { number: 3 },
      },
    ]);
    expect(planned).toMatchObject({ status: 'PLANNED', totalCount: 2, canApply: true, notices: [] });
    expect(planned.summary).toMatchObject({
      ordersFulfilled: 2,
      shipmentsAdded: 2,
      rowsSkipped: 0,
      rowsFailed: 0,
    });
    expect(planned.summary.sentence).toBe('Mark 2 orders fulfilled, add 2 shipments');
    expect(await apply(server, person, planned.id)).toMatchObject({
      status: 'COMPLETED',
      processedCount: 2,
      canUndo: true,
    });
    expect(await written(server, planned.id)).toEqual({ changes: 2, parcels: 2 });
    await expectConsistent(server, project);
  });

  it('may hold several numbers, and rows may repeat the order', async () => {
    const project = await projectOf(ready, ready, ready, ready);
    const planned = await upload(
      server,
      person,
      project,
      csv(
        KEY,
        ['P1', `${usps(1)};${usps(2)}`],
        ['P2', usps(3)],
        ['P2', usps(4)],
        ['P2', usps(4)],
        ['P3', `${usps(5)} / ${usps(6)}\n${usps(5)}`],
        ['P4', ''],
      ),
      { missingTracking: 'MARK_FULFILLED' },
    );
    expect(await verdicts(server, person, planned.id)).toEqual([
      [1, 'MATCHED'],
      [1, 'MATCHED'],
      [2, 'MATCHED'],
      [3, 'MATCHED'],
      [4, 'DUPLICATE'],
      [5, 'MATCHED'],
      [5, 'MATCHED'],
      [6, 'MARKED_WITHOUT_TRACKING'],
    ]);
    expect(planned.summary).toMatchObject({ ordersFulfilled: 4, shipmentsAdded: 6, rowsSkipped: 1 });
    expect(planned.summary.sentence).toBe('Mark 4 orders fulfilled, add 6 shipments, skip 1');
    await apply(server, person, planned.id);
    expect(await written(server, planned.id)).toEqual({ changes: 4, parcels: 6 });
    await expectConsistent(server, project);
  });

  it('that is wrong does not make the right row below it a repetition', async () => {
    const project = await projectOf(ready, ready);
    const planned = await upload(
      server,
      person,
      project,
      csv(
        'Pledge ID,Backer Number,Tracking Number,Tracking URL',
        ['P1', '1', usps(1), 'javascript:alert(1)'],
        ['P1', '1', usps(1), ''],
        ['P2', '1', usps(2), ''],
        ['P2', '2', usps(2), ''],
      ),
    );
    expect(await verdicts(server, person, planned.id)).toEqual([
      [1, 'BAD_URL'],
      [2, 'MATCHED'],
      [3, 'KEYS_DISAGREE'],
      [4, 'MATCHED'],
    ]);
  });

  it('that is empty is marked or skipped, as chosen, and is no parcel', async () => {
    const project = await projectOf(ready, ready, { status: 'FULFILLED' });
    const file = csv(KEY, ['P1', ''], ['P2', usps(2)], ['P2', ''], ['P3', '']);
    const marked = await upload(server, person, project, file, { missingTracking: 'MARK_FULFILLED' });
    expect(await rows(server, person, marked.id)).toMatchObject([
      worded('MARKED_WITHOUT_TRACKING'),
      worded('MATCHED'),
      worded('DUPLICATE'),
      worded('ALREADY_FULFILLED'),
    ]);
    expect(marked.summary.sentence).toBe('Mark 2 orders fulfilled, add 1 shipment, skip 2');
    const skipped = await upload(server, person, project, file, { missingTracking: 'SKIP' });
    expect(await rows(server, person, skipped.id)).toMatchObject([
      worded('NO_TRACKING'),
      worded('MATCHED'),
      worded('DUPLICATE'),
      worded('ALREADY_FULFILLED'),
    ]);
    expect(skipped.summary.sentence).toBe('Mark 1 order fulfilled, add 1 shipment, skip 3');
    await apply(server, person, marked.id);
    expect(await written(server, marked.id)).toEqual({ changes: 2, parcels: 1 });
    // The other preview rests on what is no longer so.
    const late = await apply(server, person, skipped.id);
    expect(await written(server, skipped.id)).toEqual({ changes: 0, parcels: 0 });
    expect(counts(late)).toEqual({
      NO_TRACKING: 1,
      DUPLICATE: 1,
      ALREADY_FULFILLED: 1,
      CHANGED_SINCE_PREVIEW: 1,
    });
    expect(late.summary).toMatchObject({ ordersFulfilled: 0, shipmentsAdded: 0, sentence: 'Skipped 4' });
    expect(await rows(server, person, skipped.id, { outcome: ['CHANGED_SINCE_PREVIEW'] })).toMatchObject([
      { rowNumber: 2, ...worded('CHANGED_SINCE_PREVIEW') },
    ]);
    expect(await rows(server, person, skipped.id, { outcome: ['MATCHED'] })).toEqual([]);
    await expectConsistent(server, project);
  });

  it('that a spreadsheet damaged is an error, with a notice for the file', async () => {
    const project = await projectOf(ready, ready, ready);
    const planned = await upload(
      server,
      person,
      project,
      csv(KEY, ['P1', '9.25082E+11'], ['P2', '9400111899223100000000'], ['P3', usps(3)]),
    );
    expect(await rows(server, person, planned.id)).toMatchObject([
      { ...worded('EXCEL_SCIENTIFIC'), backer: { number: 1 } },
      { ...worded('EXCEL_TRUNCATED'), backer: { number: 2 } },
      worded('MATCHED'),
    ]);
    expect(planned.notices).toEqual([
      {
        code: 'EXCEL_DAMAGE',
        severity: 'ERROR',
        message: expect.stringMatching(/^A spreadsheet damaged 2 numbers/) as string,
      },
    ]);
    expect(planned.summary).toMatchObject({
      rowsFailed: 2,
      sentence: 'Mark 1 order fulfilled, add 1 shipment, leave 2 to mend',
    });
  });

  it.each([
    ['a wrong check digit', 'P1', '9400111899223000000015', 'USPS', 'BAD_CHECK_DIGIT'],
    ['another carrier’s shape', 'P1', '1Z999AA10123456784', 'USPS', 'CARRIER_MISMATCH'],
    ['a carrier nobody knows', 'P1', 'ABC-1', 'Pigeon Post', 'CARRIER_UNKNOWN'],
  ] as const)('is taken with a warning: %s', async (_, key, number, carrier, code) => {
    const project = await projectOf(ready);
    const planned = await upload(
      server,
      person,
      project,
      csv('Pledge ID,Tracking Number,Carrier', [key, number, carrier]),
    );
    expect(await rows(server, person, planned.id)).toMatchObject([
      { ...worded(code), trackingNumber: number },
    ]);
    expect(counts(planned)).toEqual({ MATCHED: 1, [code]: 1 });
    expect(planned.summary.sentence).toBe('Mark 1 order fulfilled, add 1 shipment');
    await apply(server, person, planned.id);
    expect(await written(server, planned.id)).toEqual({ changes: 1, parcels: 1 });
  });

  it('on two orders is a warning on both, within a file and across files', async () => {
    const project = await projectOf(ready, ready, ready);
    const first = await upload(
      server,
      person,
      project,
      csv(KEY, ['P1', usps(1)], ['P2', usps(1)], ['P1', usps(2)]),
    );
    expect(await verdicts(server, person, first.id)).toEqual([
      [1, 'TRACKING_ON_OTHER_ORDER'],
      [2, 'TRACKING_ON_OTHER_ORDER'],
      [3, 'MATCHED'],
    ]);
    expect(first.summary).toMatchObject({ ordersFulfilled: 2, shipmentsAdded: 3 });
    await apply(server, person, first.id);
    const second = await upload(server, person, project, csv(KEY, ['P3', usps(1)]));
    expect(await rows(server, person, second.id)).toMatchObject([worded('TRACKING_ON_OTHER_ORDER')]);
    await expectConsistent(server, project);
  });
});

describe('other cells', () => {
  it.each([
    ['Tracking URL', 'javascript:alert(1)', 'BAD_URL'],
    ['Tracking URL', 'https://user:secret@example.org/x', 'BAD_URL'],
    ['Tracking URL', 'data:text/html,x', 'BAD_URL'],
    ['Ship Date', '31.02.2026', 'BAD_DATE'],
    ['Ship Date', 'yesterday', 'BAD_DATE'],
  ] as const)('%s %j is refused', async (header, cell, code) => {
    const project = await projectOf(ready);
    const planned = await upload(server, person, project, csv(`${KEY},${header}`, ['P1', usps(1), cell]), {
      mapping: [
        { columnIndex: 0, field: 'pledgeId' },
        { columnIndex: 1, field: 'trackingNumber' },
        { columnIndex: 2, field: header === 'Ship Date' ? 'shippedAt' : 'trackingUrl' },
      ],
    });
    expect(await rows(server, person, planned.id)).toMatchObject([
      { rowNumber: 1, line: 2, ...worded(code), backer: { number: 1 } },
    ]);
  });

  it('keep their link and their date', async () => {
    const project = await projectOf(ready);
    const planned = await upload(
      server,
      person,
      project,
      csv(`${KEY},Tracking URL,Ship Date`, ['P1', usps(1), 'https://track.example.org/x?n=1', '2026-03-28']),
    );
    await apply(server, person, planned.id);
    const [parcel] = await server.asOwner(
      `select tracking_url, shipped_at::date::text from shipment where operation_id = ${planned.id}`,
    );
    expect(parcel).toEqual({ tracking_url: 'https://track.example.org/x?n=1', shipped_at: '2026-03-28' });
  });

  it('too many or none of them spoil their own row only', async () => {
    const project = await projectOf(ready, ready);
    const planned = await upload(
      server,
      person,
      project,
      `Pledge ID,Tracking Number\r\nP1,${usps(1)},what,is,this\r\nP2,${usps(2)}\r\n`,
    );
    expect(await rows(server, person, planned.id)).toMatchObject([
      { line: 2, ...worded('BAD_ROW') },
      { line: 3, ...worded('MATCHED') },
    ]);
  });
});
