const DAY_MS = 86_400_000;
const SATURDAY = 6;
const SUNDAY = 0;

/**
 * The time so many business days before another: Monday to Friday, in UTC. Holidays are not known here: they differ by
 * country, and a day more of patience is what a threshold is for. A weekend stands still at its beginning.
 */
export function businessDaysBefore(time: Date, days: number): Date {
  let at = time.getTime();
  const day = time.getUTCDay();
  if (day === SATURDAY || day === SUNDAY)
    at = Math.floor(at / DAY_MS) * DAY_MS - (day === SUNDAY ? DAY_MS : 0);
  for (let left = days; left > 0; left -= 1) {
    at -= DAY_MS;
    const weekday = new Date(at).getUTCDay();
    if (weekday === SUNDAY || weekday === SATURDAY) at -= (weekday === SUNDAY ? 2 : 1) * DAY_MS;
  }
  return new Date(at);
}
