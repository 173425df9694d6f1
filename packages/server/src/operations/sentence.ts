import type { OperationKindName, OperationRecord, SummaryData } from './operation.row.ts';
import { meaningOf } from './outcomes.ts';
import { isDiscarded, isDone } from './outcomes-past.ts';
import { NOT_REACHED } from './row-endings.sql.ts';

const number = new Intl.NumberFormat('en-US');

/** Rows by what becomes of them; a warning beside an outcome is not counted twice. */
export function leftOut(operation: Pick<OperationRecord, 'outcomes'>): { skipped: number; failed: number } {
  let skipped = 0;
  let failed = 0;
  for (const { code, count } of operation.outcomes) {
    const { severity } = meaningOf(code);
    if (severity === 'SKIPPED') skipped += count;
    if (severity === 'ERROR') failed += count;
  }
  return { skipped, failed };
}

/**
 * What apply will do (or did) as one sentence, for the button and the line above the preview:
 * "Mark 1,842 orders fulfilled, add 1,902 shipments, skip 37".
 */
export function sentenceOf(
  operation: Pick<OperationRecord, 'outcomes' | 'summary' | 'kind' | 'status' | 'startedAt' | 'options'>,
): string {
  if (isDiscarded(operation)) return 'Discarded before anything changed';
  const { skipped, failed } = leftOut(operation);
  const notReached = operation.outcomes.find(({ code }) => code === NOT_REACHED)?.count ?? 0;
  const done = isDone(operation);
  const verbs = done ? DONE : TO_DO;
  const parts =
    operation.kind === 'BACKER_IMPORT'
      ? importParts(operation.summary, verbs)
      : [...shippingParts(operation.summary, verbs), ...actionParts(operation, done)];
  if (skipped > notReached) parts.push(`${verbs.skip} ${number.format(skipped - notReached)}`);
  if (failed > 0) parts.push(`${verbs.leave} ${number.format(failed)} to mend`);
  if (notReached > 0) parts.push(`did not reach ${number.format(notReached)}`);
  if (parts.length === 0) return 'Nothing to do';
  const sentence = parts.join(', ');
  return sentence[0]?.toUpperCase() + sentence.slice(1);
}

const TO_DO = {
  mark: 'mark',
  add: 'add',
  replace: 'replace',
  create: 'create',
  update: 'update',
  skip: 'skip',
  leave: 'leave',
};
const DONE = {
  mark: 'marked',
  add: 'added',
  replace: 'replaced',
  create: 'created',
  update: 'updated',
  skip: 'skipped',
  leave: 'left',
};
type Verbs = typeof TO_DO;

function shippingParts(summary: SummaryData, verbs: Verbs): string[] {
  return [
    ...(summary.ordersFulfilled
      ? [`${verbs.mark} ${count(summary.ordersFulfilled, 'order')} fulfilled`]
      : []),
    ...(summary.shipmentsAdded ? [`${verbs.add} ${count(summary.shipmentsAdded, 'shipment')}`] : []),
    ...(summary.shipmentsReplaced
      ? [`${verbs.replace} ${count(summary.shipmentsReplaced, 'tracking number')}`]
      : []),
  ];
}

function importParts(summary: SummaryData, verbs: Verbs): string[] {
  return [
    ...(summary.backersCreated ? [`${verbs.create} ${count(summary.backersCreated, 'backer')}`] : []),
    ...(summary.backersUpdated ? [`${verbs.update} ${count(summary.backersUpdated, 'backer')}`] : []),
  ];
}

/** What a segment action does, before it is done and after. */
const ACTION_WORDS: Partial<Record<OperationKindName, [toDo: string, done: string]>> = {
  REVERT: ['revert {orders}', 'reverted {orders}'],
  LOCK_ADDRESSES: ['lock the addresses of {orders}', 'locked the addresses of {orders}'],
  UNLOCK_ADDRESSES: ['unlock the addresses of {orders}', 'unlocked the addresses of {orders}'],
  HOLD: ['put {orders} on hold', 'put {orders} on hold'],
  RELEASE: ['release {orders}', 'released {orders}'],
  TAG: ['tag {backers} {tags}', 'tagged {backers} {tags}'],
  TRACKING_NOTIFICATIONS: ['write to {backers}{corrections}', 'queued mails to {backers}{corrections}'],
  LABEL_PURCHASE: ['buy {labels} for {total}', 'bought {labels} for {total}'],
  DIGITAL_REWARDS: ['give {reward} to {backers}{mailing}', 'gave {reward} to {backers}{mailed}'],
  UNTAG: ['take {tags} off {backers}', 'took {tags} off {backers}'],
  PARTNER_PUSH: ['send {orders} to {partner}', 'sent {orders} to {partner}'],
};

function actionParts(
  { kind, summary, options, outcomes }: Pick<OperationRecord, 'kind' | 'summary' | 'options' | 'outcomes'>,
  done: boolean,
): string[] {
  const words = ACTION_WORDS[kind];
  if (!words || !summary.changed) return [];
  const corrected = outcomes.find(({ code }) => code === 'CORRECTED')?.count ?? 0;
  const said: Record<string, string> = {
    orders: count(summary.changed, 'order'),
    backers: count(summary.changed, 'backer'),
    labels: count(summary.changed, 'label'),
    total: (summary.postage?.currencies ?? [])
      .map(({ currency, cents }) => money(cents, currency))
      .join(' and '),
    tags: (options.tags ?? []).map((tag) => `“${tag}”`).join(', '),
    reward: `“${options.rewardName ?? ''}”`,
    mailing: options.notify ? ' and write to them' : '',
    mailed: options.notify ? ' and queued their mails' : '',
    corrections:
      corrected === 0
        ? ''
        : corrected === summary.changed
          ? ' with a correction'
          : `, ${number.format(corrected)} of them with a correction`,
    partner: options.partnerName ?? 'a partner',
  };
  return [words[done ? 1 : 0].replaceAll(/\{(\w+)\}/g, (_, name: string) => said[name] ?? '')];
}

function count(n: number, noun: string): string {
  return `${number.format(n)} ${noun}${n === 1 ? '' : 's'}`;
}

function money(cents: number, currency: string): string {
  return new Intl.NumberFormat('en-US', { style: 'currency', currency }).format(cents / 100);
}
