import {
  IconBan,
  IconCircleCheck,
  IconCircleX,
  IconClock,
  IconPlayerPause,
  IconRepeat,
  IconSend,
} from '@tabler/icons-react';
import type { graphql } from '@waybill/schema/graphql';
import type { WebhookEndpointItem } from '@waybill/schema/webhooks';
import { formatAgo, formatCount } from '../ui/format.ts';
import type { StatusLook } from '../ui/status.ts';

export type WebhookEventType = ReturnType<typeof graphql.scalar<'WebhookEventType'>>;
type Health = ReturnType<typeof graphql.scalar<'WebhookHealth'>>;
type DeliveryStatus = ReturnType<typeof graphql.scalar<'WebhookDeliveryStatus'>>;

/** How an endpoint is doing, as icon, word and tone. */
export const healthLooks: Record<Health, StatusLook> = {
  WORKING: { icon: IconCircleCheck, word: 'Working', tone: 'shipped' },
  FAILING: { icon: IconRepeat, word: 'Failing', tone: 'shipping' },
  OFF: { icon: IconPlayerPause, word: 'Off', tone: 'canceled' },
};

/** An endpoint that Waybill turned off needs a person; one that a person turned off does not. */
export function healthLook({ health, disabledReason }: WebhookEndpointItem): StatusLook {
  const look = healthLooks[health];
  return turnedOff(disabledReason) ? { ...look, icon: IconCircleX, tone: 'attention' } : look;
}

/** Whether it was Waybill that turned it off. */
export function turnedOff(reason: WebhookEndpointItem['disabledReason']): boolean {
  return reason === 'GONE' || reason === 'FAILING';
}

/** One sentence on how an endpoint is doing. */
export function healthWords(endpoint: WebhookEndpointItem): string {
  const { disabledAt, disabledReason, failingSince, failures, pausedUntil, waiting, lastDeliveredAt } =
    endpoint;
  if (disabledAt) {
    const when = formatAgo(disabledAt);
    if (disabledReason === 'GONE') return `Turned off ${when}: it answered that it is gone (410).`;
    if (disabledReason === 'FAILING')
      return `Turned off ${when}: it took nothing, however often it was tried.`;
    return `Turned off ${when}. Nothing is recorded for it.`;
  }
  const waits = waiting === 0 ? '' : ` ${waitingWords(waiting)}.`;
  if (pausedUntil) return `It asked to be left alone; sent to again ${formatAgo(pausedUntil)}.${waits}`;
  if (failingSince)
    return failures === 1
      ? `The last attempt failed, ${formatAgo(failingSince)}.${waits}`
      : `The last ${formatCount(failures, 'attempt')} failed, the first ${formatAgo(failingSince)}.${waits}`;
  if (lastDeliveredAt) return `Took an event ${formatAgo(lastDeliveredAt)}.${waits}`;
  return waits.trim() || 'No event yet.';
}

/** "3 events wait"; counted to a thousand. */
function waitingWords(waiting: number): string {
  return waiting >= 1000 ? '1,000 events or more wait' : formatCount(waiting, 'event waits', 'events wait');
}

export const deliveryLooks: Record<DeliveryStatus, StatusLook> = {
  PENDING: { icon: IconClock, word: 'Waiting', tone: 'survey' },
  SENDING: { icon: IconSend, word: 'Sending', tone: 'accent' },
  DELIVERED: { icon: IconCircleCheck, word: 'Delivered', tone: 'shipped' },
  FAILED: { icon: IconCircleX, word: 'Failed', tone: 'attention' },
  CANCELED: { icon: IconBan, word: 'Canceled', tone: 'canceled' },
};

/** What the log can be narrowed to. */
export const logStates = {
  delivered: { word: 'Delivered', status: ['DELIVERED'] },
  waiting: { word: 'Waiting', status: ['PENDING', 'SENDING'] },
  failed: { word: 'Failed', status: ['FAILED'] },
  canceled: { word: 'Canceled', status: ['CANCELED'] },
} satisfies Record<string, { word: string; status: DeliveryStatus[] }>;
export type LogState = keyof typeof logStates;

/** What of the log the address says. */
export interface LogSearch {
  status?: LogState;
  /** The cursor that the page begins after; absent on the newest page. */
  after?: string;
  /** The delivery that is open. */
  delivery?: string;
}

export function validateLogSearch(search: Record<string, unknown>): LogSearch {
  const { status, after, delivery } = search;
  return {
    ...(typeof status === 'string' && status in logStates && { status: status as LogState }),
    ...(typeof after === 'string' && after !== '' && { after }),
    ...(typeof delivery === 'string' && /^\d+$/.test(delivery) && { delivery }),
  };
}

/** The types of event in the groups a person thinks in, by the first word of their names. */
export const typeGroups: readonly { word: string; starts: readonly string[] }[] = [
  { word: 'Orders and projects', starts: ['order', 'project'] },
  { word: 'Parcels', starts: ['shipment', 'package'] },
  { word: 'Bulk changes', starts: ['import', 'tracking_upload', 'segment_action', 'operation'] },
  { word: 'Mail and codes', starts: ['notification', 'digital_code'] },
  { word: 'Partners', starts: ['fulfillment_request'] },
];

/** `ORDER_STATUS_CHANGED` and the like, as they are called on the wire. */
export function wireName(
  type: WebhookEventType,
  catalogue: readonly { type: WebhookEventType; name: string }[] | undefined,
): string {
  return catalogue?.find((one) => one.type === type)?.name ?? type.toLowerCase();
}
