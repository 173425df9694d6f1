import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  ShipmentsRecord,
  TrackingUploadCreate,
  type ShipmentsRecordInput,
} from '@waybill/schema/tracking-uploads';
import { startTestServer, type Person, type TestServer } from '../../test/test-server.ts';
import { expectConsistent, written } from './invariants.fixture.ts';
import {
  addBackers,
  addManyBackers,
  counts,
  csv,
  emptyProject,
  operation,
  upload,
  usps,
  verdicts,
} from './operations.fixture.ts';

let server: TestServer;
let person: Person;
let script: { token: string };
let project: string;
beforeAll(async () => {
  server = await startTestServer();
  person = await server.signUp();
  script = await server.token(person, 'SHIPMENTS_WRITE', 'OPERATIONS_READ', 'BACKERS_READ');
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  project = await emptyProject(server, person);
  await addBackers(server, person, project, [{}, {}, {}]);
});

const record = async (input: ShipmentsRecordInput, as: { token: string } = script, into = project) =>
  (await server.query(ShipmentsRecord, { projectId: into, input }, as)).shipmentsRecord;

describe('an idempotency key', () => {
  const input = { rows: [{ pledgeId: 'P1', trackingNumber: usps(1) }] };

  it('is answered with the first operation, whatever became of it', async () => {
    const first = await record({ ...input, idempotencyKey: 'monday' });
    expect(first).toMatchObject({ replayed: false, userErrors: [] });
    await server.runJobs();
    const again = await record({ ...input, idempotencyKey: 'monday' });
    expect(again).toMatchObject({
      replayed: true,
      operation: { id: first.operation?.id, status: 'COMPLETED' },
    });
    expect(await written(server, first.operation?.id ?? '')).toEqual({ changes: 1, parcels: 1 });
  });

  it.each([
    ['other rows', { rows: [{ pledgeId: 'P2', trackingNumber: usps(1) }] }],
    ['another choice', { ...input, existingTracking: 'ADD' as const }],
  ])('with %s is refused', async (_, other) => {
    await record({ ...input, idempotencyKey: 'k' }, script);
    expect((await record({ ...other, idempotencyKey: 'k' })).userErrors).toMatchObject([
      { code: 'IDEMPOTENCY_MISMATCH', field: ['idempotencyKey'] },
    ]);
  });

  it('belongs to whoever used it', async () => {
    const mine = await record({ ...input, idempotencyKey: 'shared' });
    const other = await server.token(person, 'SHIPMENTS_WRITE');
    const theirs = await record({ ...input, idempotencyKey: 'shared' }, other);
    expect(theirs.replayed).toBe(false);
    expect(theirs.operation?.id).not.toBe(mine.operation?.id);
  });

  it('sent fifty times at once makes one operation', async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, () =>
        server.query(
          TrackingUploadCreate,
          { projectId: project, input: { idempotencyKey: 'storm', autoApply: true } },
          script,
        ),
      ),
    );
    const made = answers.map(({ trackingUploadCreate }) => trackingUploadCreate);
    expect(new Set(made.flatMap(({ operation: one }) => (one ? [one.id] : []))).size).toBe(1);
    expect(made.filter(({ replayed }) => replayed === false)).toHaveLength(1);
    expect(
      made.every(({ operation: one, userErrors }) => one !== null || userErrors[0]?.code === 'CONFLICT'),
    ).toBe(true);
    const [n] = await server.asOwner(
      `select count(*)::int as n from operation where project_id = ${project}`,
    );
    expect(n).toEqual({ n: 1 });
  });

  it.each(['', 'x'.repeat(256)])('of a length that is none is refused', async (idempotencyKey) =>
    expect((await record({ ...input, idempotencyKey })).userErrors).toMatchObject([
      { code: 'INVALID', field: ['idempotencyKey'] },
    ]),
  );
});

describe('shipmentsRecord', () => {
  it('does at once what a file would, and tells of each row', async () => {
    const { operation: made } = await record({
      rows: [
        { pledgeId: 'P1', trackingNumber: '=“1”' },
        {
          backerNumber: 2,
          email: 'b2@example.org',
          trackingNumber: `${usps(2)}; ${usps(22)}`,
          carrier: 'USPS',
          shippedAt: '2026-03-28T10:00:00Z',
        },
        { email: 'nobody@example.org', trackingNumber: usps(3) },
        { trackingNumber: usps(4) },
        { pledgeId: 'P3', trackingNumber: usps(5), trackingUrl: 'javascript:alert(1)' },
      ],
    });
    await server.runJobs();
    const done = await operation(server, person, made?.id ?? '');
    expect(done).toMatchObject({
      status: 'COMPLETED',
      file: null,
      uploadUrl: null,
      actor: { name: 'test', kind: 'TOKEN' },
    });
    expect((await verdicts(server, person, done.id)).slice(1)).toEqual([
      [2, 'MATCHED'],
      [2, 'MATCHED'],
      [3, 'NO_MATCH'],
      [4, 'NO_KEY'],
      [5, 'BAD_URL'],
    ]);
    const parcels = await server.asOwner(
      `select source, shipped_at = '2026-03-28T10:00:00Z' as dated from shipment where operation_id = ${done.id} order by id`,
    );
    expect(parcels.slice(1)).toEqual([
      { source: 'API', dated: true },
      { source: 'API', dated: true },
    ]);
    const failures = await (await server.fetch(done.failuresUrl, {}, script)).text();
    expect(failures.split('\r\n').length).toBeGreaterThan(3);
    await expectConsistent(server, project);
  });

  it('takes 10,000 rows and refuses one more', async () => {
    const many = await emptyProject(server, person, 'Many');
    await addManyBackers(server, person, many, 10_001);
    const rows = Array.from({ length: 10_001 }, (_, at) => ({
      pledgeId: `P${at + 1}`,
      trackingNumber: `TRK${at + 1}`,
    }));
    const refused = await record({ rows }, script, many);
    expect(refused.userErrors).toMatchObject([
      { code: 'LIMIT_EXCEEDED', field: ['rows'], message: expect.stringContaining('10,001 came') as string },
    ]);
    const taken = await record({ rows: rows.slice(1) }, script, many);
    await server.runJobs();
    expect(counts(await operation(server, person, taken.operation?.id ?? ''))).toEqual({ MATCHED: 10_000 });
    expect((await record({ rows: [] })).userErrors).toMatchObject([{ code: 'BLANK', field: ['rows'] }]);
    await expectConsistent(server, many);
  });
});

it('autoApply goes from file to shipped without a stop', async () => {
  const done = await upload(
    server,
    script,
    project,
    csv('Pledge ID,Tracking Number', ['P1', usps(1)], ['nobody', usps(2)]),
    { autoApply: true },
  );
  expect(done).toMatchObject({
    status: 'COMPLETED',
    processedCount: 2,
    summary: { sentence: 'Marked 1 order fulfilled, added 1 shipment, left 1 to mend' },
  });
  await expectConsistent(server, project);
});

it('autoApply of a file in which nothing applies ends, too', async () => {
  const done = await upload(server, script, project, csv('Pledge ID,Tracking Number', ['nobody', usps(2)]), {
    autoApply: true,
  });
  expect(done).toMatchObject({ status: 'COMPLETED', summary: { sentence: 'Left 1 to mend' } });
});
