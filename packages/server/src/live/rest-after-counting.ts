/** Where all is counted it rests for so many times what that took: a tenth of a processor's time is what it may cost. */
const RESTS = 9;
const SHORTEST_REST_MS = 250;
/** Four counts a second would go over the ends of the stretches four times. */
const REST_MS = 1_300;
/** How old a count may be when it is replaced. */
const FRESH_MS = 1_900;
const SLOW_MS = 350;
const LONGEST_REST_MS = 60_000;

/**
 * How long counts rest. What changes just after one began is seen when the next is done: the rest and two counts
 * later. It is cut so that this is two seconds, unless all is counted each time and that is so slow that it would do
 * little else. Where only what changed is counted, a longer rest would save nothing: it is the same rows, later.
 */
export function restAfterCounting(tookMs: number, all: boolean): number {
  if (!all) return Math.max(Math.min(REST_MS, FRESH_MS - 2 * tookMs), SHORTEST_REST_MS);
  const rest = Math.max(tookMs * RESTS, SHORTEST_REST_MS);
  return tookMs <= SLOW_MS ? Math.min(rest, FRESH_MS - 2 * tookMs) : Math.min(rest, LONGEST_REST_MS);
}
