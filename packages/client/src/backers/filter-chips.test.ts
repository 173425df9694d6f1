import { describe, expect, it } from 'vitest';
import { filterChips } from './filter-chips.ts';

describe('filter chips', () => {
  it('read as a sentence', () => {
    const words = filterChips({
      tracking: 'no',
      country: ['DE', 'FR', 'GB'],
      bucket: ['START_SHIPPING'],
      tag: ['vip'],
      from: '100',
      to: '2000',
      hold: 'no',
    }).map((chip) => chip.words);
    expect(words.join(', ')).toBe(
      'in Start Shipping, from Germany, France or United Kingdom, tagged vip, numbered 100 to 2,000, without a tracking number, not on hold',
    );
  });

  it('are none when nothing is filtered', () => {
    expect(filterChips({ q: 'ann', sort: 'name', backer: '7' })).toEqual([]);
  });

  it('take both ends of a range out together', () => {
    expect(filterChips({ to: '5' })[0]).toMatchObject({ words: 'numbered up to 5', clears: ['from', 'to'] });
  });
});
