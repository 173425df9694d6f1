import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestServer, type Person, type TestServer } from '../../test/test-server.ts';
import {
  addBackers,
  apply,
  counts,
  emptyProject,
  rows,
  undo,
  verdicts,
} from '../operations/operations.fixture.ts';
import { codesByNumber, sendRewards } from './digital-rewards.fixture.ts';

let server: TestServer;
let person: Person;
let project: string;
let run = 0;
beforeAll(async () => {
  server = await startTestServer();
  person = await server.signUp();
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  run += 1;
  project = await emptyProject(server, person, `Lighthouses ${run}`);
  await addBackers(server, person, project, [
    { email: 'Ada@example.org' },
    { email: 'twins@example.org' },
    { email: 'twins@example.org' },
    { email: '', hold: 'Wait' },
    { status: 'CANCELED' },
  ]);
});

const assign = (assignments: string, more = {}) =>
  sendRewards(server, person, project, { assignments, ...more });
const held = () => codesByNumber(server, person, project);

describe('a file that says who gets which code', () => {
  it('gives each backer their own, by number, pledge ID or email, and is undone', async () => {
    const { id, made } = await assign(
      `Backer Number;Pledge ID;E-Mail;Access Code\n#0002;;;A${run}\n;p3;;B${run}\n;;ADA@example.org;C${run}\n`,
    );
    expect(made?.summary.sentence).toBe('Give “Artbook” to 3 backers');
    expect(await held()).toEqual({});
    await apply(server, person, id);
    expect(await held()).toEqual({ 1: [`C${run}`], 2: [`A${run}`], 3: [`B${run}`] });
    await undo(server, person, id);
    expect(await held()).toEqual({ 1: [`-C${run}`], 2: [`-A${run}`], 3: [`-B${run}`] });
  });

  it('says of every row that cannot be given why, and gives the rest', async () => {
    await assign(`Number,Code\n1,GONE${run}`.replace('Number', 'Backer Number'), {
      name: 'Other',
      autoApply: true,
    });
    const lines = [
      ['1', '', '', `A${run}`, 'GIVES'],
      ['1', '', '', `B${run}`, 'BACKER_REPEATED'],
      ['', '', 'twins@example.org', `C${run}`, 'AMBIGUOUS'],
      ['2', '', 'twins@example.org', `D${run}`, 'GIVES'],
      ['3', 'P2', '', `E${run}`, 'KEYS_DISAGREE'],
      ['99', '', '', `F${run}`, 'NO_MATCH'],
      ['', '', '', `G${run}`, 'NO_KEY'],
      ['3', '', '', '', 'CODE_MISSING'],
      ['3', '', '', `A${run}`, 'CODE_REPEATED'],
      ['3', '', '', `GONE${run}`, 'CODE_TAKEN'],
      ['3', '', '', 'javascript:alert(1)', 'CODE_BAD'],
      ['4', '', '', `H${run}`, 'HELD_BACK'],
      ['5', '', '', `I${run}`, 'PLEDGE_CANCELED'],
    ];
    const { id, made } = await assign(
      `Backer Number,Pledge ID,Email,Code\n${lines.map((line) => line.slice(0, 4).join(',')).join('\n')}\n`,
    );
    expect((await verdicts(server, person, id)).map(([, outcome]) => outcome)).toEqual(
      lines.map((line) => line[4]),
    );
    expect(made?.summary.sentence).toBe('Give “Artbook” to 2 backers, skip 2, leave 9 to mend');
    const found = await rows(server, person, id);
    expect(found[2]).toMatchObject({
      key: 'twins@example.org',
      candidates: [{ number: 2 }, { number: 3 }],
      message: expect.stringContaining('More than one backer fits.') as string,
    });
    const done = await apply(server, person, id);
    expect(counts(done).GIVES).toBe(2);
    expect(await held()).toEqual({ 1: [`A${run}`, `GONE${run}`], 2: [`D${run}`] });
    const failures = await (await server.fetch(done.failuresUrl, {}, person)).text();
    expect(failures.split('\r\n')[0]).toBe('number,pledge_id,email');
    // What was not given is free: the mended row brings its code again.
    const again = await assign(`Backer Number,Code\n3,C${run}\n`, { name: 'Third', autoApply: true });
    expect(again.made?.status).toBe('COMPLETED');
  });

  it('without a header is told by what stands in it', async () => {
    const { made } = await assign(`ada@example.org,A${run}\nb5@example.org,B${run}\n`);
    expect(made?.outcomes.map(({ code }) => code).sort()).toEqual(['GIVES', 'PLEDGE_CANCELED']);
  });

  it.each([
    ['Name,Code\nAda,A\n', /^No column says who the backer is: the columns are “Name”, “Code”\./],
    ['Backer Number\n1\n2\n', /^There is no column beside the backers’ that could hold the codes\./],
    [
      'Backer Number,One,Two\n1,a,b\n',
      /^Several columns may hold the codes: “One”, “Two”\. Call the right one Code\./,
    ],
    ['Backer Number,Code\n', /no rows below it/],
    ['   ', /^Paste or drop the file/],
  ])('%j is refused as a whole', async (text, message) => {
    const { errors, made } = await assign(text);
    expect(made).toBeNull();
    expect(errors[0]?.field).toEqual(['input', 'assignments']);
    expect(errors[0]?.message).toMatch(message);
  });

  it('takes no target beside it', async () => {
    const { errors } = await assign('Backer Number,Code\n1,A\n', { target: { everyone: true } });
    expect(errors).toMatchObject([{ code: 'INVALID', field: ['input', 'target'] }]);
  });
});
