/** How bad an outcome is for its row. SKIPPED is a choice, ERROR is for a person to mend. */
export type Severity = 'OK' | 'WARNING' | 'SKIPPED' | 'ERROR';

/** What a row's code means: for a person in `title` and `help`, for a program in `severity` and `applies`. */
export interface OutcomeMeaning {
  severity: Severity;
  /** Whether rows with this code change something on apply. */
  applies: boolean;
  title: string;
  help: string;
  /** The mapped field the problem sits in, so that a screen can mark the cell. */
  field?: string;
}

/**
 * Every code a row can end with. Codes are stable: scripts branch on them. The order is the order of a
 * preview: what will happen, what to look at, what is left out, what is wrong.
 */
export const OUTCOMES = {
  MATCHED: ok('Will be marked Fulfilled', 'The order is found and ready; its tracking number is added.'),
  MARKED: ok('Will be marked Fulfilled', 'The order is in Start Shipping.'),
  ADDS: ok('Adds a parcel', 'The order is Fulfilled already; this number is added as a further parcel.'),
  REPLACES: ok('Replaces a number', 'The order has another tracking number; this one takes its place.'),
  MARKED_WITHOUT_TRACKING: {
    severity: 'WARNING',
    applies: true,
    title: 'Without a tracking number',
    help: 'The row has no number; marked Fulfilled, the order has none.',
    field: 'trackingNumber',
  },
  FORCED: {
    severity: 'WARNING',
    applies: true,
    title: 'Forced',
    help: 'The order is not in Start Shipping, or is on hold; forced, it is marked Fulfilled all the same.',
  },
  REVERTED: ok('Will be reverted', 'The order goes back to the status it had before it was Fulfilled.'),
  ADDRESS_LOCKED: ok('Address will be locked', 'The survey is answered; the order moves to Start Shipping.'),
  ADDRESS_UNLOCKED: ok(
    'Address will be unlocked',
    'Nothing of the order is on its way; it leaves Start Shipping, and its address may change.',
  ),
  HELD: ok('Will be put on hold', 'Everything but force passes the order by until the hold ends.'),
  RELEASED: ok('Will be released', 'The hold ends, and the order can be shipped like any other.'),
  TAGGED: ok('Will be tagged', 'The backer lacks at least one of these tags.'),
  UNTAGGED: ok('Tag will be taken off', 'The backer has at least one of these tags.'),
  PUSHED: ok(
    'Will be sent to the partner',
    'The order is ready. The partner gets its address and items as they are when it is sent.',
  ),
  REPORTED: ok('Has left', 'The parcel is added to the order that was sent to the partner.'),
  REPORTED_PART: ok('A part has left', 'The parcel holds some of the items; the rest is still owed.'),
  NEW: ok('New backers', 'Nobody with this pledge is in the project yet; the backer is created.'),
  UPDATED: ok('Changed backers', 'The backer is there already; what differs is brought up to date.'),
  UNCHANGED: skipped('Unchanged', 'The backer is there already, exactly so. Nothing to do.'),

  NO_TRACKING: skipped(
    'No tracking number',
    'Rows without a number are skipped here. Fill the number in, or choose to mark them Fulfilled.',
    'trackingNumber',
  ),
  EXISTING_KEPT: skipped(
    'Has a number already',
    'The order has another tracking number, which stays: such rows are skipped here.',
    'trackingNumber',
  ),
  ALREADY_SAME: skipped('Has this very number already', 'Nothing to do: the order has this tracking number.'),
  ALREADY_FULFILLED: skipped('Fulfilled already', 'Nothing to do: the order is Fulfilled.'),
  DUPLICATE: skipped(
    'Repeated in this file',
    'An earlier row says the same; this one is counted and left out.',
  ),
  NOT_READY: skipped(
    'Not in Start Shipping',
    'The survey or the address is still open. Lock the address first. Marking can also be forced, with a reason.',
  ),
  ON_HOLD: skipped(
    'On hold',
    'Somebody put this order on hold. Release it first. Marking can also be forced, with a reason.',
  ),
  HELD_BACK: skipped(
    'On hold',
    'Somebody put this order on hold, and nothing here goes past a hold. Release it first, then do the same again for it.',
  ),
  ALREADY_WITH_PARTNER: skipped(
    'With a partner already',
    'A partner was sent this order and has not shipped it yet. Take it back first to send it elsewhere.',
  ),
  DIGITAL_ONLY: skipped('Nothing to ship', 'Everything the backer is owed is digital.'),
  NOT_FULFILLED: skipped('Not Fulfilled', 'Nothing to revert: the order is not Fulfilled.'),
  SURVEY_OPEN: skipped(
    'Survey still open',
    'The backer has not answered yet, so there is no final address to lock.',
  ),
  ADDRESS_LOCKED_ALREADY: skipped(
    'Address locked already',
    'Nothing to do: the order is in Start Shipping or further.',
  ),
  NOT_LOCKED: skipped('Address not locked', 'Nothing to do: the address may change as it is.'),
  SHIPPING_BEGUN: skipped(
    'Shipping has begun',
    'A partner, a label or a parcel has this address already. Revert the order first if it did not go out.',
  ),
  ALREADY_HELD: skipped(
    'On hold already',
    'The hold there is keeps its reason and its date. Release it first to give it others.',
  ),
  NOT_HELD: skipped('Not on hold', 'Nothing to release.'),
  ALREADY_TAGGED: skipped('Has these tags already', 'Nothing to do.'),
  NOT_TAGGED: skipped('Has none of these tags', 'Nothing to do.'),
  NOTHING_OWED: skipped('Canceled', 'Nothing is owed any more, so the order is left as it is.'),
  CHANGED_SINCE_PREVIEW: skipped(
    'Changed since the preview',
    'Somebody changed this order between the preview and now, so it was left alone. Look at it, then do the same again for it.',
  ),

  LABEL: ok('A label', 'The parcel is priced; its label is bought once the total is confirmed.'),
  ALREADY_HAS_LABEL: skipped(
    'Has a label already',
    'A label was bought for this order, or what became of its purchase is not known yet. Give it back first if the order is to go another way.',
  ),
  NO_PRESET: error(
    'No box fits',
    'None of the project’s boxes is for these items. Add one in the postage settings, or choose a box for this purchase.',
  ),
  CUSTOMS_MISSING: error(
    'Customs data missing',
    'Parcels to this country pass customs. Fill in what is missing in the customs data of the project.',
  ),
  ADDRESS_REFUSED: error(
    'Address refused',
    'The provider does not take this address. Mend it on the backer’s page.',
    'address',
  ),
  NO_RATE: error('No price', 'No service that was asked for takes this parcel.'),
  LABEL_REFUSED: error(
    'Purchase refused',
    'The provider did not sell this label. Mend what it says, then buy again.',
  ),
  PRICE_MOVED: error(
    'Price went up',
    'The price of the preview no longer held, and the new one is higher, so nothing was bought. Buy again to see it.',
  ),
  LABEL_UNCERTAIN: error(
    'Not known whether bought',
    'The provider broke off while the label was being bought. It is asked what became of it; until then no other is bought.',
  ),
  TAX_AT_THE_DOOR: note(
    'Tax at the door',
    'Without an IOSS number the backer is asked for VAT when the parcel comes. Enter yours in the postage settings if the tax is paid.',
  ),
  NOT_APPLIED: skipped(
    'Not reached',
    'The operation was stopped before this row, so nothing of it was done. Do the same again for it.',
  ),

  TOLD: ok('Will be written to', 'One mail for all parcels the backer has not been told of.'),
  CORRECTED: ok(
    'Will get a correction',
    'A number the backer was told no longer holds. The mail says so, and tells what holds now.',
  ),
  NOTHING_NEW: skipped(
    'Nothing new to tell',
    'There is no parcel with a number that this backer has not been told of.',
  ),
  CORRECTION_OFFERED: skipped(
    'Only a correction to tell',
    'A number the backer was told no longer holds. Corrections go out only when you ask for them.',
  ),
  UNSUBSCRIBED: skipped('Asked for no mail', 'The backer unsubscribed from your mails about parcels.'),
  NO_EMAIL: error(
    'No email address',
    'Nobody can be written to without one. Add it on the backer’s page.',
    'email',
  ),

  GIVES: ok('Gets the reward', 'The backer sees it on their own page, and in a mail where one is sent.'),
  HAS_REWARD: skipped(
    'Has this reward already',
    'The backer has a code of this reward. Revoke it first if they are to get another.',
  ),
  PLEDGE_CANCELED: skipped('Pledge canceled', 'Nothing is owed any more, so nothing is given.'),
  BACKER_REPEATED: error(
    'Backer stands on an earlier row',
    'A backer gets a reward once, and the first row counts. Take this one out, or give its code to somebody else.',
  ),
  CODE_MISSING: error('No code', 'The row names a backer and no code. Fill one in.', 'code'),
  CODE_REPEATED: error(
    'Code stands on an earlier row',
    'Everyone needs a code of their own. Give this backer another one.',
    'code',
  ),
  CODE_TAKEN: error(
    'Code was given before',
    'Somebody has this code, had it once, or waits for it in another preview. A code is never given twice.',
    'code',
  ),
  CODE_BAD: error(
    'Code refused',
    'It is too long, was rounded by a spreadsheet, holds characters that are no text, or is a link that is not http or https.',
    'code',
  ),

  UNDO_LEFT_ALONE: {
    severity: 'WARNING',
    applies: true,
    title: 'Left as it is',
    help: 'Something changed on this order after it was applied, so undo did not touch it. Look at it, and change it by hand if need be.',
  },

  MAIL_HAD_LEFT: {
    severity: 'WARNING',
    applies: true,
    title: 'Had gone out already',
    help: 'The mail had left, or was leaving, when the run was undone. It cannot be called back, and its parcels count as told.',
  },

  NO_KEY: error(
    'Nothing to match by',
    'The row names no pledge ID, backer number, order number or email. Fill one in, or map the column that holds it.',
  ),
  NO_MATCH: error(
    'Nobody found',
    'No backer of this project has this key. Look for a typing error, or import the backer first.',
  ),
  AMBIGUOUS: error(
    'More than one backer fits',
    'Several backers share this key. Add the pledge ID or backer number to the row.',
  ),
  KEYS_DISAGREE: error(
    'The keys name different backers',
    'Two columns of this row point at different backers, so none was chosen. Mend the one that is wrong.',
  ),
  CANCELED: error('Canceled', 'The pledge was canceled, so nothing is owed that could be fulfilled.'),
  NO_ADDRESS: error(
    'No address',
    'There is no street or no country to send it to. Add it on the backer’s page.',
  ),
  NO_REQUEST: error(
    'No such request',
    'Nothing under this name was sent to you. Look for a typing error, or for another project.',
  ),
  REQUEST_CANCELED: error(
    'Taken back by the creator',
    'The request was canceled, so nothing was to be shipped. If the parcel has left all the same, tell the creator.',
  ),
  REQUEST_REJECTED: error(
    'Rejected by you',
    'You said that this cannot be shipped. The creator has to send it again before a parcel can be reported.',
  ),
  ITEM_UNKNOWN: error(
    'Item is not in the request',
    'No line has this SKU or number. Name lines as the request lists them.',
    'items',
  ),
  MORE_THAN_OWED: error(
    'More than is owed',
    'With this parcel more of a line would have left than the request has. Correct the quantity.',
    'items',
  ),
  EXCEL_SCIENTIFIC: error(
    'Number damaged by a spreadsheet',
    'The number reads like 9.25E+11: a spreadsheet rounded it and the digits are gone. Take it from the original file, in a column formatted as text.',
    'trackingNumber',
  ),
  EXCEL_TRUNCATED: error(
    'Number cut by a spreadsheet',
    'Everything after the 15th digit is zero: a spreadsheet cut it off. Take it from the original file, in a column formatted as text.',
    'trackingNumber',
  ),
  BAD_TRACKING_NUMBER: error(
    'Not a tracking number',
    'In its place are words, a link, an email address, a formula, an error of a spreadsheet, or more than 80 characters. Fill in the number alone, each parcel’s in a row of its own; a link goes into the tracking URL. Letters without a digit are taken only beside a carrier that writes such numbers. Where there is no number, leave it empty.',
    'trackingNumber',
  ),
  BAD_URL: error(
    'Tracking URL refused',
    'Only http and https addresses are accepted, without a password in them.',
    'trackingUrl',
  ),
  BAD_DATE: error('Date not understood', 'Write the date as 2026-11-21.', 'shippedAt'),
  BAD_ROW: error(
    'Row cannot be read',
    'The row has more cells than the header, or characters that are no text. Mend it and upload it again.',
  ),
  BAD_NUMBER: error('Not a backer number', 'A backer number is a whole number.', 'number'),
  BAD_EMAIL: error('Not an email address', 'Exactly one address is expected, like ada@example.com.', 'email'),
  BAD_QUANTITY: error('Not a quantity', 'A quantity is a whole number above zero.', 'quantity'),
  TOO_MANY_TAGS: error(
    'Too many tags',
    'The backer would have more than 50 tags. Take some off that are no longer needed.',
  ),
  STATUS_UNKNOWN: error(
    'Status not known yet',
    'Say above which of our statuses this word stands for.',
    'status',
  ),

  NOT_MAILED: note(
    'No email address',
    'The backer gets the reward and sees it on their own page, but no mail can tell of it.',
  ),
  UNTRACKED: note(
    'No tracking number',
    'The parcel is recorded; nobody can follow it, and no carrier will confirm it.',
  ),
  PARCELS_STAY: note(
    'Parcels stay',
    'The order has parcels, and reverting leaves them. Void those that were never sent.',
  ),
  ADDRESS_EMPTY: note(
    'No address',
    'Something is to be sent, and there is no street or no country to send it to. It is locked all the same.',
  ),
  BAD_CHECK_DIGIT: warning(
    'Check digit does not fit',
    'The number looks like a typing error: its check digit is wrong. It is taken as it stands.',
  ),
  CARRIER_UNKNOWN: warning(
    'Carrier not known',
    'No link can be made for this carrier; the number is kept and shown.',
  ),
  CARRIER_MISMATCH: warning(
    'Number does not look like this carrier’s',
    'The carrier column and the shape of the number disagree. The column is believed.',
  ),
  TRACKING_ON_OTHER_ORDER: warning(
    'Same number on another order',
    'Two orders share this number: a combined parcel, or a slip while copying.',
  ),
  NAME_MISMATCH: warning('Name differs', 'The row is matched by its key, but the name is somebody else’s.'),
  EMAIL_MISMATCH: warning(
    'Email differs',
    'The row is matched by its key; no backer has this email address.',
  ),
} as const satisfies Record<string, OutcomeMeaning>;

export type OutcomeCode = keyof typeof OUTCOMES;

/** The meaning of a stored code; a code of a later version still shows, as itself. */
export function meaningOf(code: string): OutcomeMeaning {
  return (
    (OUTCOMES as Record<string, OutcomeMeaning>)[code] ?? {
      severity: 'WARNING',
      applies: false,
      title: code,
      help: '',
    }
  );
}

/** A row's code in words; what is known of this very row takes the place of what helps with any. */
export function messageOf({ title, help }: OutcomeMeaning, detail: string | null = null): string {
  return `${title}. ${detail ?? help}`;
}

function ok(title: string, help: string): OutcomeMeaning {
  return { severity: 'OK', applies: true, title, help };
}

function warning(title: string, help: string): OutcomeMeaning {
  return { severity: 'WARNING', applies: true, title, help, field: 'trackingNumber' };
}

/** A warning about the order itself, in no cell of a file. */
function note(title: string, help: string): OutcomeMeaning {
  return { severity: 'WARNING', applies: true, title, help };
}

function skipped(title: string, help: string, field?: string): OutcomeMeaning {
  return { severity: 'SKIPPED', applies: false, title, help, field };
}

function error(title: string, help: string, field?: string): OutcomeMeaning {
  return { severity: 'ERROR', applies: false, title, help, field };
}
