import { expect, test } from 'vitest';
import type { DigitalRewardItem } from '@waybill/schema/digital-rewards';
import { checkInput, emptyForm, sendInput, waysOf, withReward } from './send-form.ts';

const reward = (kind: 'UNIQUE' | 'SHARED'): DigitalRewardItem => ({
  id: '7',
  name: 'Album',
  kind,
  instructions: null,
  createdAt: '2026-11-22T00:00:00.000Z',
  createdBy: 'Ada',
  given: 1,
  revoked: 0,
  waiting: 0,
});
const selection = { backerIds: ['1', '2'] };

test('a reward keeps its kind, and a file names its own backers', () => {
  expect(waysOf(null, null)).toEqual(['UNIQUE', 'SHARED', 'ASSIGNED']);
  expect(waysOf(null, selection)).toEqual(['UNIQUE', 'SHARED']);
  expect(waysOf(reward('UNIQUE'), null)).toEqual(['UNIQUE', 'ASSIGNED']);
  expect(waysOf(reward('SHARED'), null)).toEqual(['SHARED']);
  expect(withReward(emptyForm(null), reward('SHARED'), null).way).toBe('SHARED');
  expect(withReward({ ...emptyForm(null), way: 'ASSIGNED' }, reward('UNIQUE'), null).way).toBe('ASSIGNED');
});

test('what is sent: a new reward with its words, one there is already without', () => {
  const form = { ...emptyForm(null), name: ' Artbook ', instructions: ' Open it. ', codes: 'A,B' };
  expect(sendInput(form, selection, false)).toEqual({
    rewardId: null,
    kind: 'UNIQUE',
    target: selection,
    owedDigital: false,
    codes: 'A,B',
    name: 'Artbook',
    instructions: 'Open it.',
    notify: true,
    autoApply: false,
  });
  expect(sendInput(emptyForm(reward('SHARED')), selection, true)).toEqual({
    rewardId: '7',
    kind: 'SHARED',
    target: selection,
    owedDigital: false,
    notify: true,
    autoApply: true,
  });
});

test('who gets it: those who are owed something digital, a segment, everyone, or whom the file names', () => {
  const form = { ...emptyForm(null), codes: 'A' };
  expect(checkInput(form, null)).toMatchObject({ target: { everyone: true }, owedDigital: true });
  expect(checkInput({ ...form, whom: 'everyone' }, null)).toMatchObject({ owedDigital: false });
  expect(checkInput({ ...form, whom: 'segment' }, null)).toBeNull();
  expect(checkInput({ ...form, whom: 'segment', segmentId: '5' }, null)).toMatchObject({
    target: { segmentId: '5' },
  });
  expect(checkInput({ ...form, way: 'ASSIGNED' }, null)).toBeNull();
  expect(checkInput({ ...form, way: 'ASSIGNED', assignments: 'Email,Code' }, null)).toEqual({
    rewardId: null,
    kind: 'UNIQUE',
    assignments: 'Email,Code',
  });
  expect(checkInput({ ...form, way: 'SHARED' }, null)).toBeNull();
});
