import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BackerImportConfigure, type BackerImportInput } from '@waybill/schema/backer-imports';
import { startTestServer, type Person, type TestServer } from '../../test/test-server.ts';
import { dump, expectConsistent } from '../operations/invariants.fixture.ts';
import {
  addBackers,
  apply,
  applyErrors,
  counts,
  csv,
  emptyProject,
  importBackers,
  operation,
  rows,
  undo,
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
beforeEach(async () => {
  project = await emptyProject(server, person);
});

const HEADER = 'Pledge ID,Backer Number,Name,Email,Status,Items,Address';
const ADA = ['A1', '1', 'Ada', 'ada@example.org', 'Ready to ship', '2x Core Box; Dice', '1 Main St'];
const BO = ['A2', '2', 'Bo', 'bo@example.org', 'Survey not sent', 'Rulebook PDF', '2 Side St'];

const bring = (file: string, input: BackerImportInput = {}) =>
  importBackers(server, person, project, file, input);
const bringAndApply = async (...lines: string[][]) =>
  apply(server, person, (await bring(csv(HEADER, ...lines))).id);
const backers = () =>
  server.asOwner(
    `select to_jsonb(b) - 'updated_at' - 'address_version' as b from backer b where project_id = ${project} order by id`,
  );

describe('importing again', () => {
  it('says what changes, changes that alone, and gives it back', async () => {
    await bringAndApply(ADA, BO);
    const before = await backers();
    const stood = await dump(server, project);
    const again = await bring(
      csv(
        HEADER,
        ADA,
        ['A2', '2', 'Bo Diddley', '', 'Ready to ship', '3x Core Box', '9 New Road'],
        ['A3', '3', 'Cy', 'cy@example.org', 'Ready to ship', '', ''],
      ),
    );
    expect(counts(again)).toEqual({ NEW: 1, UPDATED: 1, UNCHANGED: 1 });
    expect(again.summary.sentence).toBe('Create 1 backer, update 1 backer, skip 1');
    const [, changed] = await rows(server, person, again.id);
    expect(changed).toMatchObject({
      outcome: 'UPDATED',
      backer: { number: 2 },
      changes: [
        'name: Bo → Bo Diddley',
        'address: 2 Side St → 9 New Road',
        'items: 1× Rulebook PDF → 3× Core Box',
        'status: SURVEY_NOT_SENT → READY_TO_FULFILL',
      ],
    });
    await apply(server, person, again.id);
    await expectConsistent(server, project);
    const [bo] =
      await server.asOwner(`select b.email, o.status, o.physical, address_version as v, (select string_agg(name, ',') from order_item i where i.backer_id = b.id) as items
      from backer b join orders o on o.backer_id = b.id where b.project_id = ${project} and number = 2`);
    expect(bo).toEqual({
      email: 'bo@example.org',
      status: 'READY_TO_FULFILL',
      physical: true,
      v: 2,
      items: 'Core Box',
    });

    expect(await undo(server, person, again.id)).toMatchObject({ status: 'UNDONE', undoLeftAlone: 0 });
    expect(await backers()).toEqual(before);
    expect(await dump(server, project)).toEqual(stood);
    await expectConsistent(server, project);
  });

  it('of the same file changes nothing and says that it is the same', async () => {
    await bringAndApply(ADA, BO);
    const again = await bring(csv(HEADER, ADA, BO));
    expect(counts(again)).toEqual({ UNCHANGED: 2 });
    expect(again.notices.map(({ code }) => code)).toEqual(['SAME_FILE']);
    expect(again.canApply).toBe(false);
  });

  it('never takes an order back behind what the desk has done', async () => {
    await bringAndApply(ADA, BO);
    await upload(server, person, project, csv('Pledge ID,Tracking Number', ['A1', usps(1)]), {
      autoApply: true,
    });
    expect(counts(await bring(csv(HEADER, ADA, BO)))).toEqual({ UNCHANGED: 2 });
    const dropped = await bring(csv(HEADER, [...ADA.slice(0, 4), 'Dropped', ...ADA.slice(5)]));
    expect((await rows(server, person, dropped.id))[0]?.changes).toEqual(['status: FULFILLED → CANCELED']);
  });

  it('knows a late pledge of the same account from a change of the first', async () => {
    const header = 'Pledge ID,Backer UID,Name,Email,Status';
    const first = ['A1', '777', 'Ada', 'ada@example.org', 'Ready to ship'];
    const late = ['A9', '777', 'Ada', 'ada@example.org', 'Ready to ship'];
    await apply(server, person, (await bring(csv(header, first))).id);
    const both = await bring(csv(header, first, late));
    expect(counts(both)).toEqual({ NEW: 1, UNCHANGED: 1 });
    await apply(server, person, both.id);
    expect(counts(await bring(csv(header, first, late)))).toEqual({ UNCHANGED: 2 });
    const alone = await bring(csv('Backer UID,Name,Status', ['777', 'Ada L.', 'Ready to ship']));
    expect(counts(alone)).toEqual({ AMBIGUOUS: 1 });
    expect((await rows(server, person, alone.id))[0]?.candidates).toHaveLength(2);
  });
});

describe('rows that cannot be meant', () => {
  it('are named one by one, and the rest is created', async () => {
    await addBackers(server, person, project, [{ pledgeId: 'OLD', number: 50, email: 'old@example.org' }]);
    const planned = await bring(
      csv(
        HEADER,
        ADA,
        ['', '', 'Nobody', '', 'Ready to ship', '', ''],
        ['A4', '4', 'Dee', 'dee@example.org\nBcc: all@example.org', 'Ready to ship', '', ''],
        ['A5', '5', 'Eve', 'eve@example.org, mallory@example.org', 'Ready to ship', '', ''],
        ['A6', 'six', 'Fay', 'fay@example.org', 'Ready to ship', '', ''],
        ['A1', '1', 'Ada again', 'ada@example.org', 'Ready to ship', '', ''],
        ['OLD', '51', 'Gus', 'gus@example.org', 'Ready to ship', '', ''],
        ['A7', '50', 'Hal', 'hal@example.org', 'Ready to ship', '', ''],
        ['1.5E+12', '8', 'Ida', 'ida@example.org', 'Ready to ship', '', ''],
        ['A9', '1', 'Jo', 'jo@example.org', 'Ready to ship', '', ''],
      ),
    );
    expect(await verdicts(server, person, planned.id)).toEqual([
      [1, 'NEW'],
      [2, 'NO_KEY'],
      [3, 'BAD_EMAIL'],
      [4, 'BAD_EMAIL'],
      [5, 'BAD_NUMBER'],
      [6, 'DUPLICATE'],
      [7, 'KEYS_DISAGREE'],
      [8, 'KEYS_DISAGREE'],
      [9, 'EXCEL_SCIENTIFIC'],
      [10, 'KEYS_DISAGREE'],
    ]);
    expect(planned.summary).toMatchObject({ backersCreated: 1, rowsFailed: 8, rowsSkipped: 1 });
    await apply(server, person, planned.id);
    expect(
      await server.asOwner(`select count(*)::int as n from backer where project_id = ${project}`),
    ).toEqual([{ n: 2 }]);
    await expectConsistent(server, project);
  });

  it('a bad row above a good one of the same backer does not hide it', async () => {
    const planned = await bring(
      csv(HEADER, ['A1', '1', 'Ada', 'not an address', 'Ready to ship', '', ''], ADA),
    );
    expect(await verdicts(server, person, planned.id)).toEqual([
      [1, 'BAD_EMAIL'],
      [2, 'NEW'],
    ]);
  });

  it('a quantity that is none', async () => {
    const planned = await bring(
      csv(
        'Pledge ID,Name,SKU,Quantity,Status',
        ['A1', 'Ada', 'CORE', '0', 'Ready to ship'],
        ['A2', 'Bo', 'CORE', 'many', 'Ready to ship'],
        ['A3', 'Cy', 'CORE', '', 'Ready to ship'],
      ),
    );
    expect(await verdicts(server, person, planned.id)).toEqual([
      [1, 'BAD_QUANTITY'],
      [2, 'BAD_QUANTITY'],
      [3, 'NEW'],
    ]);
  });
});

describe('a word that no table knows', () => {
  const FILE = csv(
    'Pledge ID,Name,Email,Status',
    ['A1', 'Ada', 'a@example.org', 'Gone fishing'],
    ['A2', 'Bo', 'b@example.org', 'Ready to ship'],
    ['A3', 'Cy', 'c@example.org', 'Gone fishing'],
  );

  it('is asked, and nothing is applied until it is answered', async () => {
    const planned = await bring(FILE);
    expect(planned).toMatchObject({ status: 'PLANNED', canApply: false });
    expect(planned.notices).toMatchObject([
      {
        code: 'STATUS_UNKNOWN',
        message:
          'The file says “Gone fishing” about its orders. Choose which of our statuses each stands for.',
      },
    ]);
    expect(planned.options?.unknownStatuses).toEqual([{ value: 'Gone fishing', count: 2 }]);
    expect(counts(planned)).toEqual({ NEW: 1, STATUS_UNKNOWN: 2 });
    expect(await applyErrors(server, person, planned.id)).toMatchObject([
      { code: 'NOT_READY', message: 'Say first which status “Gone fishing” stands for.' },
    ]);

    await server.query(
      BackerImportConfigure,
      { id: planned.id, input: { statusMapping: [{ value: 'Gone fishing', status: 'FULFILLED' }] } },
      person,
    );
    await server.runJobs();
    const answered = await operation(server, person, planned.id);
    expect(answered).toMatchObject({ canApply: true, notices: [] });
    expect(counts(answered)).toEqual({ NEW: 3 });
    expect(answered.options?.statusMapping).toContainEqual({ value: 'Gone fishing', status: 'FULFILLED' });
    await apply(server, person, planned.id);
    expect(
      await server.asOwner(
        `select status, count(*)::int as n from orders where project_id = ${project} group by 1 order by 1`,
      ),
    ).toEqual([
      { status: 'READY_TO_FULFILL', n: 1 },
      { status: 'FULFILLED', n: 2 },
    ]);
    await expectConsistent(server, project);
  });

  it('stops autoApply, too', async () => {
    expect(await bring(FILE, { autoApply: true })).toMatchObject({ status: 'PLANNED', canApply: false });
    expect(await backers()).toEqual([]);
    const known = await bring(FILE, {
      autoApply: true,
      statusMapping: [{ value: 'Gone fishing', status: 'CANCELED' }],
    });
    expect(known.status).toBe('COMPLETED');
  });
});

describe('undo', () => {
  it('of what was created leaves nothing of it', async () => {
    const done = await bringAndApply(ADA, BO);
    expect(await undo(server, person, done.id)).toMatchObject({ status: 'UNDONE', undoLeftAlone: 0 });
    expect(await backers()).toEqual([]);
    expect(await dump(server, project)).toEqual([]);
    await expectConsistent(server, project);
  });

  it('in layers gives back what stood before each', async () => {
    const first = await bringAndApply(ADA);
    const stood = await dump(server, project);
    const second = await bringAndApply(['A1', '1', 'Ada L.', '', '', 'Rulebook PDF', '']);
    await undo(server, person, second.id);
    expect(await dump(server, project)).toEqual(stood);
    expect(await undo(server, person, first.id)).toMatchObject({ undoLeftAlone: 0 });
    expect(await backers()).toEqual([]);
  });

  it('leaves alone who was shipped to, put on hold or edited since', async () => {
    const done = await bringAndApply(
      ADA,
      BO,
      ['A3', '3', 'Cy', 'cy@example.org', 'Ready to ship', '', ''],
      ['A4', '4', 'Dee', 'dee@example.org', 'Ready to ship', '', ''],
    );
    await upload(server, person, project, csv('Pledge ID,Tracking Number', ['A1', usps(1)]), {
      autoApply: true,
    });
    await server.asOwner(`
      insert into order_hold (backer_id, creator_id, project_id, reason) select id, creator_id, project_id, 'Address?' from backer where project_id = ${project} and number = 3;
      update backer set name = 'Dee Dee', operation_id = null, updated_at = now() where project_id = ${project} and number = 4`);
    expect(await undo(server, person, done.id)).toMatchObject({ status: 'UNDONE', undoLeftAlone: 3 });
    expect(
      await server.asOwner(`select number from backer where project_id = ${project} order by 1`),
    ).toEqual([{ number: 1 }, { number: 3 }, { number: 4 }]);
    await expectConsistent(server, project);
  });
});
