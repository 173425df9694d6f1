import type { OrderStatusName } from '@waybill/schema/order-transitions';

/**
 * Words of the incumbents' exports and the status each stands for (reference: BackerKit's table of order states,
 * PledgeBox's and Gamefound's filters, Kickstarter's backer report). A word that is not here is asked for, never
 * guessed: marking 300 backers canceled by mistake is worse than one question.
 */
const KNOWN: Readonly<Record<string, OrderStatusName>> = {
  'survey not sent': 'SURVEY_NOT_SENT',
  'not invited': 'SURVEY_NOT_SENT',
  'survey not completed': 'SURVEY_NOT_COMPLETED',
  'survey not answered': 'SURVEY_NOT_COMPLETED',
  'in progress': 'SURVEY_NOT_COMPLETED',
  incomplete: 'SURVEY_NOT_COMPLETED',
  'survey completed': 'SURVEY_COMPLETED',
  'survey answered': 'SURVEY_COMPLETED',
  'ready to lock order': 'SURVEY_COMPLETED',
  'ready to charge card': 'SURVEY_COMPLETED',
  'card errored': 'SURVEY_COMPLETED',
  'ready to lock address': 'SURVEY_COMPLETED',
  'locked down': 'SURVEY_COMPLETED',
  unlocked: 'SURVEY_COMPLETED',
  completed: 'SURVEY_COMPLETED',
  complete: 'SURVEY_COMPLETED',
  unfulfilled: 'READY_TO_FULFILL',
  'ready to fulfill': 'READY_TO_FULFILL',
  'ready to ship': 'READY_TO_FULFILL',
  'start shipping': 'READY_TO_FULFILL',
  locked: 'READY_TO_FULFILL',
  'preparing for fulfillment': 'READY_TO_FULFILL',
  'fulfillment processing': 'FULFILLMENT_PROCESSING',
  'fulfillment errored': 'FULFILLMENT_ERRORED',
  'partially fulfilled': 'PARTIALLY_FULFILLED',
  fulfilled: 'FULFILLED',
  shipped: 'FULFILLED',
  'shipped & locked': 'FULFILLED',
  sent: 'FULFILLED',
  canceled: 'CANCELED',
  cancelled: 'CANCELED',
  dropped: 'CANCELED',
  refunded: 'CANCELED',
};

/** What stands for a row whose file says nothing about its status. */
export const NO_STATUS = '(no status in the file)';
export const SURVEY_ANSWERED = 'Survey answered';
export const SURVEY_OPEN = 'Survey not answered';

/** Kickstarter says of every live pledge that it was collected; that is no place on the timeline. */
const SAYS_NOTHING = new Set(['collected', 'pledged', 'preauth', '']);
const GONE = new Set(['canceled', 'cancelled', 'dropped', 'refunded']);

/** The cells of one row that bear on its status; absent columns are null. */
export interface StatusCells {
  pledged: string | null;
  fulfillment: string | null;
  status: string | null;
  survey: string | null;
}

/** The one word a row's cells come to: gone beats sent, sent beats a status, a status beats the survey. */
export function statusWord(cells: StatusCells): string {
  const pledged = cells.pledged?.toLowerCase() ?? '';
  if (GONE.has(pledged)) return cells.pledged as string;
  if (cells.fulfillment) return cells.fulfillment;
  if (cells.status && !SAYS_NOTHING.has(cells.status.toLowerCase())) return cells.status;
  if (!SAYS_NOTHING.has(pledged)) return cells.pledged as string;
  if (cells.survey !== null)
    return /^(no response|no|not answered)?$/i.test(cells.survey) ? SURVEY_OPEN : SURVEY_ANSWERED;
  return NO_STATUS;
}

/** Our status for a word, or null when it has to be asked. */
export function knownStatus(word: string): OrderStatusName | null {
  return KNOWN[word.toLowerCase()] ?? null;
}
