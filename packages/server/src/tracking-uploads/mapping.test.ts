import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  TrackingUploadConfigure,
  TrackingUploadCreate,
  type TrackingUploadInput,
} from '@waybill/schema/tracking-uploads';
import { startTestServer, type Person, type TestServer } from '../../test/test-server.ts';
import {
  addBackers,
  apply,
  counts,
  csv,
  emptyProject,
  importBackers,
  operation,
  upload,
  usps,
  verdicts,
} from '../operations/operations.fixture.ts';

let server: TestServer;
let person: Person;
let project: string;
beforeAll(async () => {
  server = await startTestServer();
  person = await server.signUp();
});
afterAll(() => server[Symbol.asyncDispose]());

async function freshProject(): Promise<void> {
  project = await emptyProject(server, person);
  await addBackers(server, person, project, [{ pledgeId: '501' }, { pledgeId: '502' }, { pledgeId: '1' }]);
}

async function configure(id: string, input: TrackingUploadInput) {
  const { trackingUploadConfigure } = await server.query(TrackingUploadConfigure, { id, input }, person);
  await server.runJobs();
  return { errors: trackingUploadConfigure.userErrors, planned: await operation(server, person, id) };
}

const UNKNOWN = csv('Wer,Was', ['501', usps(1)], ['502', usps(2)]);
const MAPPING = [
  { columnIndex: 0, field: 'pledgeId' },
  { columnIndex: 1, field: 'trackingNumber' },
];

it('asks for the key when no header names one, and remembers the answer for this header', async () => {
  await freshProject();
  const planned = await upload(server, person, project, UNKNOWN);
  expect(planned).toMatchObject({ status: 'PLANNED', canApply: false });
  expect(planned.notices.map(({ code }) => code)).toEqual(['NEEDS_KEY_COLUMN', 'NO_TRACKING_COLUMN']);
  expect(counts(planned)).toEqual({ NO_KEY: 2 });
  expect(planned.file?.columns).toMatchObject([
    { index: 0, header: 'Wer', samples: ['501', '502'], field: null },
    { index: 1, header: 'Was', samples: [usps(1), usps(2)], field: null },
  ]);

  const { errors, planned: mapped } = await configure(planned.id, { mapping: MAPPING });
  expect(errors).toEqual([]);
  expect(mapped).toMatchObject({ status: 'PLANNED', canApply: true, notices: [] });
  expect(counts(mapped)).toEqual({ MATCHED: 2 });
  expect(mapped.file?.columns.map(({ field, confidence }) => [field, confidence])).toEqual([
    ['pledgeId', 1],
    ['trackingNumber', 1],
  ]);
  await apply(server, person, mapped.id);

  const next = await upload(server, person, project, csv('Wer,Was', ['1', usps(3)]));
  expect(counts(next)).toEqual({ MATCHED: 1 });
  const other = await emptyProject(server, person, 'Elsewhere');
  expect((await upload(server, person, other, UNKNOWN)).notices[0]?.code).toBe('NEEDS_KEY_COLUMN');
});

it('takes its own guess back: a preview hands the mapping over as it was shown', async () => {
  await freshProject();
  const file = csv('Backer Number,Postal Code,Country,Items,Wave,Tracking Number', [
    '1',
    '04109',
    'Germany',
    '1× Core',
    '2',
    '',
  ]);
  const planned = await upload(server, person, project, file);
  const shown = (planned.file?.columns ?? []).map(({ index, field }) => ({ columnIndex: index, field }));
  expect(shown.filter(({ field }) => field !== null)).toEqual([
    { columnIndex: 0, field: 'backerNumber' },
    { columnIndex: 5, field: 'trackingNumber' },
  ]);
  expect((await configure(planned.id, { mapping: shown, missingTracking: 'SKIP' })).errors).toEqual([]);
  expect(await verdicts(server, person, planned.id)).toEqual([[1, 'NO_TRACKING']]);
});

it('plans again with other columns and other choices, as often as wanted', async () => {
  await freshProject();
  const file = csv(
    'Pledge ID,Backer Number,Tracking Number',
    ['501', '2', usps(1)],
    ['1', '3', ''],
    ['77', '1', usps(2)],
  );
  const planned = await upload(server, person, project, file);
  expect(await verdicts(server, person, planned.id)).toEqual([
    [1, 'KEYS_DISAGREE'],
    [2, 'MARKED_WITHOUT_TRACKING'],
    [3, 'KEYS_DISAGREE'],
  ]);
  const byNumber = [
    { columnIndex: 0, field: null },
    { columnIndex: 1, field: 'backerNumber' },
    { columnIndex: 2, field: 'trackingNumber' },
  ];
  const again = await configure(planned.id, { mapping: byNumber, missingTracking: 'SKIP' });
  expect(await verdicts(server, person, planned.id)).toEqual([
    [1, 'MATCHED'],
    [2, 'NO_TRACKING'],
    [3, 'MATCHED'],
  ]);
  expect(again.planned.options).toMatchObject({ missingTracking: 'SKIP', existingTracking: 'REPLACE' });
  await configure(planned.id, { missingTracking: 'MARK_FULFILLED' });
  expect(counts(await operation(server, person, planned.id))).toEqual({
    MATCHED: 2,
    MARKED_WITHOUT_TRACKING: 1,
  });
  await apply(server, person, planned.id);
  expect((await configure(planned.id, {})).errors).toMatchObject([{ code: 'INVALID_TRANSITION' }]);
});

it.each([
  [
    { mapping: [{ columnIndex: 0, field: 'shoeSize' }] },
    'There is no field called “shoeSize”; see mappableFields.',
  ],
  [
    { mapping: [0, 1].map((columnIndex) => ({ columnIndex, field: 'email' })) },
    'Two columns are taken for “email”. Choose one of them.',
  ],
  [
    { notReady: 'FORCE' as const },
    'Say why orders that are not ready are forced; the reason stands in their history.',
  ],
  [
    { mapping: [{ columnIndex: 7, field: 'email' }] },
    'The mapping names column 7, counted from 0, and the file has 2 columns.',
  ],
  [{ mapping: [{ columnIndex: -1, field: 'email' }] }, 'Columns are counted from 0; there is no column -1.'],
])('refuses choices that cannot be meant: %j', async (input, message) => {
  await freshProject();
  const planned = await upload(server, person, project, UNKNOWN);
  const { errors } = await configure(planned.id, input);
  expect(errors.map((error) => error.message)).toEqual([message]);
  expect((await operation(server, person, planned.id)).status).toBe('PLANNED');
});

it('refuses a file that lacks a column the mapping names', async () => {
  await freshProject();
  const mapping = [...MAPPING, { columnIndex: 2, field: 'carrier' }];
  const { trackingUploadCreate } = await server.query(
    TrackingUploadCreate,
    { projectId: project, input: { mapping } },
    person,
  );
  const response = await server.put(trackingUploadCreate.operation?.uploadUrl ?? '', UNKNOWN, person);
  expect([response.status, await response.json()]).toEqual([
    422,
    {
      code: 'NO_SUCH_COLUMN',
      message: 'The mapping names column 2, counted from 0, and the file has 2 columns.',
    },
  ]);
});

it('are no choices for an operation of another kind, or without a file', async () => {
  await freshProject();
  const brought = await importBackers(
    server,
    person,
    project,
    csv('Pledge ID,Name,Status', ['7', 'Ada', 'Shipped']),
  );
  expect((await configure(brought.id, {})).errors).toMatchObject([{ code: 'INVALID', field: ['id'] }]);
  const { trackingUploadCreate } = await server.query(
    TrackingUploadCreate,
    { projectId: project, input: {} },
    person,
  );
  expect((await configure(trackingUploadCreate.operation?.id ?? '', { mapping: MAPPING })).errors).toEqual(
    [],
  );
});

it('reads a file without a header, once it is said what is what', async () => {
  await freshProject();
  const planned = await upload(server, person, project, `501,${usps(1)}\n502,${usps(2)}\n`, {
    mapping: MAPPING,
  });
  expect(planned.file?.headerRow).toBeNull();
  expect(counts(planned)).toEqual({ MATCHED: 2 });
});
