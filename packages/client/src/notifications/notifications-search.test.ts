import { expect, test } from 'vitest';
import { readNotificationsSearch, readTab, statusesOf } from './notifications-search.ts';

test('an address without a tab is the overview, one with a made-up tab is none', () => {
  expect(readTab(undefined)).toBe('overview');
  expect(readTab('mailbox')).toBe('mailbox');
  expect(readTab('overview')).toBeUndefined();
  expect(readTab('outbox')).toBeUndefined();
});

test('keeps of an address what the screens understand', () => {
  expect(
    readNotificationsSearch({ status: 'failed', q: 'ann', operation: '17', kind: 'CORRECTION', mail: '4' }),
  ).toEqual({ status: 'failed', q: 'ann', operation: '17', kind: 'CORRECTION', mail: '4' });
  expect(
    readNotificationsSearch({
      status: 'FAILED',
      q: '',
      operation: "1' or 1=1",
      kind: 'NEWS',
      mail: ['1', '2'],
    }),
  ).toEqual({});
});

test('a word stands for all statuses a person means by it', () => {
  expect(statusesOf('going')).toEqual(['PENDING', 'SENDING']);
  expect(statusesOf(undefined)).toBeNull();
});
