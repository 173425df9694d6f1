import type { LabelFilter } from '@waybill/schema/labels';

/** The screens under "Postage", by the last part of their address; the first has none. */
export const postageTabs = ['labels', 'boxes', 'customs', 'settings'] as const;
export type PostageTab = (typeof postageTabs)[number];

/** The tab of an address; undefined when it is none of ours. */
export function readTab(part: string | undefined): PostageTab | undefined {
  return part === undefined ? 'labels' : postageTabs.find((tab) => tab !== 'labels' && tab === part);
}

/** Labels as a person asks for them. */
export type LabelState = 'unprinted' | 'unpacked' | 'unscanned' | 'scanned' | 'doubt' | 'voided' | 'refused';

export const labelStates: readonly { state: LabelState; word: string; filter: LabelFilter }[] = [
  { state: 'unprinted', word: 'To print', filter: { status: ['BOUGHT'], printed: false } },
  { state: 'unpacked', word: 'To pack', filter: { status: ['BOUGHT'], packed: false, scanned: false } },
  { state: 'unscanned', word: 'Waiting for the carrier', filter: { status: ['BOUGHT'], scanned: false } },
  { state: 'scanned', word: 'Scanned', filter: { status: ['BOUGHT'], scanned: true } },
  { state: 'doubt', word: 'Not known', filter: { status: ['BUYING'] } },
  { state: 'voided', word: 'Voided', filter: { status: ['VOIDING', 'VOIDED'] } },
  { state: 'refused', word: 'Refused', filter: { status: ['FAILED'] } },
];

/** What the screens keep in the address. */
export interface PostageSearch {
  state?: LabelState;
  /** Beginning of a tracking number or reference. */
  q?: string;
  /** Labels of one purchase only. */
  operation?: string;
  /** The dialog that is open. */
  open?: 'buy' | 'sender' | 'box';
}

const dialogs = ['buy', 'sender', 'box'] as const;

/** Takes whatever stands in an address and keeps what the screens understand. */
export function validatePostageSearch(search: Record<string, unknown>): PostageSearch {
  const state = labelStates.find((one) => one.state === search['state'])?.state;
  const open = dialogs.find((one) => one === search['open']);
  const { q, operation } = search;
  return {
    ...(state && { state }),
    ...(typeof q === 'string' && q !== '' && { q }),
    ...(typeof operation === 'string' && /^\d{1,19}$/.test(operation) && { operation }),
    ...(open && { open }),
  };
}

/** What the server is asked for. */
export function labelFilterOf({ state, q, operation }: PostageSearch): LabelFilter {
  return {
    ...labelStates.find((one) => one.state === state)?.filter,
    ...(q && { code: q }),
    ...(operation && { operationId: operation }),
  };
}
