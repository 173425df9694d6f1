import type { BackerDetail, BackerHistoryEvent, OrderHistoryEvent } from '@waybill/schema/backers';
import { countryName } from '../ui/country.ts';
import { formatDay } from '../ui/format.ts';

/** One step of a backer's history: of the order, or of anything else about them. */
export type Step = { of: 'order'; event: OrderHistoryEvent } | { of: 'backer'; event: BackerHistoryEvent };

/**
 * Both histories as one, newest first. What happened at the same moment keeps its place in its own list, the order
 * first.
 */
export function stepsOf({ history, events }: Pick<BackerDetail, 'history' | 'events'>): Step[] {
  const steps: Step[] = [
    ...history.map((event) => ({ of: 'order', event }) as const),
    ...events.map((event) => ({ of: 'backer', event }) as const),
  ];
  return steps.sort((a, b) => Date.parse(b.event.at) - Date.parse(a.event.at));
}

/** What happened, in a few words. */
export function headline(event: BackerHistoryEvent): string {
  const { kind, tags, addressVersion, changes } = event;
  const shipment = `Shipment ${event.trackingNumber ?? 'without a number'}`;
  switch (kind) {
    case 'HELD':
      return 'Put on hold';
    case 'RELEASED':
      return 'Hold ended';
    case 'TAGGED':
      return `Tagged ${quoted(tags)}`;
    case 'UNTAGGED':
      return `No longer tagged ${quoted(tags)}`;
    case 'ADDRESS_CHANGED':
      return addressVersion === null ? 'Address changed' : `Address changed, now version ${addressVersion}`;
    case 'CONTACT_CHANGED':
      return `${listed(changes.map(({ field }) => fieldWords[field] ?? field)) || 'Contact'} changed`;
    case 'NOTES_CHANGED':
      return changes.some(({ to }) => to === null) ? 'Notes taken away' : 'Notes changed';
    case 'SHIPMENT_ADDED':
      return `${shipment} added`;
    case 'SHIPMENT_CHANGED':
      return `${shipment} changed`;
    case 'SHIPMENT_VOIDED':
      return `${shipment} voided`;
  }
}

/** What it was and what it became, a line each; of a hold its reason and its day. */
export function details({ kind, reason, until, changes }: BackerHistoryEvent): string[] {
  if (kind === 'HELD' || kind === 'RELEASED') {
    const day = kind === 'HELD' && until ? `, until ${formatDay(until)}` : '';
    return reason ? [`“${reason}”${day}`] : [];
  }
  if (kind === 'SHIPMENT_ADDED' || kind === 'SHIPMENT_VOIDED') return [];
  return changes.map(({ field, from, to }) => {
    const word = kind === 'NOTES_CHANGED' ? '' : `${fieldWords[field] ?? field}: `;
    return `${word}${shown(field, from)} → ${shown(field, to)}`;
  });
}

const fieldWords: Record<string, string> = {
  name: 'Name',
  email: 'Email',
  phone: 'Phone',
  line1: 'Street',
  line2: 'Second line',
  city: 'City',
  state: 'State',
  postalCode: 'Postal code',
  country: 'Country',
  trackingNumber: 'Tracking number',
  carrier: 'Carrier',
  trackingUrl: 'Tracking URL',
};

const longest = 120;

function shown(field: string, value: string | null): string {
  if (value === null) return 'nothing';
  const text = field === 'country' ? countryName(value) : value;
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

function quoted(tags: readonly string[]): string {
  return tags.map((tag) => `“${tag}”`).join(', ');
}

/** "Name, email": the first begins a sentence. */
function listed(words: readonly string[]): string {
  return words.map((word, index) => (index === 0 ? word : word.toLowerCase())).join(', ');
}
