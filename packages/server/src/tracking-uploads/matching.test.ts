import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type Person, type TestServer } from '../../test/test-server.ts';
import {
  addBackers,
  counts,
  csv,
  emptyProject,
  rows,
  upload,
  usps,
  verdicts,
} from '../operations/operations.fixture.ts';
import { OUTCOMES } from '../operations/outcomes.ts';

let server: TestServer;
let person: Person;
let project: string;
beforeAll(async () => {
  server = await startTestServer();
  person = await server.signUp();
  project = await emptyProject(server, person);
  await addBackers(server, person, project, [
    {
      number: 1001,
      pledgeId: '48210003',
      uid: '910000017',
      orderNumber: 'KS-1',
      name: 'Ada Lovelace',
      email: 'ada@example.org',
    },
    {
      number: 1002,
      pledgeId: '48210006',
      uid: '910000034',
      orderNumber: 'KS-2',
      name: 'Bruno Okafor',
      email: 'bruno@example.org',
    },
    {
      number: 1003,
      pledgeId: '48210009',
      uid: '910000034',
      orderNumber: 'KS-3',
      name: 'Bruno Okafor',
      email: 'Bruno@Example.org',
    },
    { number: null, pledgeId: 'PBX-7A', name: 'Chiara Rossi', email: 'chiara@example.org' },
  ]);
});
afterAll(() => server[Symbol.asyncDispose]());

/** The one row of a file with these keys. */
async function match(header: string, ...cells: string[]) {
  const planned = await upload(
    server,
    person,
    project,
    csv(`${header},Tracking Number`, [...cells, 'ZZ-UNGUESSABLE-1']),
  );
  const [row] = await rows(server, person, planned.id);
  return { code: row?.outcome, backer: row?.backer?.number ?? row?.backer?.pledgeId ?? null, row, planned };
}

describe('one key', () => {
  it.each([
    '48210003',
    ' 48210003 ',
    '048210003',
    '48210003.0',
    '48,210,003',
    '#48210003',
    '="48210003"',
    "'48210003",
    '4821\u200b0003',
  ])('finds a pledge ID written %j', async (cell) =>
    expect(await match('Pledge ID', cell)).toMatchObject({ code: 'MATCHED', backer: 1001 }),
  );

  it.each(['1001', '001001', '1001.0', '1,001', '#1001'])('finds a backer number written %j', async (cell) =>
    expect(await match('Backer Number', cell)).toMatchObject({ code: 'MATCHED', backer: 1001 }),
  );

  it.each([
    ['Backer UID', '910000017'],
    ['Order Number', 'ks-1'],
    ['Order', '#KS-1'],
    ['Email', 'ADA@Example.org '],
    ['E-mail', 'Ada Lovelace <ada@example.org>'],
    ['Email', 'mailto:ada@example.org'],
  ])('finds by %s %j', async (header, cell) =>
    expect(await match(header, cell)).toMatchObject({ code: 'MATCHED', backer: 1001 }),
  );

  it('finds a pledge ID of letters whatever their case', async () =>
    expect(await match('PBID', 'pbx-7a')).toMatchObject({ code: 'MATCHED', backer: 'PBX-7A' }));

  it('refuses a key in scientific notation, naming the damage', async () => {
    const { code, planned } = await match('Backer Number', '1.001E+3');
    expect(code).toBe('EXCEL_SCIENTIFIC');
    expect(planned.notices.map((notice) => notice.code)).toContain('EXCEL_DAMAGE');
  });

  it('finds nobody, and says so', async () => {
    const { row, planned } = await match('Pledge ID', '99999999');
    expect(row).toMatchObject({
      rowNumber: 1,
      line: 2,
      outcome: 'NO_MATCH',
      severity: 'ERROR',
      applies: false,
      backer: null,
      key: '99999999',
      message: `${OUTCOMES.NO_MATCH.title}. ${OUTCOMES.NO_MATCH.help}`,
    });
    expect(planned).toMatchObject({ status: 'PLANNED', canApply: false, totalCount: 1 });
    expect(planned.summary.sentence).toBe('Leave 1 to mend');
  });

  it.each([
    ['Backer Number', '1001a'],
    ['Backer Number', '99999999999999'],
    ['Pledge ID', 'nobody'],
    ['Email', 'nobody@example.org'],
  ])('finds nobody by %s %j', async (header, cell) =>
    expect(await match(header, cell)).toMatchObject({ code: 'NO_MATCH', backer: null }),
  );

  it.each([
    ['Pledge ID', '  '],
    ['Email', 'not an address'],
  ])('wants a key in every row (%s %j)', async (header, cell) =>
    expect(await match(header, cell)).toMatchObject({ code: 'NO_KEY', backer: null }),
  );
});

describe('a key that several backers share', () => {
  it.each([
    ['Email', 'bruno@example.org'],
    ['Backer UID', '910000034'],
  ])('is a conflict that names them (%s)', async (header, cell) => {
    const { row } = await match(header, cell);
    expect(row).toMatchObject({ outcome: 'AMBIGUOUS', severity: 'ERROR', applies: false });
    expect(row?.candidates.map(({ number }) => number).sort()).toEqual([1002, 1003]);
  });

  it('is settled by a stronger key beside it', async () => {
    expect(await match('Backer Number,Email', '1003', 'bruno@example.org')).toMatchObject({
      code: 'MATCHED',
      backer: 1003,
    });
    expect(await match('Backer UID,Backer Number', '910000034', '1003')).toMatchObject({
      code: 'MATCHED',
      backer: 1003,
    });
    expect(
      await match('Pledge ID,Backer UID,Email', '48210006', '910000034', 'bruno@example.org'),
    ).toMatchObject({ code: 'MATCHED', backer: 1002 });
  });

  it('is settled by another shared key only when both leave one backer', async () => {
    expect(await match('Backer UID,Email', '910000034', 'bruno@example.org')).toMatchObject({
      code: 'AMBIGUOUS',
    });
    expect(await match('Order Number,Email', 'KS-3', 'bruno@example.org')).toMatchObject({
      code: 'MATCHED',
      backer: 1003,
    });
  });
});

describe('several keys', () => {
  it('must name the same backer', async () => {
    const { row } = await match('Pledge ID,Backer Number', '48210003', '1002');
    expect(row).toMatchObject({ outcome: 'KEYS_DISAGREE', severity: 'ERROR', applies: false });
    expect(row?.candidates.map(({ number }) => number).sort()).toEqual([1001, 1002]);
  });

  it.each([
    ['Pledge ID,Backer Number', ['48210003', '7777']],
    ['Pledge ID,Backer Number', ['7777', '1001']],
    ['Pledge ID,Email', ['48210003', 'chiara@example.org']],
    ['Backer Number,Email', ['1001', 'bruno@example.org']],
    ['Backer UID,Pledge ID', ['910000034', '48210003']],
  ] as const)('disagree when one is somebody else’s or nobody’s (%s %j)', async (header, cells) =>
    expect(await match(header, ...cells)).toMatchObject({ code: 'KEYS_DISAGREE' }),
  );

  it('agree across blanks', async () => {
    expect(await match('Pledge ID,Backer Number,Email', '', '1001', '')).toMatchObject({
      code: 'MATCHED',
      backer: 1001,
    });
    expect(await match('Pledge ID,Backer Number,Email', '', '', 'ada@example.org')).toMatchObject({
      code: 'MATCHED',
      backer: 1001,
    });
  });

  it('warn of an email that nobody has beside a stronger key', async () => {
    const { row, planned } = await match('Pledge ID,Email', '48210003', 'ada.new@example.org');
    expect(row).toMatchObject({
      outcome: 'EMAIL_MISMATCH',
      severity: 'WARNING',
      applies: true,
      backer: { number: 1001 },
    });
    expect(counts(planned)).toEqual({ MATCHED: 1, EMAIL_MISMATCH: 1 });
  });

  it('name nobody when none of them does', async () =>
    expect(await match('Pledge ID,Backer Number', '1', '2')).toMatchObject({ code: 'NO_MATCH' }));

  it('are not the name, which only warns', async () => {
    const { row } = await match('Pledge ID,Name', '48210003', 'Bruno Okafor');
    expect(row).toMatchObject({ outcome: 'NAME_MISMATCH', severity: 'WARNING', applies: true });
    expect(await match('Pledge ID,Name', '48210003', 'ADA LOVELACE')).toMatchObject({ code: 'MATCHED' });
    expect(await match('Pledge ID,Name', '48210003', '')).toMatchObject({ code: 'MATCHED' });
  });
});

it('takes a packer’s order number for the pledge ID where no backer has one of their own', async () => {
  const plain = await emptyProject(server, person, 'Plain');
  await addBackers(server, person, plain, [{ pledgeId: '71' }, { pledgeId: '72' }]);
  const planned = await upload(
    server,
    person,
    plain,
    csv('Order #,Tracking Number', ['#72', usps(1)], ['73', usps(2)]),
  );
  expect(await verdicts(server, person, planned.id)).toEqual([
    [1, 'MATCHED'],
    [2, 'NO_MATCH'],
  ]);
});
