import { expect, test } from 'vitest';
import { untoldSentence } from './untold-words.ts';

test('says how many backers have how many parcels they do not know of', () => {
  expect(untoldSentence({ backers: 1203, shipments: 1250, corrections: 0 })).toBe(
    '1,203 backers have 1,250 parcels they have not been told of',
  );
  expect(untoldSentence({ backers: 1, shipments: 1, corrections: 0 })).toBe(
    '1 backer has 1 parcel they have not been told of',
  );
});

test('names what has to be corrected, alone or beside the rest', () => {
  expect(untoldSentence({ backers: 0, shipments: 0, corrections: 1 })).toBe(
    '1 backer was told a number that has changed since',
  );
  expect(untoldSentence({ backers: 2, shipments: 3, corrections: 4 })).toBe(
    '2 backers have 3 parcels they have not been told of; 4 backers were told a number that has changed since',
  );
  expect(untoldSentence({ backers: 0, shipments: 0, corrections: 0 })).toBe(
    'Every backer with a parcel has been told',
  );
});
