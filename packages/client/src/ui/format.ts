const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const share = new Intl.NumberFormat('en-US', {
  style: 'percent',
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});
const rate = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });
const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });
const moment = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
const ago = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** 1203 → "1,203" */
export function formatNumber(value: number): string {
  return whole.format(value);
}

/** A share of 1: 0.602 → "60.2%". Never rounds up to a whole that is not reached: 0.9999 → "99.9%". */
export function formatShare(value: number): string {
  return share.format(value < 1 ? Math.floor(value * 1000) / 1000 : 1);
}

/** A pace: 12.34 → "12.3" */
export function formatRate(value: number): string {
  return value >= 100 ? whole.format(value) : rate.format(value);
}

/** "1 order", "1,203 orders"; the plural is the singular with an s unless given. */
export function formatCount(count: number, one: string, many = `${one}s`): string {
  return `${whole.format(count)} ${count === 1 ? one : many}`;
}

/** What an order holds: "1 × Rulebook". The number stays with what it counts when the line breaks. */
export function formatItem({ quantity, name }: { quantity: number; name: string }): string {
  return `${whole.format(quantity)}\u00a0×\u00a0${name}`;
}

/** Bytes (a number, or a decimal string as the API sends them): "1.4 MB". */
export function formatBytes(bytes: number | string): string {
  let value = Number(bytes);
  for (const unit of ['B', 'kB', 'MB', 'GB']) {
    if (value < 1000 || unit === 'GB')
      return `${unit === 'B' ? whole.format(value) : rate.format(value)} ${unit}`;
    value /= 1000;
  }
  return '';
}

/** An ISO time as a day: "Nov 21, 2026". */
export function formatDay(iso: string): string {
  return day.format(new Date(iso));
}

/** An ISO time as day and minute: "Nov 21, 2026, 9:14 PM". */
export function formatMoment(iso: string): string {
  return moment.format(new Date(iso));
}

/** An ISO time or a date as the time of day: "9:14 PM". */
export function formatClock(at: string | Date): string {
  return clock.format(new Date(at));
}

const spans: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** An ISO time seen from now: "3 minutes ago", "in 2 hours", "just now". */
export function formatAgo(iso: string, now = Date.now()): string {
  const seconds = (new Date(iso).getTime() - now) / 1000;
  for (const [unit, length] of spans) {
    if (Math.abs(seconds) >= length) return ago.format(Math.round(seconds / length), unit);
  }
  return 'just now';
}

/** A span in seconds in its two largest units: 5025 → "1 h 24 min". Below a minute: "42 s". */
export function formatDuration(seconds: number): string {
  const total = Math.max(0, Math.round(seconds));
  if (total < 60) return `${total} s`;
  const minutes = Math.floor(total / 60);
  if (minutes < 60) return minutes < 10 && total % 60 ? `${minutes} min ${total % 60} s` : `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return minutes % 60 ? `${hours} h ${minutes % 60} min` : `${hours} h`;
  const days = Math.floor(hours / 24);
  return hours % 24 ? `${days} d ${hours % 24} h` : `${days} d`;
}

/** Joins words as a sentence does: "a", "a and b", "a, b and c". */
export function formatList(words: readonly string[]): string {
  const last = words.at(-1);
  if (last === undefined) return '';
  return words.length === 1 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}
