import { expect, it } from 'vitest';
import { endedWords, leftAloneWords, takenBackWords } from './recall-words.ts';

function entry(changes: {
  vendor?: 'SHIPBOB' | null;
  status?: 'SENT' | 'ACCEPTED' | 'PARTIALLY_SHIPPED';
  trouble?: string | null;
  endedOtherwise?: boolean;
}) {
  const { vendor = null, status = 'ACCEPTED', trouble = null, endedOtherwise = true } = changes;
  return {
    endedOtherwise,
    partner: { id: '1', vendor },
    request: { partnerName: 'Packers', status, trouble },
  };
}

it('says that a vendor has to be told by hand, where it has the order or may have it', () => {
  expect(endedWords(entry({}))).toBe(
    'The order was fulfilled or canceled otherwise: take it back, or it may be shipped twice.',
  );
  expect(endedWords(entry({ vendor: 'SHIPBOB', status: 'SENT' }))).not.toContain('Waybill cannot');
  for (const has of [{}, { status: 'SENT', trouble: 'ShipBob answered 500.' }] as const)
    expect(endedWords(entry({ vendor: 'SHIPBOB', ...has }))).toBe(
      'The order was fulfilled or canceled otherwise: take it back, or it may be shipped twice. Cancel it at ShipBob too: Waybill cannot.',
    );
  expect(endedWords(entry({ status: 'PARTIALLY_SHIPPED' }))).toContain('take the rest back');
});

it('says of what was taken back who knows of it', () => {
  expect(takenBackWords(entry({ endedOtherwise: false, status: 'SENT' }), 'Ada')).toBe(
    'The order of Ada is yours again.',
  );
  expect(takenBackWords(entry({}), 'Ada')).toBe('Packers is told not to ship the order of Ada.');
  expect(takenBackWords(entry({ status: 'PARTIALLY_SHIPPED' }), 'Ada')).toBe(
    'Packers is told not to ship the rest of the order of Ada.',
  );
  expect(takenBackWords(entry({ vendor: 'SHIPBOB' }), 'Ada')).toBe(
    'The order of Ada is taken back here. If ShipBob has it, cancel it there too: Waybill cannot.',
  );
});

it('does not say that a vendor has what it may not have', () => {
  expect(leftAloneWords(entry({ status: 'SENT', endedOtherwise: false }))).toBe(
    'The partner has it in hand by now.',
  );
  expect(leftAloneWords(entry({ vendor: 'SHIPBOB', status: 'SENT', endedOtherwise: false }))).toBe(
    'ShipBob has it in hand by now, or may have: it was called, and its answer is not known.',
  );
  expect(leftAloneWords(entry({ vendor: 'SHIPBOB', status: 'SENT' }))).toBe(
    'ShipBob was called, and its answer is not known yet. It can be taken back once it is.',
  );
});
