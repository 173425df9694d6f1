import type { ScanDeed, ScanOrder } from '@waybill/schema/scan-station';
import { formatCount } from '../ui/format.ts';

/** How a scan ended: done; nothing to do; to be looked at and confirmed; something is in the way. */
export type ScanEnd = 'done' | 'already' | 'look' | 'trouble';

/** What the station says to a scan. */
export interface ScanAnswer {
  end: ScanEnd;
  title: string;
  /** What it means, or how to mend it. */
  detail: string;
  found: ScanOrder | null;
  deed: ScanDeed | null;
  /** The orders a code may mean, to choose from. */
  choices: readonly ScanOrder[];
  undone: boolean;
}

/** "#123 Ada Lovelace" */
export function nameOf({ backer }: ScanOrder): string {
  if (!backer) return 'The order';
  return [backer.number === null ? null : `#${backer.number}`, backer.name].filter(Boolean).join(' ');
}

/** What goes into the parcel. */
export function itemsOf({ items }: ScanOrder) {
  return items ?? [];
}

/** "#123 Ada Lovelace, 2 items" */
export function orderWords(found: ScanOrder): string {
  const count = itemsOf(found).reduce((sum, { quantity }) => sum + quantity, 0);
  return count > 0 ? `${nameOf(found)}, ${formatCount(count, 'item')}` : nameOf(found);
}

const words: Record<ScanDeed, { end: ScanEnd; word: string }> = {
  HANDED_OVER: { end: 'done', word: 'Packed' },
  MARKED_FULFILLED: { end: 'done', word: 'Shipped' },
  ALREADY_HANDED_OVER: { end: 'already', word: 'Packed already' },
  ALREADY_FULFILLED: { end: 'already', word: 'Shipped already' },
};

/** Once a scan was sent without an answer, what is "done already" was done by it. */
const doneBefore: Partial<Record<ScanDeed, ScanDeed>> = {
  ALREADY_HANDED_OVER: 'HANDED_OVER',
  ALREADY_FULFILLED: 'MARKED_FULFILLED',
};

/** The answer to a scan that the server took. */
export function deedAnswer(told: ScanDeed, said: string, found: ScanOrder, retried: boolean): ScanAnswer {
  const deed = (retried ? doneBefore[told] : undefined) ?? told;
  const { end, word } = words[deed];
  return {
    end,
    title: `${word}: ${orderWords(found)}`,
    detail: deed === told ? said : 'Done while the connection was away.',
    found,
    deed,
    choices: [],
    undone: false,
  };
}

/** An order that waits to be confirmed: what is in it, and what the next scan does. */
export function lookAnswer(found: ScanOrder): ScanAnswer {
  const nothing = found.action === 'NOTHING';
  return {
    end: nothing ? 'trouble' : 'look',
    title: orderWords(found),
    detail: found.why,
    found,
    deed: null,
    choices: [],
    undone: false,
  };
}

/** Something is in the way. */
export function troubleAnswer(
  title: string,
  detail: string,
  found: ScanOrder | null = null,
  choices: readonly ScanOrder[] = [],
): ScanAnswer {
  return { end: 'trouble', title, detail, found, deed: null, choices, undone: false };
}

/** A code that may be a carrier's: long enough, and with digits. */
export function mayBeTracking(code: string): boolean {
  return code.length >= 8 && /\d{4}/.test(code) && !/\s{2}/.test(code);
}

/** Whether a label was put on the wrong parcel: the order was scanned, then another order's label. */
export function isWrongLabel(looked: ScanOrder, found: ScanOrder): boolean {
  const byPaper = looked.matchedBy === 'PLEDGE_ID' || looked.matchedBy === 'BACKER_NUMBER';
  const byLabel = found.matchedBy === 'TRACKING_NUMBER' || found.matchedBy === 'REFERENCE';
  return byPaper && byLabel && looked.backer?.id !== found.backer?.id;
}
