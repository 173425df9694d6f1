import type { NotificationItem } from '@waybill/schema/notifications';
import { formatCount } from '../ui/format.ts';
import { notificationKinds } from './notification-looks.ts';

/** What a mail tells of, in a few words. */
export function about({
  kind,
  shipments,
  digitalRewards,
}: Pick<NotificationItem, 'kind' | 'shipments' | 'digitalRewards'>): string {
  const word = notificationKinds[kind].word;
  if (digitalRewards.length > 0) return `${word} · ${digitalRewards.map(({ name }) => name).join(', ')}`;
  const [only] = shipments;
  if (!only) return word;
  if (shipments.length > 1) return `${word} · ${formatCount(shipments.length, 'parcel')}`;
  return `${word} · ${only.trackingNumber ?? 'parcel without a number'}`;
}
