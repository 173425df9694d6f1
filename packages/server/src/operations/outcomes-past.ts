import type { OperationRecord } from './operation.row.ts';
import { meaningOf, type OutcomeCode, type OutcomeMeaning } from './outcomes.ts';

type Ended = Pick<OperationRecord, 'status' | 'startedAt'>;

/**
 * What was done to a row, for the codes whose own words speak of what is to come: as a participle, so that it can be
 * said that it was not done, or was undone, and as a sentence.
 */
const PAST: Partial<Record<OutcomeCode, readonly [done: string, help: string]>> = {
  MATCHED: ['Marked Fulfilled', 'The order was found and ready; its tracking number was added.'],
  MARKED: ['Marked Fulfilled', 'The order was in Start Shipping.'],
  ADDS: ['Given a further parcel', 'The order was Fulfilled already; this number was added to it.'],
  REPLACES: ['Given another number', 'The order had another tracking number; this one took its place.'],
  MARKED_WITHOUT_TRACKING: [
    'Marked without a tracking number',
    'The row has no number; the order was marked Fulfilled without one.',
  ],
  FORCED: [
    'Forced',
    'The order was not in Start Shipping, or was on hold; it was marked Fulfilled all the same.',
  ],
  REVERTED: ['Reverted', 'The order went back to the status it had before it was Fulfilled.'],
  ADDRESS_LOCKED: ['Locked', 'The survey was answered; the order moved to Start Shipping.'],
  ADDRESS_UNLOCKED: ['Unlocked', 'Nothing of the order was on its way; it left Start Shipping.'],
  HELD: ['Put on hold', 'Everything but force passes the order by until the hold ends.'],
  RELEASED: ['Released', 'The hold ended, and the order could be shipped like any other.'],
  TAGGED: ['Tagged', 'The backer lacked at least one of these tags.'],
  UNTAGGED: ['Untagged', 'The backer had at least one of these tags.'],
  PUSHED: ['Sent to the partner', 'The partner was given its address and items as they were then.'],
  REPORTED: ['Recorded as left', 'The parcel was added to the order that was sent to the partner.'],
  REPORTED_PART: ['Recorded as left in part', 'The parcel held some of the items; the rest was still owed.'],
  NEW: ['Created', 'Nobody with this pledge was in the project yet.'],
  UPDATED: ['Brought up to date', 'The backer was there already; what differed was changed.'],
  LABEL: ['Bought', 'The label was bought at the price that was confirmed.'],
  TOLD: ['Queued for a mail', 'One mail for all parcels the backer had not been told of.'],
  CORRECTED: [
    'Queued for a correction',
    'A number the backer was told no longer held. The mail says so, and tells what holds.',
  ],
  GIVES: ['Given the reward', 'The backer sees it on their own page, and in a mail where one was sent.'],
};

/** Whether an operation that was begun has come to an end, by itself or not. */
export function isDone({ status, startedAt }: Ended): boolean {
  return startedAt !== null && !['QUEUED', 'RUNNING'].includes(status);
}

/** Whether it ended before it was begun: none of its rows was reached. */
export function isDiscarded({ status, startedAt }: Ended): boolean {
  return startedAt === null && (status === 'CANCELED' || status === 'FAILED');
}

/** The meaning of a code in an operation as it stands: once it is over, its words say what was done and what was not. */
export function standingMeaning(code: string, operation: Ended): OutcomeMeaning {
  const meaning = meaningOf(code);
  const past = (PAST as Record<string, readonly [string, string] | undefined>)[code];
  if (!past) return meaning;
  const [done, help] = past;
  const later = `${done.charAt(0).toLowerCase()}${done.slice(1)}`;
  if (isDiscarded(operation))
    return { ...meaning, title: `Not ${later}`, help: 'It was discarded before anything changed.' };
  if (operation.status === 'UNDONE')
    return { ...meaning, title: `${done}, then undone`, help: 'What was done here has been taken back.' };
  return isDone(operation) ? { ...meaning, title: done, help } : meaning;
}
