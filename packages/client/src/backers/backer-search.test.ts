import { describe, expect, it } from 'vitest';
import {
  filterOf,
  listKey,
  nextSort,
  sortOf,
  targetOfAll,
  validateBackerSearch,
  withinBuckets,
} from './backer-search.ts';

describe('the report in the address', () => {
  it('keeps what it understands and drops the rest', () => {
    expect(
      validateBackerSearch({
        q: 'ann',
        status: ['FULFILLED', 'NONSENSE'],
        bucket: 'SHIPPED',
        country: ['DE', 'DE', ''],
        tracking: 'maybe',
        hold: 'yes',
        from: '12',
        to: '-3',
        sort: '-NAME',
        backer: '7',
        other: 'x',
      }),
    ).toEqual({
      q: 'ann',
      status: ['FULFILLED'],
      bucket: ['SHIPPED'],
      country: ['DE'],
      hold: 'yes',
      from: '12',
      sort: '-name',
      backer: '7',
    });
  });

  it('is read the same after it was written', () => {
    const search = validateBackerSearch({
      bucket: ['START_SHIPPING'],
      tag: ['vip', 'late'],
      tracking: 'no',
      sort: '-country',
    });
    expect(validateBackerSearch({ ...search })).toEqual(search);
  });

  it('becomes the filter of the API', () => {
    expect(filterOf(validateBackerSearch({ q: 'ann', backer: '1', sort: 'name' }))).toBeNull();
    expect(
      filterOf(
        validateBackerSearch({
          status: 'FULFILLED',
          tracking: 'no',
          hold: 'no',
          digital: 'yes',
          from: '5',
          operation: '9',
        }),
      ),
    ).toEqual({
      status: ['FULFILLED'],
      hasTracking: false,
      onHold: false,
      digitalOnly: true,
      numberFrom: 5,
      operationId: '9',
    });
  });

  it('is another list when a filter changes, and the same when a backer is opened', () => {
    expect(listKey({ q: 'a' })).not.toBe(listKey({ q: 'b' }));
    expect(listKey({ q: 'a', backer: '1' })).toBe(listKey({ q: 'a' }));
  });
});

describe('sorting', () => {
  it('goes up, down, and back to how it was', () => {
    expect(nextSort({}, 'NAME')).toBe('name');
    expect(nextSort({ sort: 'name' }, 'NAME')).toBe('-name');
    expect(nextSort({ sort: '-name' }, 'NAME')).toBeUndefined();
    expect(nextSort({}, 'NUMBER')).toBe('-number');
    expect(sortOf({ sort: '-fulfilled_at' })).toEqual({ field: 'FULFILLED_AT', direction: 'DESC' });
    expect(sortOf({})).toEqual({ field: 'NUMBER', direction: 'ASC' });
  });
});

describe('naming everyone that matches', () => {
  it('says everyone only when nothing narrows the list', () => {
    expect(targetOfAll({}, [])).toEqual({ everyone: true });
    expect(targetOfAll({ q: 'ann' }, ['3'])).toEqual({ filter: {}, search: 'ann', except: ['3'] });
    expect(targetOfAll({ bucket: ['SHIPPED'] }, [])).toEqual({ filter: { bucket: ['SHIPPED'] } });
    expect(targetOfAll({ segment: '4' }, ['3'])).toEqual({ segmentId: '4', except: ['3'] });
    expect(targetOfAll({ segment: '4', tag: ['a'] }, [])).toEqual({ segmentId: '4', filter: { tag: ['a'] } });
  });

  it('narrows a filter to buckets, or says that nobody is in both', () => {
    expect(withinBuckets(null, ['SHIPPED'])).toEqual({ bucket: ['SHIPPED'] });
    expect(withinBuckets({ bucket: ['SHIPPED', 'CANCELED'], tag: ['a'] }, ['CANCELED'])).toEqual({
      bucket: ['CANCELED'],
      tag: ['a'],
    });
    expect(withinBuckets({ bucket: ['SHIPPED'] }, ['START_SHIPPING'])).toBeNull();
  });
});
