import type { MailCounts, MailFeed } from '@waybill/schema/notifications';

/** Mails that are still to be sent. */
export function toGo({ pending, sending }: MailCounts): number {
  return pending + sending;
}

/** Whether mail waits for a server that takes none; what was said of it before the last mail was called off is past. */
export function isInTrouble({ trouble, counts }: Pick<MailFeed, 'trouble' | 'counts'>): boolean {
  return trouble !== null && toGo(counts) > 0;
}

/** Mails whose end is known or for a person to decide. */
export function done({ sent, failed, unknown }: MailCounts): number {
  return sent + failed + unknown;
}

/** All mails that were meant to go out: what was called off before it went is left out. */
export function meant(counts: MailCounts): number {
  return toGo(counts) + done(counts);
}

/** Every mail there ever was, called off or not. */
export function written(counts: MailCounts): number {
  return meant(counts) + counts.canceled + counts.suppressed;
}

/**
 * Seconds until the last one is out: by the pace of now, or by the limit while none is known yet.
 * Null when nothing is to go, and while it is paused or waits for the mail server.
 */
export function secondsToGo(
  counts: MailCounts,
  feed: Pick<MailFeed, 'pausedAt' | 'perMinuteNow' | 'ratePerMinute' | 'trouble'>,
): number | null {
  const left = toGo(counts);
  if (left === 0 || feed.pausedAt || feed.trouble !== null) return null;
  const pace = feed.perMinuteNow > 0 ? feed.perMinuteNow : feed.ratePerMinute;
  return (left / pace) * 60;
}
