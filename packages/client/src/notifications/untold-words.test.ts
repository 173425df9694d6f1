import { expect, test } from 'vitest';
import { offerWords, unreachableSentence, untoldSentence } from './untold-words.ts';

test('says how many backers have how many parcels they do not know of', () => {
  expect(untoldSentence({ backers: 1203, shipments: 1250, corrections: 0, unreachable: 0 })).toBe(
    '1,203 backers have 1,250 parcels they have not been told of',
  );
  expect(untoldSentence({ backers: 1, shipments: 1, corrections: 0, unreachable: 0 })).toBe(
    '1 backer has 1 parcel they have not been told of',
  );
});

test('names what has to be corrected, alone or beside the rest', () => {
  expect(untoldSentence({ backers: 0, shipments: 0, corrections: 1, unreachable: 0 })).toBe(
    '1 backer was told a number that has changed since',
  );
  expect(untoldSentence({ backers: 2, shipments: 3, corrections: 4, unreachable: 0 })).toBe(
    '2 backers have 3 parcels they have not been told of; 4 backers were told a number that has changed since',
  );
  expect(untoldSentence({ backers: 0, shipments: 0, corrections: 0, unreachable: 0 })).toBe(
    'Every backer with a parcel has been told',
  );
});

test('who cannot be written to is said apart', () => {
  const untold = { backers: 0, shipments: 0, corrections: 0, unreachable: 9 };
  expect(untoldSentence(untold)).toBe('Every backer who can be written to has been told');
  expect(unreachableSentence(untold)).toBe(
    '9 backers cannot be written to: unsubscribed, or without a usable address.',
  );
  expect(unreachableSentence({ ...untold, unreachable: 0 })).toBeNull();
});

test('an operation offers corrections beside what is new, alone, or not at all', () => {
  expect(offerWords({ backers: 600, shipments: 600, corrections: 592, unreachable: 0 }, true)).toEqual({
    title: '600 backers of this operation do not know yet',
    detail:
      '592 backers were told a number that no longer holds: their mail says so, and what holds now. You see who gets a mail before any is sent.',
    button: 'Send notifications and corrections',
  });
  expect(offerWords({ backers: 0, shipments: 0, corrections: 1, unreachable: 0 }, true)).toMatchObject({
    title: '1 backer was told a number that no longer holds',
    button: 'Send corrections',
  });
  expect(offerWords({ backers: 2, shipments: 3, corrections: 0, unreachable: 0 }, false)).toEqual({
    title: '2 backers of this operation do not know yet',
    detail: 'This project tells nobody by itself. You see who gets a mail before any is sent.',
    button: 'Send tracking notifications',
  });
});
