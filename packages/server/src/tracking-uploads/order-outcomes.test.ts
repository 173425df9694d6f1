import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type Person, type TestServer } from '../../test/test-server.ts';
import {
  addBackers,
  apply,
  counts,
  csv,
  emptyProject,
  operation,
  rows,
  upload,
  usps,
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

describe('the order', () => {
  const states: TestBacker[] = [
    { status: 'SURVEY_COMPLETED' },
    { hold: 'Address?' },
    { status: 'CANCELED' },
    { status: 'FULFILLMENT_ERRORED' },
    { status: 'FULFILLED', parcels: ['OLD-5'] },
  ];
  const file = csv(KEY, ...states.map((_, at) => [`P${at + 1}`, usps(at)]));

  it('that is not ready is skipped, and canceled is an error', async () => {
    const project = await projectOf(...states);
    const planned = await upload(server, person, project, file);
    expect(await rows(server, person, planned.id)).toMatchObject([
      worded('NOT_READY'),
      worded('ON_HOLD'),
      worded('CANCELED'),
      worded('MATCHED'),
      worded('REPLACES'),
    ]);
    expect(planned.summary.sentence).toBe(
      'Mark 1 order fulfilled, add 2 shipments, replace 1 tracking number, skip 2, leave 1 to mend',
    );
  });

  it('is forced with a reason that stands in the history of the forced alone', async () => {
    const project = await projectOf(...states);
    const planned = await upload(server, person, project, file, {
      notReady: 'FORCE',
      notReadyReason: 'Shipped from the fair',
    });
    expect(await rows(server, person, planned.id)).toMatchObject([
      worded('FORCED'),
      worded('FORCED'),
      worded('CANCELED'),
      worded('MATCHED'),
      worded('REPLACES'),
    ]);
    await apply(server, person, planned.id);
    expect(
      await server.asOwner(`select b.number, e.source, e.reason from order_event e join backer b on b.id = e.backer_id
        where e.operation_id = ${planned.id} order by b.number`),
    ).toEqual([
      { number: 1, source: 'FORCE', reason: 'Shipped from the fair' },
      { number: 2, source: 'FORCE', reason: 'Shipped from the fair' },
      { number: 4, source: 'UPLOAD', reason: null },
    ]);
    await expectConsistent(server, project);
  });

  it.each([
    ['REPLACE', 'REPLACES', ['NEW-1'], ['OLD-1']],
    ['ADD', 'ADDS', ['NEW-1', 'OLD-1'], []],
    ['SKIP', 'EXISTING_KEPT', ['OLD-1'], []],
  ] as const)('that has a number already: %s', async (existingTracking, code, live, gone) => {
    const project = await projectOf({ status: 'FULFILLED', parcels: ['OLD-1'] }, { parcels: ['OLD-2'] });
    const planned = await upload(server, person, project, csv(KEY, ['P1', 'NEW-1'], ['P2', 'OLD-2']), {
      existingTracking,
    });
    expect(await rows(server, person, planned.id)).toMatchObject([worded(code), worded('ALREADY_SAME')]);
    if (code === 'EXISTING_KEPT') return expect(planned.canApply).toBe(false);
    await apply(server, person, planned.id);
    const parcels =
      await server.asOwner(`select tracking_number as n, voided_at is null as live from shipment s
      join backer b on b.id = s.backer_id where s.project_id = ${project} and b.number = 1 order by 1`);
    expect(parcels.filter((parcel) => parcel.live).map(({ n }) => n)).toEqual(live);
    expect(parcels.filter((parcel) => !parcel.live).map(({ n }) => n)).toEqual(gone);
    return expectConsistent(server, project);
  });

  it('that is Fulfilled without a number gets one added', async () => {
    const project = await projectOf({ status: 'FULFILLED' });
    const planned = await upload(server, person, project, csv(KEY, ['P1', usps(1)]));
    expect(await rows(server, person, planned.id)).toMatchObject([worded('ADDS')]);
    expect(planned.summary.sentence).toBe('Add 1 shipment');
    await apply(server, person, planned.id);
    expect(await written(server, planned.id)).toEqual({ changes: 0, parcels: 1 });
    await expectConsistent(server, project);
  });
});

it('recognises the same file again', async () => {
  const project = await projectOf(ready, ready, ready);
  const file = csv(KEY, ['P1', usps(1)], ['P2', `${usps(2)}; ${usps(20)}`], ['P3', '']);
  const first = await upload(server, person, project, file, { missingTracking: 'MARK_FULFILLED' });
  await apply(server, person, first.id);
  const again = await upload(server, person, project, file);
  expect(again.notices.map(({ code }) => code)).toEqual(['SAME_FILE']);
  expect(again.file?.duplicateOf?.id).toBe(first.id);
  expect(counts(again)).toEqual({ ALREADY_SAME: 3, ALREADY_FULFILLED: 1 });
  expect(again.canApply).toBe(false);
  expect((await operation(server, person, first.id)).status).toBe('COMPLETED');
});
