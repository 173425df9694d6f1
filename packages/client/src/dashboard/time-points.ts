import type { TimePoint, TimeUnit } from '@waybill/schema/dashboard';

const lengths: Record<TimeUnit, number> = { MINUTE: 60_000, HOUR: 3_600_000, DAY: 86_400_000 };

/** How many bars the chart has room for, a unit each: an hour, two days, thirty days. */
export const windowOf: Record<TimeUnit, number> = { MINUTE: 60, HOUR: 48, DAY: 30 };

/** Before the first parcel nothing could be shipped, so the chart begins there, but is never narrower than this. */
const fewest: Record<TimeUnit, number> = { MINUTE: 60, HOUR: 24, DAY: 14 };

export interface Bar {
  /** The beginning of the unit, in milliseconds. */
  at: number;
  fulfilled: number;
}

/**
 * The chart's bars: the last units up to now, those in which nothing was shipped with a zero, since a pause is as
 * much news as a rush. Days begin where the server's do (UTC), or one bar would be split in two.
 */
export function barsOf(points: readonly TimePoint[], by: TimeUnit, now: number): Bar[] {
  const length = lengths[by];
  const counts = new Map<number, number>();
  for (const point of points) {
    const at = Math.floor(Date.parse(point.at) / length) * length;
    counts.set(at, (counts.get(at) ?? 0) + point.fulfilled);
  }
  const last = Math.floor(now / length) * length;
  const bars = Array.from({ length: windowOf[by] }, (_, index) => {
    const at = last - (windowOf[by] - 1 - index) * length;
    return { at, fulfilled: counts.get(at) ?? 0 };
  });
  const first = bars.findIndex((bar) => bar.fulfilled > 0);
  return first < 0 ? bars : bars.slice(Math.min(first, bars.length - fewest[by]));
}

/**
 * Where the chart's lines stand: from 0 in equal steps that people count in (1, 2, 5, 10, 20, 25, …), the last at or above
 * the highest bar.
 */
export function ticksOf(bars: readonly Bar[]): number[] {
  const most = Math.max(4, ...bars.map(({ fulfilled }) => fulfilled));
  const rough = most / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const steps = [1, 2, 2.5, 5, 10].map((digit) => digit * power).filter(Number.isInteger);
  const step = steps.find((one) => one >= rough) ?? rough;
  return Array.from({ length: Math.ceil(most / step) + 1 }, (_, index) => index * step);
}

/** What the chart shows in a sentence, for those who do not see it. */
export function describeBars(bars: readonly Bar[], by: TimeUnit, label: (at: number) => string): string {
  const total = bars.reduce((sum, bar) => sum + bar.fulfilled, 0);
  const unit = by.toLowerCase();
  const span = `${bars.length} ${unit}s`;
  if (total === 0) return `Nothing was fulfilled in the last ${span}.`;
  const best = bars.reduce((most, bar) => (bar.fulfilled > most.fulfilled ? bar : most));
  return `${total} orders fulfilled in the last ${span}; most in the ${unit} of ${label(best.at)}: ${best.fulfilled}.`;
}
