import type { ActionChoices, SegmentAction } from '@waybill/schema/segment-actions';
import {
  IconArrowBackUp,
  IconBolt,
  IconCircleCheck,
  IconLock,
  IconLockOpen,
  IconPlayerPause,
  IconPlayerPlay,
  IconTag,
  IconTagOff,
  type Icon,
} from '@tabler/icons-react';
import { formatCount } from '../ui/format.ts';

/** How an action on many backers is offered. */
export interface ActionLook {
  icon: Icon;
  word: string;
  /** What it does, above the preview. */
  about: string;
  /** The button that does it, for so many. */
  button: (count: number) => string;
  /** Where the menu finds its count; actions that want tags have none before they are typed. */
  choice: keyof ActionChoices | null;
  /** What the person is asked for. */
  asks: { reason?: 'required' | 'optional'; until?: true; tags?: true; count?: true };
  danger?: true;
}

const orders = (count: number) => formatCount(count, 'order');

export const ACTIONS: Record<SegmentAction, ActionLook> = {
  MARK_FULFILLED: {
    icon: IconCircleCheck,
    word: 'Mark as Fulfilled',
    about: 'Orders in Start Shipping become Fulfilled, without a tracking number.',
    button: (count) => `Mark ${orders(count)} as Fulfilled`,
    choice: 'mark',
    asks: {},
  },
  FORCE_MARK_FULFILLED: {
    icon: IconBolt,
    word: 'Force Mark as Fulfilled',
    about: 'Orders become Fulfilled whatever their status and hold. Canceled ones never do.',
    button: (count) => `Force ${orders(count)} to Fulfilled`,
    choice: 'force',
    asks: { reason: 'required', count: true },
    danger: true,
  },
  REVERT: {
    icon: IconArrowBackUp,
    word: 'Revert',
    about: 'Fulfilled orders go back to the status they had before. Their parcels stay as they are.',
    button: (count) => `Revert ${orders(count)}`,
    choice: 'revert',
    asks: { reason: 'optional' },
  },
  LOCK_ADDRESSES: {
    icon: IconLock,
    word: 'Lock addresses',
    about: 'Orders whose survey is answered move to Start Shipping.',
    button: (count) => `Lock the ${count === 1 ? 'address' : 'addresses'} of ${orders(count)}`,
    choice: 'lock',
    asks: {},
  },
  UNLOCK_ADDRESSES: {
    icon: IconLockOpen,
    word: 'Unlock addresses',
    about: 'Orders of which nothing is on its way leave Start Shipping, so that addresses may change.',
    button: (count) => `Unlock the ${count === 1 ? 'address' : 'addresses'} of ${orders(count)}`,
    choice: 'unlock',
    asks: { reason: 'optional' },
  },
  HOLD: {
    icon: IconPlayerPause,
    word: 'Put on hold',
    about: 'Everything but force passes these orders by until the hold ends.',
    button: (count) => `Put ${orders(count)} on hold`,
    choice: 'hold',
    asks: { reason: 'required', until: true },
  },
  RELEASE: {
    icon: IconPlayerPlay,
    word: 'Release from hold',
    about: 'The holds end, whoever made them.',
    button: (count) => `Release ${orders(count)}`,
    choice: 'release',
    asks: {},
  },
  TAG: {
    icon: IconTag,
    word: 'Tag',
    about: 'Tags they have already stay.',
    button: (count) => `Tag ${formatCount(count, 'backer')}`,
    choice: null,
    asks: { tags: true },
  },
  UNTAG: {
    icon: IconTagOff,
    word: 'Take tags off',
    about: 'Other tags stay.',
    button: (count) => `Untag ${formatCount(count, 'backer')}`,
    choice: null,
    asks: { tags: true },
  },
};

/** The actions as a menu shows them: everyday ones first, those that take something back last. */
export const ACTION_GROUPS: readonly (readonly SegmentAction[])[] = [
  ['MARK_FULFILLED', 'LOCK_ADDRESSES'],
  ['HOLD', 'RELEASE', 'TAG', 'UNTAG'],
  ['REVERT', 'UNLOCK_ADDRESSES', 'FORCE_MARK_FULFILLED'],
];

/** Tags are managers' to keep; the rest is for everyone who packs. */
export function wantsManager(action: SegmentAction): boolean {
  return action === 'TAG' || action === 'UNTAG';
}
