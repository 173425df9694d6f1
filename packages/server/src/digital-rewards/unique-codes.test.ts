import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DigitalRewardsSendInput } from '@waybill/schema/digital-rewards';
import { OperationCancel } from '@waybill/schema/operations';
import { startTestServer, type Person, type TestServer } from '../../test/test-server.ts';
import { expectConsistent } from '../operations/invariants.fixture.ts';
import {
  addBackers,
  apply,
  counts,
  emptyProject,
  operation,
  rows,
  undo,
  verdicts,
} from '../operations/operations.fixture.ts';
import { codesByNumber, codesOf, projectOfThree, rewardsOf, sendRewards } from './digital-rewards.fixture.ts';

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

describe('unique codes', () => {
  it('go to recipients in the order of their numbers, once the preview is applied, and are revoked by undo', async () => {
    const { id, made } = await send({ codes: codes(3) });
    expect(made).toMatchObject({
      kind: 'DIGITAL_REWARDS',
      status: 'PLANNED',
      canApply: true,
      totalCount: 3,
      summary: { sentence: 'Give “Artbook” to 3 backers', changed: 3 },
    });
    expect(await held()).toEqual({});
    expect(await rows(server, person, id), 'no row of a file').toMatchObject(
      [1, 2, 3].map((number) => ({ line: 0, backer: { number } })),
    );
    expect(await rewardsOf(server, person, project)).toMatchObject([
      { name: 'Artbook', kind: 'UNIQUE', given: 0, revoked: 0, waiting: 3 },
    ]);

    const done = await apply(server, person, id);
    expect(done).toMatchObject({ status: 'COMPLETED', summary: { sentence: 'Gave “Artbook” to 3 backers' } });
    expect(await held()).toEqual({ 1: [code(1)], 2: [code(2)], 3: [code(3)] });
    expect(await rewardsOf(server, person, project)).toMatchObject([{ given: 3, revoked: 0, waiting: 0 }]);

    expect(await undo(server, person, id)).toMatchObject({ status: 'UNDONE', undoLeftAlone: 0 });
    expect(await held()).toEqual({ 1: [`-${code(1)}`], 2: [`-${code(2)}`], 3: [`-${code(3)}`] });
    expect(await rewardsOf(server, person, project)).toMatchObject([{ given: 0, revoked: 3, waiting: 0 }]);
    const [who] = await server.asOwner(
      `select distinct revoked_by from digital_code where operation_id = ${id}`,
    );
    expect(who).toEqual({ revoked_by: 'Ada' });
    await expectConsistent(server, project);
  });

  it.each([
    [2, '2 codes for 3 recipients: 1 is missing. Add 1 code, or choose 1 backer fewer. Nothing was given.'],
    [
      5,
      '5 codes for 3 recipients: 2 are left over. Take 2 codes out, or choose 2 backers more. Nothing was given.',
    ],
  ])(
    'that are %i for 3 recipients are refused with both counts, and nothing stays',
    async (count, message) => {
      const { errors, made } = await send({ codes: codes(count) });
      expect(errors).toEqual([{ code: 'INVALID', field: ['input', 'codes'], message }]);
      expect(made).toBeNull();
      expect(await server.asOwner(`select from operation where project_id = ${project}`)).toEqual([]);
      expect(await server.asOwner(`select from digital_code where project_id = ${project}`)).toEqual([]);
      expect(await rewardsOf(server, person, project)).toEqual([]);
      // The very codes can be used after it.
      expect((await send({ codes: codes(3), autoApply: true })).made?.status).toBe('COMPLETED');
    },
  );

  it('that repeat, or that cannot be codes, are named by their position', async () => {
    const { errors } = await send({ codes: `${code(1)},javascript:alert(1),${code(1)}` });
    expect(errors.map(({ message }) => message)).toEqual([
      'The code at position 2 is a link that is not http or https, or that holds a password.',
      '1 code repeats an earlier one: position 3 is the same as position 1. Everyone needs a code of their own.',
    ]);
    expect((await send({ codes: ' , ' })).errors).toMatchObject([{ code: 'BLANK' }]);
  });

  it('are never given twice: not in another project, not after an undo, not after they were revoked', async () => {
    const { id } = await send({ codes: codes(3), autoApply: true });
    await undo(server, person, id);
    const other = await emptyProject(server, person, `Another ${run}`);
    await addBackers(server, person, other, [{}, {}]);
    const again = await sendRewards(server, person, other, { codes: `FRESH-${run}, ${code(2)}` });
    expect(again.errors).toEqual([
      {
        code: 'TAKEN',
        field: ['input', 'codes'],
        message:
          'The code at position 2: given before, or waiting in another preview. A code is never given twice; take it out.',
      },
    ]);
    const shared = await sendRewards(server, person, other, { kind: 'SHARED', sharedCode: code(2) });
    expect(shared.errors).toMatchObject([{ code: 'TAKEN', field: ['input', 'sharedCode'] }]);
    // Another creator has codes of their own.
    const eve = await server.signUp('Eve');
    const hers = await emptyProject(server, eve);
    await addBackers(server, eve, hers, [{}]);
    expect((await sendRewards(server, eve, hers, { codes: code(2), autoApply: true })).errors).toEqual([]);
  });

  it('of a preview that was discarded are free again, and so is its name', async () => {
    const { id } = await send({ codes: codes(3) });
    expect((await send({ name: 'Other', codes: codes(3) })).errors).toMatchObject([{ code: 'TAKEN' }]);
    await server.query(OperationCancel, { id }, person);
    expect(await rewardsOf(server, person, project)).toEqual([]);
    const { made } = await send({ codes: codes(3), instructions: 'Enter it.', autoApply: true });
    expect(made?.status).toBe('COMPLETED');
    expect(await rewardsOf(server, person, project)).toMatchObject([
      { name: 'Artbook', instructions: 'Enter it.', given: 3 },
    ]);
    expect((await send({ name: 'ARTBOOK', codes: 'X' })).errors).toMatchObject([
      { code: 'TAKEN', field: ['input', 'name'] },
    ]);
  });

  it('sent twice at the same moment are given once, and the other is told', async () => {
    const [a, b] = await Promise.all([
      send({ name: 'First', codes: codes(3) }),
      send({ name: 'Second', codes: codes(3) }),
    ]);
    const [won, lost] = a.made ? [a, b] : [b, a];
    expect(won.errors).toEqual([]);
    expect(lost.errors).toMatchObject([{ code: 'TAKEN', field: ['input', 'codes'] }]);
    await apply(server, person, won.id);
    expect(await held()).toEqual({ 1: [code(1)], 2: [code(2)], 3: [code(3)] });
  });

  it('skip who has the reward, is on hold or canceled, and the count says so', async () => {
    await addBackers(server, person, project, [
      { number: 4, pledgeId: 'P4', hold: 'Address?' },
      { number: 5, pledgeId: 'P5', status: 'CANCELED' },
    ]);
    await send({ codes: code(1), target: { backerNumbers: [2] }, autoApply: true });
    const [reward] = await rewardsOf(server, person, project);
    const short = await send({ rewardId: reward?.id ?? '', codes: code(2) });
    expect(short.errors[0]?.message).toBe(
      '1 code for 2 recipients: 1 is missing. Add 1 code, or choose 1 backer fewer. Of the 5 backers chosen, 1 has this reward already, 1 is on hold and 1 is canceled. Nothing was given.',
    );
    const { id, made } = await send({ rewardId: reward?.id ?? '', codes: `${code(2)}\n${code(3)}` });
    expect(made?.summary.sentence).toBe('Give “Artbook” to 2 backers, skip 3');
    expect(await verdicts(server, person, id)).toEqual([
      [1, 'GIVES'],
      [2, 'HAS_REWARD'],
      [3, 'GIVES'],
      [4, 'HELD_BACK'],
      [5, 'PLEDGE_CANCELED'],
    ]);
    await apply(server, person, id);
    expect(await held()).toEqual({ 1: [code(2)], 2: [code(1)], 3: [code(3)] });
    expect((await send({ rewardId: reward?.id ?? '', codes: code(4) })).errors[0]?.message).toMatch(
      /^There is nobody to give it to\. Of the 5 backers chosen, 3 have this reward already/,
    );
  });

  it('are left with nobody when their recipient is put on hold after the preview, and can be used again', async () => {
    const { id } = await send({ codes: codes(3) });
    await server.asOwner(`insert into order_hold (backer_id, creator_id, project_id, reason)
      select id, creator_id, project_id, 'Wait' from backer where project_id = ${project} and number = 2`);
    const done = await apply(server, person, id);
    expect(counts(done)).toEqual({ GIVES: 2, CHANGED_SINCE_PREVIEW: 1 });
    expect(await held()).toEqual({ 1: [code(1)], 3: [code(3)] });
    await server.asOwner(`delete from order_hold where project_id = ${project}`);
    const [reward] = await rewardsOf(server, person, project);
    const again = await send({ rewardId: reward?.id ?? '', codes: code(2), autoApply: true });
    expect(again.made?.status).toBe('COMPLETED');
    expect(await held()).toEqual({ 1: [code(1)], 2: [code(2)], 3: [code(3)] });
  });

  it('of two runs over the same backers leave each with one code of a reward', async () => {
    await send({ codes: `S${run}`, target: { backerNumbers: [1] }, autoApply: true });
    const [reward] = await rewardsOf(server, person, project);
    const target = { backerNumbers: [2, 3] };
    const first = await send({ rewardId: reward?.id ?? '', codes: `${code(1)},${code(2)}`, target });
    const second = await send({ rewardId: reward?.id ?? '', codes: `${code(3)},${code(4)}`, target });
    await Promise.all([apply(server, person, first.id), apply(server, person, second.id)]);
    const found = await held();
    expect([found[2]?.length, found[3]?.length]).toEqual([1, 1]);
    const ends = [
      counts(await operation(server, person, first.id)),
      counts(await operation(server, person, second.id)),
    ];
    expect(ends.map((end) => end.GIVES ?? 0).reduce((sum, n) => sum + n)).toBe(2);
  });

  it('reach those of a target who are owed a digital item, where that is asked for', async () => {
    await server.asOwner(`insert into order_item (backer_id, no, creator_id, project_id, name, quantity, kind)
      select id, 1, creator_id, project_id, 'Artbook', 1, case when number = 2 then 'DIGITAL' else 'PHYSICAL' end::item_kind
      from backer where project_id = ${project}`);
    await send({ codes: code(1), owedDigital: true, autoApply: true });
    expect(await held()).toEqual({ 2: [code(1)] });
  });

  it('are asked for once by an idempotency key, which tells nothing of them', async () => {
    const first = await send({ codes: codes(3), idempotencyKey: `key-${run}` });
    const again = await send({ codes: codes(3), idempotencyKey: `key-${run}` });
    expect([again.id, again.replayed]).toEqual([first.id, true]);
    const other = await send({ codes: `${codes(2)}, other`, idempotencyKey: `key-${run}` });
    expect(other.errors).toMatchObject([{ code: 'IDEMPOTENCY_MISMATCH' }]);
  });
});
