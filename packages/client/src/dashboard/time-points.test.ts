import { describe, expect, it } from 'vitest';
import { barsOf, describeBars, ticksOf, windowOf } from './time-points.ts';

const now = Date.parse('2026-11-21T22:30:40Z');

describe('bars of the chart', () => {
  it('ends now, and shows a pause as zeros', () => {
    const bars = barsOf(
      [
        { at: '2026-11-21T22:28:00Z', fulfilled: 5 },
        { at: '2026-11-21T22:30:00Z', fulfilled: 7 },
        { at: '2026-11-20T22:30:00Z', fulfilled: 99 },
      ],
      'MINUTE',
      now,
    );
    expect(bars).toHaveLength(windowOf.MINUTE);
    expect(bars.slice(-3).map((bar) => bar.fulfilled)).toEqual([5, 0, 7]);
    expect(bars.reduce((sum, bar) => sum + bar.fulfilled, 0)).toBe(12);
  });

  it('puts points of the same day into one bar', () => {
    const bars = barsOf(
      [
        { at: '2026-11-21T00:00:00Z', fulfilled: 1 },
        { at: '2026-11-21T11:00:00Z', fulfilled: 2 },
      ],
      'DAY',
      now,
    );
    expect(bars.at(-1)).toEqual({ at: Date.parse('2026-11-21T00:00:00Z'), fulfilled: 3 });
  });

  it('begins with the first parcel, and never narrower than two weeks', () => {
    expect(barsOf([{ at: '2026-11-20T00:00:00Z', fulfilled: 4 }], 'DAY', now)).toHaveLength(14);
    expect(barsOf([{ at: '2026-11-02T00:00:00Z', fulfilled: 4 }], 'DAY', now)).toHaveLength(20);
    expect(barsOf([], 'DAY', now)).toHaveLength(windowOf.DAY);
  });

  it('is told in a sentence', () => {
    const label = (at: number) => new Date(at).toISOString().slice(0, 10);
    expect(describeBars(barsOf([], 'DAY', now), 'DAY', label)).toBe(
      'Nothing was fulfilled in the last 30 days.',
    );
    expect(
      describeBars(barsOf([{ at: '2026-11-20T00:00:00Z', fulfilled: 4 }], 'DAY', now), 'DAY', label),
    ).toBe('4 orders fulfilled in the last 14 days; most in the day of 2026-11-20: 4.');
  });
});

describe('the lines of the chart', () => {
  const lines = (most: number) => ticksOf([{ at: 0, fulfilled: most }]);

  it.each([
    [0, [0, 1, 2, 3, 4]],
    [5, [0, 2, 4, 6]],
    [17, [0, 5, 10, 15, 20]],
    [90, [0, 25, 50, 75, 100]],
    [143, [0, 50, 100, 150]],
    [1860, [0, 500, 1000, 1500, 2000]],
  ])('stand at numbers people count in, up to above %i', (most, expected) => {
    expect(lines(most)).toEqual(expected);
  });

  it('never stand below the highest bar, and are few', () => {
    for (let most = 1; most < 5000; most += 37) {
      expect(lines(most).at(-1)).toBeGreaterThanOrEqual(most);
      expect(lines(most).length).toBeLessThanOrEqual(6);
    }
  });
});
