import type { ScanOrder } from '@waybill/schema/scan-station';
import { expect, it } from 'vitest';
import { deedAnswer, isWrongLabel, lookAnswer, mayBeTracking, orderWords } from './scan-answer.ts';

function order(id: string, matchedBy: ScanOrder['matchedBy'], quantity = 2): ScanOrder {
  return {
    matchedBy,
    action: 'MARK_FULFILLED',
    why: 'Will be marked Fulfilled.',
    label: null,
    backer: {
      id,
      name: 'Ada Lovelace',
      number: 123,
      pledgeId: null,
      address: { country: 'US' },
      notes: null,
      tags: [],
      order: {
        id,
        status: 'READY_TO_FULFILL',
        hold: null,
      },
    },
    items: [{ sku: 'GAME', name: 'Game', quantity }],
  } as unknown as ScanOrder;
}

it('counts what goes into the parcel', () => {
  expect(orderWords(order('1', 'PLEDGE_ID'))).toBe('#123 Ada Lovelace, 2 items');
  expect(orderWords(order('1', 'PLEDGE_ID', 1))).toBe('#123 Ada Lovelace, 1 item');
});

it('says of a second scan that it was done, and of a scan sent again that it did it', () => {
  const found = order('1', 'TRACKING_NUMBER');
  expect(deedAnswer('ALREADY_HANDED_OVER', 'Before.', found, false)).toMatchObject({
    end: 'already',
    title: 'Packed already: #123 Ada Lovelace, 2 items',
    deed: 'ALREADY_HANDED_OVER',
  });
  expect(deedAnswer('ALREADY_HANDED_OVER', 'Before.', found, true)).toMatchObject({
    end: 'done',
    title: 'Packed: #123 Ada Lovelace, 2 items',
    deed: 'HANDED_OVER',
  });
});

it('stops where nothing can be done, and waits where something can', () => {
  expect(lookAnswer(order('1', 'PLEDGE_ID')).end).toBe('look');
  expect(lookAnswer({ ...order('1', 'PLEDGE_ID'), action: 'NOTHING' }).end).toBe('trouble');
});

it('knows a label on the wrong parcel from the next order', () => {
  const looked = order('1', 'PLEDGE_ID');
  expect(isWrongLabel(looked, order('2', 'TRACKING_NUMBER'))).toBe(true);
  expect(isWrongLabel(looked, order('1', 'TRACKING_NUMBER'))).toBe(false);
  expect(isWrongLabel(looked, order('2', 'PLEDGE_ID'))).toBe(false);
});

it('takes for a carrier’s number what may be one', () => {
  expect(['1Z999AA10123456784', '9400111899223100001', '123', 'Hello, world'].map(mayBeTracking)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
