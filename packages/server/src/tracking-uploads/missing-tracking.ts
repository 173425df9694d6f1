/** What is asked before rows without a number are marked or left out. */
export function unanswered(rows: number): string {
  return `Say first what becomes of the ${rows === 1 ? 'row' : `${rows.toLocaleString('en-US')} rows`} without a tracking number: MARK_FULFILLED or SKIP, as missingTracking.`;
}
