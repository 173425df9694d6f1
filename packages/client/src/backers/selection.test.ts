import { describe, expect, it } from 'vitest';
import { between, choose, everyone, isSelected, nobody, selectedCount, targetOf } from './selection.ts';

describe('selection', () => {
  it('ticks some by name', () => {
    const two = choose(nobody, ['1', '2'], true);
    expect(selectedCount(two, 100)).toBe(2);
    expect(targetOf(choose(two, ['1'], false), {})).toEqual({ backerIds: ['2'] });
  });

  it('ticks everyone but a few', () => {
    const most = choose(choose(everyone, ['1', '2'], false), ['2'], true);
    expect(isSelected(most, '1')).toBe(false);
    expect(isSelected(most, '77')).toBe(true);
    expect(selectedCount(most, 12_345)).toBe(12_344);
    expect(targetOf(most, { bucket: ['START_SHIPPING'] })).toEqual({
      filter: { bucket: ['START_SHIPPING'] },
      except: ['1'],
    });
  });

  it('takes the rows between two clicks, in either direction', () => {
    const ids = ['a', 'b', 'c', 'd'];
    expect(between(ids, 'b', 'd')).toEqual(['b', 'c', 'd']);
    expect(between(ids, 'd', 'b')).toEqual(['b', 'c', 'd']);
    expect(between(ids, null, 'c')).toEqual(['c']);
    expect(between(ids, 'gone', 'c')).toEqual(['c']);
  });
});
