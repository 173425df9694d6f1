import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestServer, type Person, type TestServer } from '../../test/test-server.ts';
import { dump, expectConsistent } from '../operations/invariants.fixture.ts';
import { addBackers, apply, csv, emptyProject, undo, upload } from '../operations/operations.fixture.ts';
import { MODEL_JUNK, MODEL_NONE, referenceUpload, type ModelBacker } from './reference-model.fixture.ts';

let server: TestServer;
let person: Person;
beforeAll(async () => {
  server = await startTestServer();
  person = await server.signUp();
});
afterAll(() => server[Symbol.asyncDispose]());

const emails = ['a@example.org', 'b@example.org', 'c@example.org'];
const numbers = ['T1', 'T2', 'T3', 'T4', 'OLD1', 'OLD2'];
/** What stands in cells: mostly numbers, sometimes a word for none or what is no number. */
const texts = [...numbers, ...MODEL_NONE, ...MODEL_JUNK];
const STATUSES = [
  'READY_TO_FULFILL',
  'FULFILLED',
  'CANCELED',
  'SURVEY_COMPLETED',
  'PARTIALLY_FULFILLED',
  'FULFILLMENT_ERRORED',
];

const backers = fc.array(
  fc.record({
    email: fc.constantFrom(...emails),
    status: fc.constantFrom(...STATUSES),
    hold: fc.boolean(),
    parcels: fc.uniqueArray(fc.constantFrom('OLD1', 'OLD2'), { maxLength: 2 }),
  }),
  { minLength: 1, maxLength: 6 },
);
const cell = (...values: string[]) => fc.constantFrom('', ...values);
const rows = fc.array(
  fc.record({
    pledge: cell('P1', 'P2', 'P3', 'P4', 'P9'),
    number: cell('1', '2', '3', '4', '9'),
    email: cell(...emails, 'nobody@example.org'),
    tracking: fc.oneof(
      cell(...texts),
      fc.array(fc.constantFrom(...texts), { minLength: 2, maxLength: 3 }).map((some) => some.join(';')),
    ),
  }),
  { minLength: 1, maxLength: 12 },
);
/** Rows whose keys mostly agree: left to chance alone, almost all of them would be conflicts. */
const agreeing = rows
  .map((some) =>
    some.map((row, at) =>
      at % 3 === 0 || row.pledge === '' ? row : { ...row, number: row.pledge.slice(1), email: '' },
    ),
  )
  // A line without a single filled cell is no row.
  .map((some) => some.filter((row) => Object.values(row).some((value) => value !== '')))
  .filter((some) => some.length > 0);
const options = fc.record({
  missingTracking: fc.constantFrom('MARK_FULFILLED' as const, 'SKIP' as const),
  existingTracking: fc.constantFrom('REPLACE' as const, 'SKIP' as const, 'ADD' as const),
  notReady: fc.constantFrom('SKIP' as const, 'FORCE' as const),
});

it('does what a single-threaded importer does, row by row, and undoes it without a trace', async () => {
  await fc.assert(
    fc.asyncProperty(backers, agreeing, options, async (made, file, choice) => {
      const model: ModelBacker[] = made.map((backer, at) => ({
        ...backer,
        pledge: `P${at + 1}`,
        number: at + 1,
      }));
      const expected = referenceUpload(model, file, choice);
      const project = await emptyProject(server, person, `Model ${Math.random()}`);
      await addBackers(
        server,
        person,
        project,
        model.map(({ pledge, hold, ...backer }) => ({
          ...backer,
          pledgeId: pledge,
          ...(hold && { hold: 'Address?' }),
        })),
      );
      const before = await dump(server, project);

      const planned = await upload(
        server,
        person,
        project,
        csv(
          'Pledge ID,Backer Number,Email,Tracking Number',
          ...file.map((row) => [row.pledge, row.number, row.email, row.tracking]),
        ),
        { ...choice, notReadyReason: 'Because' },
      );
      const outcomes = await server.asOwner(
        `select row_no, tracking_number, outcome from staging.rows_${planned.id}`,
      );
      const key = (line: unknown[]) => JSON.stringify(line);
      expect(outcomes.map((row) => key([row.row_no, row.tracking_number, row.outcome])).sort()).toEqual(
        expected.outcomes.map(key).sort(),
      );
      if (!planned.canApply) return;

      await apply(server, person, planned.id);
      const after = await server.asOwner(`
        select b.pledge_id as pledge, o.status, coalesce((select array_agg(s.tracking_number order by s.tracking_number collate "C")
          from shipment s where s.backer_id = b.id and s.voided_at is null), '{}') as parcels
        from backer b join orders o on o.backer_id = b.id where b.project_id = ${project}`);
      expect(Object.fromEntries(after.map(({ pledge, ...rest }) => [pledge, rest]))).toEqual(expected.after);
      await expectConsistent(server, project);

      expect(await undo(server, person, planned.id)).toMatchObject({ status: 'UNDONE', undoLeftAlone: 0 });
      expect(await dump(server, project)).toEqual(before);
      await expectConsistent(server, project);
    }),
    { numRuns: 60, endOnFailure: true },
  );
}, 180_000);
