import { OrderStatus } from '../orders/order-status.ts';
import { ProjectStatus } from '../projects/project.entity.ts';
import { TrackingStatus } from '../shipments/shipment.enums.ts';
import { markup, type Markup } from '../lib/markup.ts';

/** How something stands: a class of the style sheet, and the picture that goes with its word. */
export type Tone = 'done' | 'way' | 'wait' | 'bad';

interface Look {
  word: string;
  tone: Tone;
}

export const PROJECT_LOOKS: Record<ProjectStatus, Look> = {
  [ProjectStatus.IN_PRODUCTION]: { word: 'In production', tone: 'wait' },
  [ProjectStatus.IN_FULFILLMENT]: { word: 'In fulfillment', tone: 'way' },
  [ProjectStatus.FULFILLED]: { word: 'Fulfilled', tone: 'done' },
};

export const PARCEL_LOOKS: Record<TrackingStatus, Look> = {
  [TrackingStatus.UNKNOWN]: { word: 'Sent', tone: 'way' },
  [TrackingStatus.PRE_TRANSIT]: { word: 'Not yet with the carrier', tone: 'wait' },
  [TrackingStatus.IN_TRANSIT]: { word: 'On its way', tone: 'way' },
  [TrackingStatus.OUT_FOR_DELIVERY]: { word: 'Out for delivery', tone: 'way' },
  [TrackingStatus.DELIVERED]: { word: 'Delivered', tone: 'done' },
  [TrackingStatus.AVAILABLE_FOR_PICKUP]: { word: 'Waits for you to fetch it', tone: 'way' },
  [TrackingStatus.RETURN_TO_SENDER]: { word: 'Going back to the sender', tone: 'bad' },
  [TrackingStatus.FAILURE]: { word: 'Could not be delivered', tone: 'bad' },
  [TrackingStatus.CANCELLED]: { word: 'Label canceled', tone: 'bad' },
  [TrackingStatus.ERROR]: { word: 'Sent', tone: 'way' },
};

/** What the status of an order means to whoever waits for it; what the desk makes of it (holds, errors) is not told. */
export const ORDER_SENTENCES: Record<OrderStatus, string> = {
  [OrderStatus.SURVEY_NOT_SENT]:
    'The creator has not asked for your address yet. There is nothing you need to do.',
  [OrderStatus.SURVEY_NOT_COMPLETED]:
    'Your survey is open. Answer it, so that the creator knows where to send your reward.',
  [OrderStatus.SURVEY_COMPLETED]:
    'Your answers are in. Next, the creator locks addresses and starts to pack.',
  [OrderStatus.READY_TO_FULFILL]: 'Your address is locked, and your reward waits its turn to be packed.',
  [OrderStatus.FULFILLMENT_PROCESSING]: 'Your reward is being packed.',
  [OrderStatus.FULFILLMENT_ERRORED]: 'Your reward is being packed.',
  [OrderStatus.PARTIALLY_FULFILLED]: 'Part of your reward has been sent. The rest is still to come.',
  [OrderStatus.FULFILLED]: 'Everything has been sent.',
  [OrderStatus.CANCELED]: 'This pledge was canceled. Nothing will be sent for it.',
};

const PICTURES: Record<Tone, Markup> = {
  done: picture('M3 8.5l3.2 3.2L13 5'),
  way: picture('M1.5 4h7.5v7H1.5zM9 6.5h3l2.5 2.5v2H9M4.5 12.5h.01M11.5 12.5h.01'),
  wait: picture('M8 4.5V8l2.5 1.5M8 1.8a6.2 6.2 0 100 12.4A6.2 6.2 0 008 1.8z'),
  bad: picture('M8 2l6.5 11.5h-13zM8 6.5v3M8 11.6h.01'),
};

function picture(path: string): Markup {
  return markup`<svg viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="${path}"/></svg>`;
}

/** A status as everywhere: picture, word and colour. */
export function tag({ word, tone }: Look): Markup {
  return markup`<span class="tag ${tone}">${PICTURES[tone]}${word}</span>`;
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** The day of an ISO time in UTC: "22 November 2026". By hand: Intl took longer than the rest of the page. */
export function dayWords(iso: string): string {
  return `${Number(iso.slice(8, 10))} ${MONTHS[Number(iso.slice(5, 7)) - 1] ?? ''} ${iso.slice(0, 4)}`;
}

export function day(iso: string): Markup {
  return markup`<time datetime="${iso}">${dayWords(iso)}</time>`;
}

/** A share in whole percents, cut and never rounded up: what is not all is not 100 %. */
export function percentWords(share: number): string {
  if (share <= 0) return '0 %';
  return share < 0.01 ? 'under 1 %' : `${Math.floor(share * 100 + 1e-9)} %`;
}

/** "1 project", "3 projects". */
export function counted(count: number, one: string): string {
  return `${count.toLocaleString('en-US')} ${one}${count === 1 ? '' : 's'}`;
}
