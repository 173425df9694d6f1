import { expect, test } from 'vitest';
import { withAnswers } from './import-choices.ts';

test('a new answer is added, and one to a known word replaces it', () => {
  const known = [
    { value: 'Shipped', status: 'FULFILLED' },
    { value: 'Yes', status: 'FULFILLED' },
  ] as const;
  expect(withAnswers(known, { Yes: 'SURVEY_COMPLETED', 'on hold?': 'READY_TO_FULFILL' })).toEqual([
    { value: 'Shipped', status: 'FULFILLED' },
    { value: 'Yes', status: 'SURVEY_COMPLETED' },
    { value: 'on hold?', status: 'READY_TO_FULFILL' },
  ]);
});

test('a word named like a property of every object is a word', () => {
  expect(withAnswers([{ value: 'constructor', status: 'CANCELED' }], {})).toEqual([
    { value: 'constructor', status: 'CANCELED' },
  ]);
});
