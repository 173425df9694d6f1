/** The first day a hold can end on, as a date field writes it: tomorrow, where the person is. */
export function firstDay(now = new Date()): string {
  return dateText(new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1));
}

/** A day of a date field as the moment it begins, where the person is; null for an empty field. */
export function untilOf(day: string): string | null {
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day);
  if (!parts) return null;
  return new Date(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3])).toISOString();
}

/** A moment as the day of a date field; empty for none. */
export function dayOf(until: string | null): string {
  return until ? dateText(new Date(until)) : '';
}

function dateText(date: Date): string {
  const two = (part: number) => String(part).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
