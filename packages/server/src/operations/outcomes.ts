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
    title: 'Marked without a tracking number',
    help: 'The row has no number. The order is marked Fulfilled all the same, because you chose so.',
    field: 'trackingNumber',
  },
  FORCED: {
    severity: 'WARNING',
    applies: true,
    title: 'Forced',
    help: 'The order was not in Start Shipping; it is marked Fulfilled because you chose to force it.',
  },
  NEW: ok('New backers', 'Nobody with this pledge is in the project yet; the backer is created.'),
  UPDATED: ok('Changed backers', 'The backer is there already; what differs is brought up to date.'),
  UNCHANGED: skipped('Unchanged', 'The backer is there already, exactly so. Nothing to do.'),

  NO_TRACKING: skipped(
    'No tracking number',
    'Left alone because you chose to skip rows without a number. Fill the number in, or choose to mark them Fulfilled.',
    'trackingNumber',
  ),
  EXISTING_KEPT: skipped(
    'Has a number already',
    'The order has another tracking number, which stays because you chose to skip such rows.',
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
    'The survey or the address is still open. Lock the address first, or choose to force these rows, with a reason.',
  ),
  ON_HOLD: skipped(
    'On hold',
    'Somebody put this order on hold. Release it first, or choose to force these rows.',
  ),
  CHANGED_SINCE_PREVIEW: skipped(
    'Changed since the preview',
    'Somebody changed this order between the preview and now, so it was left alone. Look at it, then upload the row again.',
  ),

  NOT_APPLIED: skipped(
    'Not reached',
    'The operation was stopped before this row, so nothing of it was done. Upload the row again.',
  ),

  UNDO_LEFT_ALONE: {
    severity: 'WARNING',
    applies: true,
    title: 'Left as it is',
    help: 'Something changed on this order after it was applied, so undo did not touch it. Look at it, and change it by hand if need be.',
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
  CANCELED: error(
    'Canceled',
    'The pledge was canceled; it cannot be fulfilled. Take the row out of the file.',
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
  STATUS_UNKNOWN: error(
    'Status not known yet',
    'Say above which of our statuses this word stands for.',
    'status',
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

function ok(title: string, help: string): OutcomeMeaning {
  return { severity: 'OK', applies: true, title, help };
}

function warning(title: string, help: string): OutcomeMeaning {
  return { severity: 'WARNING', applies: true, title, help, field: 'trackingNumber' };
}

function skipped(title: string, help: string, field?: string): OutcomeMeaning {
  return { severity: 'SKIPPED', applies: false, title, help, field };
}

function error(title: string, help: string, field?: string): OutcomeMeaning {
  return { severity: 'ERROR', applies: false, title, help, field };
}
