import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { ShipmentsRecord } from '@waybill/schema/tracking-uploads';
import { startTestServer, type Person, type TestServer } from '../../test/test-server.ts';
import { expectConsistent, written } from '../operations/invariants.fixture.ts';
import {
  addBackers,
  addManyBackers,
  apply,
  counts,
  csv,
  emptyProject,
  operation,
  rows,
  upload,
  usps,
  verdicts,
} from '../operations/operations.fixture.ts';
import { messageOf, OUTCOMES } from '../operations/outcomes.ts';

let server: TestServer;
let person: Person;
let project: string;
beforeAll(async () => {
  server = await startTestServer();
  person = await server.signUp();
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  project = await emptyProject(server, person);
});

const KEY = 'Pledge ID,Tracking Number';
const NONE = ['N/A', 'n/a', '-', 'none', 'TBD', 'pending', '0', '?', 'no tracking', 'will follow', 'n/a; -'];
const JUNK = [
  ...['#N/A', '#REF!', '#VALUE!', '#NAME?', '#DIV/0!', '=HYPERLINK("http://evil")', '=SUM(1)'],
  ...[
    'https://example.com/track/1',
    'x@y.com',
    'see email',
    '1'.repeat(120),
    'A1,B2',
    `${usps(1)}; see email`,
  ],
];

/** A file with these words, the first on the row of the first backer. */
const fileOf = (...words: string[]) => csv(KEY, ...words.map((word, at) => [`P${at + 1}`, word]));

it('asks about words for none as about rows without a number, and makes no parcel of them', async () => {
  await addManyBackers(server, person, project, NONE.length + 1);
  const file = fileOf(...NONE, usps(1));
  const asked = await upload(server, person, project, file);
  expect(counts(asked)).toEqual({ MARKED_WITHOUT_TRACKING: NONE.length, MATCHED: 1 });
  expect(asked.summary).toMatchObject({ ordersFulfilled: NONE.length + 1, shipmentsAdded: 1 });

  const skipped = await upload(server, person, project, file, { missingTracking: 'SKIP' });
  expect(counts(skipped)).toEqual({ NO_TRACKING: NONE.length, MATCHED: 1 });
  await apply(server, person, skipped.id);
  expect(await written(server, skipped.id)).toEqual({ changes: 1, parcels: 1 });
  await expectConsistent(server, project);
});

it('leaves to mend what cannot be a number, says why, and shows it as it was', async () => {
  await addManyBackers(server, person, project, JUNK.length + 1);
  const planned = await upload(server, person, project, fileOf(...JUNK, usps(1)), { notify: true });
  expect(counts(planned)).toEqual({ BAD_TRACKING_NUMBER: JUNK.length, MATCHED: 1 });
  expect((await rows(server, person, planned.id)).slice(0, 2)).toMatchObject([
    {
      outcome: 'BAD_TRACKING_NUMBER',
      severity: 'ERROR',
      applies: false,
      field: 'trackingNumber',
      trackingNumber: '#N/A',
      message: messageOf(OUTCOMES.BAD_TRACKING_NUMBER),
    },
    { outcome: 'BAD_TRACKING_NUMBER', trackingNumber: '#REF!' },
  ]);
  await apply(server, person, planned.id);
  expect(await written(server, planned.id)).toEqual({ changes: 1, parcels: 1 });
  await expectConsistent(server, project);
});

it('takes a number for what it is beside a placeholder in its cell', async () => {
  await addManyBackers(server, person, project, 1);
  const planned = await upload(server, person, project, fileOf(`${usps(1)}; n/a`));
  expect(await rows(server, person, planned.id)).toMatchObject([
    { outcome: 'MATCHED', trackingNumber: usps(1) },
  ]);
});

it('replaces no number by a word, whatever was chosen', async () => {
  await addBackers(server, person, project, [
    { parcels: ['OLD-1'] },
    { parcels: ['OLD-2'], status: 'FULFILLED' },
    { parcels: ['OLD-3'], status: 'FULFILLED' },
  ]);
  const planned = await upload(server, person, project, fileOf('N/A', 'N/A', '#N/A'), {
    missingTracking: 'MARK_FULFILLED',
    existingTracking: 'REPLACE',
  });
  expect(await verdicts(server, person, planned.id)).toEqual([
    [1, 'MARKED_WITHOUT_TRACKING'],
    [2, 'ALREADY_FULFILLED'],
    [3, 'BAD_TRACKING_NUMBER'],
  ]);
  await apply(server, person, planned.id);
  expect(
    await server.asOwner(
      `select tracking_number as number, voided_at as voided from shipment where project_id = ${project} order by 1`,
    ),
  ).toEqual(['OLD-1', 'OLD-2', 'OLD-3'].map((number) => ({ number, voided: null })));
  await expectConsistent(server, project);
});

it('judges the rows of a script as those of a file', async () => {
  await addManyBackers(server, person, project, 3);
  const record = (missingTracking?: 'SKIP') =>
    server.query(
      ShipmentsRecord,
      {
        projectId: project,
        input: {
          missingTracking,
          rows: ['n/a', '=SUM(1)', usps(1)].map((trackingNumber, at) => ({
            pledgeId: `P${at + 1}`,
            trackingNumber,
          })),
        },
      },
      person,
    );
  expect((await record()).shipmentsRecord.userErrors).toMatchObject([
    { code: 'BLANK', field: ['missingTracking'], message: expect.stringContaining('the row') as string },
  ]);
  const { shipmentsRecord } = await record('SKIP');
  await server.runJobs();
  const done = await operation(server, person, shipmentsRecord.operation?.id ?? '');
  expect(done.status).toBe('COMPLETED');
  expect(counts(done)).toEqual({ NO_TRACKING: 1, BAD_TRACKING_NUMBER: 1, MATCHED: 1 });
});
