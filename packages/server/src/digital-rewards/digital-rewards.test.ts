import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { print } from 'graphql';
import {
  BackerGifts,
  DigitalCodeRevoke,
  DigitalCodes,
  DigitalRewardsCheck,
  DigitalRewardUpdate,
  type DigitalRewardsSendInput,
} from '@waybill/schema/digital-rewards';
import { startTestServer, type Person, type TestServer } from '../../test/test-server.ts';
import { apply, csv, importBackers, rows, undo } from '../operations/operations.fixture.ts';
import {
  codesByNumber,
  codesOf,
  placesOf,
  projectOfThree,
  rewardsOf,
  sendRewards,
} from './digital-rewards.fixture.ts';

let server: TestServer;
let person: Person;
let project: string;
let run = 0;
let { code, codes } = codesOf(run);

beforeAll(async () => {
  server = await startTestServer();
  person = await server.signUp();
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  run += 1;
  ({ code, codes } = codesOf(run));
  project = await projectOfThree(server, person, run);
});

const send = (input: Partial<DigitalRewardsSendInput>) => sendRewards(server, person, project, input);
const held = () => codesByNumber(server, person, project);
const ids = async () =>
  (await server.asOwner(`select id from backer where project_id = ${project} order by number`)).map(
    ({ id }) => String(id),
  );

describe('a shared code or link', () => {
  it('is the same for all, and goes to more without being typed again', async () => {
    const link = `https://example.com/album-${run}`;
    const { made } = await send({
      kind: 'SHARED',
      sharedCode: ` ${link} `,
      target: { backerNumbers: [1, 2] },
      autoApply: true,
    });
    expect(made).toMatchObject({ status: 'COMPLETED', summary: { sentence: 'Gave “Artbook” to 2 backers' } });
    expect(await held()).toEqual({ 1: [link], 2: [link] });
    const [reward] = await rewardsOf(server, person, project);
    expect(reward).toMatchObject({ kind: 'SHARED', given: 2, waiting: 0 });

    const more = await send({ kind: 'SHARED', rewardId: reward?.id ?? '' });
    expect(more.made?.summary.sentence).toBe('Give “Artbook” to 1 backer, skip 2');
    await apply(server, person, more.id);
    expect(await held()).toEqual({ 1: [link], 2: [link], 3: [link] });
    await undo(server, person, more.id);
    expect(await held()).toEqual({ 1: [link], 2: [link], 3: [`-${link}`] });
    const unique = await send({ name: 'Own', codes: link, target: { backerNumbers: [1] } });
    expect(unique.errors).toMatchObject([{ code: 'TAKEN' }]);
  });

  it.each<[code: string, field: string | null, input: Partial<DigitalRewardsSendInput>]>([
    ['INVALID', 'sharedCode', { sharedCode: 'ftp://example.com' }],
    ['BLANK', 'sharedCode', { sharedCode: '' }],
    ['INVALID', 'codes', { codes: 'A,B,C' }],
    ['INVALID', 'sharedCode', { sharedCode: 'A', codes: 'B' }],
    ['BLANK', 'target', { sharedCode: 'A', target: null }],
    ['BLANK', 'name', { sharedCode: 'A', name: ' ' }],
    ['INVALID', 'instructions', { sharedCode: 'A', instructions: 'x'.repeat(5001) }],
    ['NOT_FOUND', null, { sharedCode: 'A', target: { segmentId: '999999' } }],
    ['INVALID', 'target', { sharedCode: 'A', target: { everyone: true, backerNumbers: [1] } }],
  ])('is refused as %s at %s', async (errorCode, field, input) => {
    const { errors, made } = await send({ kind: 'SHARED', ...input });
    expect(made).toBeNull();
    expect(errors[0]?.code).toBe(errorCode);
    if (field) expect(errors[0]?.field?.at(-1)).toBe(field);
  });
});

describe('a code', () => {
  it('stands nowhere in the database, the log, the report or the rows in the clear', async () => {
    const secret = `PLAIN${run}XYZZY`;
    const shared = `https://plain${run}.example/xyzzy`;
    const { id } = await send({ codes: `${secret}A,${secret}B,${secret}C` });
    expect(await placesOf(server, secret)).toEqual([]);
    const done = await apply(server, person, id);
    await send({ kind: 'SHARED', name: 'Album', sharedCode: shared, autoApply: true });
    await send({
      name: 'Posters',
      assignments: `Backer Number,Code\n1,${secret}D\n9,${secret}E\n`,
      autoApply: true,
    });
    await send({ name: 'Refused', codes: `${secret}F,${secret}F` });
    expect(await held()).toMatchObject({ 1: [`${secret}D`, shared, `${secret}A`] });
    expect(await placesOf(server, secret)).toEqual([]);
    expect(await placesOf(server, shared)).toEqual([]);
    expect(server.logs()).not.toContain(secret);
    for (const url of [done.reportUrl, done.failuresUrl]) {
      const report = await (await server.fetch(url, {}, person)).text();
      expect(report).not.toContain(secret);
    }
    expect(JSON.stringify(await rows(server, person, id))).not.toContain(secret);
  });

  it('is revoked for good, by itself, and a mail that waits is called back', async () => {
    const target = { backerNumbers: [1] };
    const mailed = await send({ codes: code(1), target, notify: true, autoApply: false });
    expect(mailed.made?.summary.sentence).toBe('Give “Artbook” to 1 backer and write to them');
    expect((await apply(server, person, mailed.id)).summary.sentence).toBe(
      'Gave “Artbook” to 1 backer and queued their mails',
    );
    const [backerId = ''] = await ids();
    const gift = (await server.query(BackerGifts, { backerId }, person)).backer?.digitalRewards[0];
    const revoked = await server.query(DigitalCodeRevoke, { id: gift?.id ?? '' }, person);
    expect(revoked.digitalCodeRevoke).toMatchObject({
      delivery: { id: gift?.id, revokedBy: 'Ada' },
      userErrors: [],
    });
    const twice = await server.query(DigitalCodeRevoke, { id: gift?.id ?? '' }, person);
    expect(twice.digitalCodeRevoke.userErrors).toMatchObject([{ code: 'INVALID_TRANSITION' }]);
    const [reward] = await rewardsOf(server, person, project);
    expect((await send({ rewardId: reward?.id ?? '', codes: code(1), target })).errors).toMatchObject([
      { code: 'TAKEN' },
    ]);
    await send({ rewardId: reward?.id ?? '', codes: code(2), target, autoApply: true });
    expect(await held()).toEqual({ 1: [code(2), `-${code(1)}`] });
  });

  it('is for those to read who may read backers', async () => {
    await send({ codes: codes(3), autoApply: true });
    const [backerId = ''] = await ids();
    const reads = await server.token(person, 'BACKERS_READ');
    const found = await server.query(DigitalCodes, { backerId }, reads);
    expect(found.backer?.digitalRewards[0]?.code).toBe(code(1));
    const ships = await server.token(person, 'SHIPMENTS_WRITE');
    const refused = await server.ask(print(DigitalCodes), { backerId }, ships);
    expect(refused.errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    const gift = (await server.query(BackerGifts, { backerId }, person)).backer?.digitalRewards[0];
    const revoked = await server.ask<{ digitalCodeRevoke: { delivery: unknown } }>(
      'mutation($id: ID!) { digitalCodeRevoke(id: $id) { delivery { code } userErrors { message } } }',
      { id: gift?.id },
      ships,
    );
    expect(revoked.data?.digitalCodeRevoke).toEqual({ delivery: null, userErrors: [] });
    const sends = await server.ask<{ digitalRewardsSend: { userErrors: { code: string }[] } }>(
      `mutation($id: ID!) { digitalRewardsSend(projectId: $id, input: {
         kind: SHARED, name: "By script", sharedCode: "S", target: { everyone: true } }) { userErrors { code } } }`,
      { id: project },
      reads,
    );
    expect(sends.errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  });

  it('keeps its backer when the import that brought them is undone', async () => {
    const imported = await importBackers(
      server,
      person,
      project,
      csv(
        'Backer Number,Name,Email',
        ['10', 'Ten', 'ten@example.org'],
        ['11', 'Eleven', 'eleven@example.org'],
      ),
      { defaultStatus: 'READY_TO_FULFILL' },
    );
    await apply(server, person, imported.id);
    await send({ codes: code(1), target: { backerNumbers: [10] }, autoApply: true });
    expect(await undo(server, person, imported.id)).toMatchObject({ undoLeftAlone: 1 });
    expect(await held()).toEqual({ 10: [code(1)] });
  });
});

describe('what a send would be refused for', () => {
  const check = async (input: Record<string, unknown>) => {
    const answer = await server.query(
      DigitalRewardsCheck,
      { projectId: project, input: { kind: 'UNIQUE', target: { everyone: true }, ...input } as never },
      person,
    );
    return answer.digitalRewardsCheck;
  };

  it('is told while it is written, and nothing is stored', async () => {
    expect(await check({ codes: codes(3) })).toEqual({
      codes: 3,
      chosen: 3,
      recipients: 3,
      sentence: '3 codes for 3 recipients',
      problems: [],
      leftOut: [],
    });
    expect(await check({ codes: codes(4) })).toMatchObject({
      problems: [expect.stringContaining('1 is left over. Take 1 code out, or choose 1 backer more.')],
    });
    expect(await check({ codes: codes(1), owedDigital: true })).toMatchObject({
      problems: ['There is nobody to give it to. No backer is among those you chose.'],
    });
    expect(await check({ codes: `${code(1)},${code(1)},${code(2)}` })).toMatchObject({
      problems: [expect.stringContaining('position 2 is the same as position 1')],
    });
    await send({ codes: code(1), target: { backerNumbers: [1] }, autoApply: true });
    expect(await check({ codes: codes(3) })).toMatchObject({
      problems: [expect.stringContaining('The code at position 1: given before')],
    });
    const [reward] = await rewardsOf(server, person, project);
    expect(await check({ rewardId: reward?.id, codes: `${code(2)},${code(3)}` })).toMatchObject({
      sentence: '2 codes for 2 recipients',
      leftOut: ['1 has this reward already'],
      problems: [],
    });
    expect(await check({ kind: 'SHARED', sharedCode: 'https://example.com' })).toMatchObject({
      sentence: 'One link for 3 recipients',
      problems: [],
    });
    expect(
      await check({ target: null, assignments: 'Email,Code\nb1@example.org,A\nb2@example.org,\n' }),
    ).toMatchObject({
      codes: 1,
      chosen: null,
      sentence: '2 rows: backers by “Email”, codes from “Code”; 1 row has no code that can be given',
      problems: [],
    });
    expect(await check({ rewardId: '999999', codes: 'A' })).toBeNull();
    expect(await server.asOwner(`select from digital_code where project_id = ${project}`)).toHaveLength(1);
  });
});

describe('a reward', () => {
  it('changes its name and its instructions', async () => {
    await send({ codes: codes(3), autoApply: true });
    await send({ kind: 'SHARED', name: 'Album', sharedCode: 'X', autoApply: true });
    const [album, artbook] = await rewardsOf(server, person, project);
    const update = async (input: Record<string, unknown>) =>
      (await server.query(DigitalRewardUpdate, { id: artbook?.id ?? '', input }, person)).digitalRewardUpdate;
    expect(await update({ instructions: ' Open it.\r\nRead it. ' })).toMatchObject({
      digitalReward: { name: 'Artbook', instructions: 'Open it.\nRead it.' },
      userErrors: [],
    });
    expect(await update({ name: 'Book of art', instructions: '' })).toMatchObject({
      digitalReward: { name: 'Book of art', instructions: null },
    });
    expect(await update({ name: album?.name.toUpperCase() })).toMatchObject({
      digitalReward: null,
      userErrors: [{ code: 'TAKEN', field: ['input', 'name'] }],
    });
    expect(await update({ name: ' ' })).toMatchObject({ userErrors: [{ code: 'BLANK' }] });
  });

  it('keeps its kind and its name where it is sent again', async () => {
    await send({ codes: codes(3), autoApply: true });
    const [reward] = await rewardsOf(server, person, project);
    const rewardId = reward?.id ?? '';
    expect((await send({ rewardId, kind: 'SHARED', sharedCode: 'A' })).errors).toMatchObject([
      { code: 'INVALID', field: ['input', 'kind'] },
    ]);
    expect((await send({ rewardId, name: 'Other', codes: 'A' })).errors).toMatchObject([
      { code: 'INVALID', field: ['input', 'name'] },
    ]);
    expect((await send({ rewardId: '999999', codes: codes(3) })).errors).toMatchObject([
      { code: 'NOT_FOUND' },
    ]);
  });
});
