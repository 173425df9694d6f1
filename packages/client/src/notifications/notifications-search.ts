import type { NotificationKind, NotificationStatus } from '@waybill/schema/notifications';
import { kindOrder } from './notification-looks.ts';

/** The screens under "Notifications", by the last part of their address; the first has none. */
export const mailTabs = ['overview', 'ledger', 'templates', 'mailbox', 'settings'] as const;
export type MailTab = (typeof mailTabs)[number];

/** The tab of an address; undefined when it is none of ours. */
export function readTab(part: string | undefined): MailTab | undefined {
  return part === undefined ? 'overview' : mailTabs.find((tab) => tab !== 'overview' && tab === part);
}

/** Statuses as a person asks for them: several of ours under one word. */
export type LedgerState = 'going' | 'sent' | 'failed' | 'uncertain' | 'stopped';

export const ledgerStates: readonly { state: LedgerState; word: string; statuses: NotificationStatus[] }[] = [
  { state: 'going', word: 'To go', statuses: ['PENDING', 'SENDING'] },
  { state: 'sent', word: 'Sent', statuses: ['SENT'] },
  { state: 'failed', word: 'Failed', statuses: ['FAILED'] },
  { state: 'uncertain', word: 'Uncertain', statuses: ['UNKNOWN'] },
  { state: 'stopped', word: 'Held back', statuses: ['CANCELED', 'SUPPRESSED'] },
];

/** The statuses behind a word; null when nothing is asked for. */
export function statusesOf(state: LedgerState | undefined): NotificationStatus[] | null {
  return ledgerStates.find((one) => one.state === state)?.statuses ?? null;
}

/** What the tabs keep in the address. */
export interface NotificationsSearch {
  status?: LedgerState;
  q?: string;
  /** Mails of one operation only. */
  operation?: string;
  /** The template that is open. */
  kind?: NotificationKind;
  /** The mail of the mailbox that is open. */
  mail?: string;
}

/** Takes whatever stands in an address and keeps what the screens understand. */
export function readNotificationsSearch(search: Record<string, unknown>): NotificationsSearch {
  const text = (key: string) => {
    const value = search[key];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const id = (key: string) => {
    const value = text(key);
    return value && /^\d{1,19}$/.test(value) ? value : undefined;
  };
  const status = ledgerStates.find((one) => one.state === search['status'])?.state;
  const kind = kindOrder.find((one) => one === search['kind']);
  const [q, operation, mail] = [text('q'), id('operation'), id('mail')];
  return {
    ...(status && { status }),
    ...(q && { q }),
    ...(operation && { operation }),
    ...(kind && { kind }),
    ...(mail && { mail }),
  };
}

/** What a link puts into the address; the router knows no type for the query of an address it is told as text. */
export function inAddress(search: NotificationsSearch): Record<string, unknown> {
  return { ...search };
}
