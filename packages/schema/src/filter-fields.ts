import { ORDER_STATUSES } from './order-transitions.ts';

/** How a condition compares. Which of them a field knows stands in `FILTER_FIELDS`. */
export const FILTER_OPERATORS = [
  'IS',
  'IS_NOT',
  'ANY_OF',
  'NONE_OF',
  'CONTAINS',
  'NOT_CONTAINS',
  'STARTS_WITH',
  'IS_EMPTY',
  'IS_NOT_EMPTY',
  'EQ',
  'NE',
  'LT',
  'LTE',
  'GT',
  'GTE',
  'BETWEEN',
  'BEFORE',
  'AFTER',
  'WITHIN_DAYS',
  'OLDER_THAN_DAYS',
] as const;
export type FilterOperator = (typeof FILTER_OPERATORS)[number];

/**
 * What a field's values are, and with them what `value` looks like:
 * - TEXT, CHOICE: text; of a CHOICE one of `choices` where it has them
 * - NUMBER: a whole number
 * - DATE: a day as YYYY-MM-DD, in UTC
 * - BOOLEAN: true or false
 * - SKU_QUANTITY: `{ sku, quantity }`
 * - REFERENCE: the id of a segment or of an operation
 *
 * ANY_OF and NONE_OF take a list of them, BETWEEN a pair (both ends belong to it), the two about days a number of
 * days, IS_EMPTY and IS_NOT_EMPTY nothing.
 */
export type FilterFieldType =
  'TEXT' | 'CHOICE' | 'NUMBER' | 'DATE' | 'BOOLEAN' | 'SKU_QUANTITY' | 'REFERENCE';

/** Where a builder finds values to offer; null = they are typed. */
export type ValueSource = 'COUNTRIES' | 'CARRIERS' | 'TAGS' | 'SKUS' | 'SEGMENTS' | 'OPERATIONS';

export const FIELD_GROUPS = {
  BACKER: 'Backer',
  ADDRESS: 'Address',
  ORDER: 'Order',
  PARCELS: 'Parcels',
  TOLD: 'Mail and rewards',
  LISTS: 'Segments and operations',
} as const;
export type FieldGroup = keyof typeof FIELD_GROUPS;

export interface FilterField {
  /** As a menu shows it. */
  label: string;
  /** As a sentence says it: "country", "number in the campaign". */
  noun: string;
  group: FieldGroup;
  type: FilterFieldType;
  operators: readonly FilterOperator[];
  /** The word for a backer without a value, for "(or …)"; null where everybody has one. */
  empty: string | null;
  /** A backer may have several values. Then a positive condition holds where one does, a negative where none does. */
  many?: true;
  choices?: readonly { value: string; label: string }[];
  source?: ValueSource;
  /** Of a BOOLEAN: both answers in words. */
  words?: readonly [yes: string, no: string];
  /** Of a TEXT: how many characters a value has at most, where it is fewer than for others. */
  longest?: number;
  /** What may not be plain from the label. */
  help?: string;
}

const EMPTINESS = ['IS_EMPTY', 'IS_NOT_EMPTY'] as const;
const EQUALITY = ['IS', 'IS_NOT', 'ANY_OF', 'NONE_OF'] as const;
const WORDING = ['CONTAINS', 'NOT_CONTAINS', 'STARTS_WITH'] as const;
const ORDERING = ['EQ', 'NE', 'LT', 'LTE', 'GT', 'GTE', 'BETWEEN'] as const;
const TIMING = ['IS', 'BEFORE', 'AFTER', 'BETWEEN', 'WITHIN_DAYS', 'OLDER_THAN_DAYS', ...EMPTINESS] as const;

const TEXT = { type: 'TEXT', operators: [...EQUALITY, ...WORDING, ...EMPTINESS] } as const;
const CHOICE = { type: 'CHOICE', operators: [...EQUALITY, ...EMPTINESS] } as const;
const YES_NO = { type: 'BOOLEAN', operators: ['IS'], empty: null } as const;
const DATE = { type: 'DATE', operators: TIMING, many: true } as const;
const REFERENCE = { type: 'REFERENCE', operators: EQUALITY, empty: null } as const;

const STATUS_WORDS: Record<(typeof ORDER_STATUSES)[number], string> = {
  SURVEY_NOT_SENT: 'Survey not sent',
  SURVEY_NOT_COMPLETED: 'Survey not completed',
  SURVEY_COMPLETED: 'Survey completed',
  READY_TO_FULFILL: 'Ready to fulfill',
  FULFILLMENT_PROCESSING: 'Processing',
  FULFILLMENT_ERRORED: 'Errored',
  PARTIALLY_FULFILLED: 'Partially fulfilled',
  FULFILLED: 'Fulfilled',
  CANCELED: 'Canceled',
};

/** Everything a filter may ask of a backer, in the order of the menu. */
export const FILTER_FIELDS = {
  search: {
    label: 'Search',
    noun: 'the search',
    group: 'BACKER',
    type: 'TEXT',
    operators: ['CONTAINS', 'NOT_CONTAINS'],
    empty: null,
    longest: 200,
    help: 'As in the backer report: each word in name, email, notes, pledge ID or a number of the backer; or the beginning of a tracking number.',
  },
  number: {
    label: 'Backer number',
    noun: 'backer number',
    group: 'BACKER',
    type: 'NUMBER',
    operators: [...ORDERING, 'ANY_OF', 'NONE_OF', ...EMPTINESS],
    empty: 'none',
  },
  pledgeId: {
    ...TEXT,
    label: 'Pledge ID',
    noun: 'pledge ID',
    group: 'BACKER',
    empty: 'none',
    help: 'Whole values are compared letter by letter; “contains” and “starts with” ignore capitals.',
  },
  name: { ...TEXT, label: 'Name', noun: 'name', group: 'BACKER', empty: 'none' },
  email: { ...TEXT, label: 'Email', noun: 'email', group: 'BACKER', empty: 'none' },
  emailDomain: {
    ...TEXT,
    label: 'Email domain',
    noun: 'email domain',
    group: 'BACKER',
    empty: 'none',
    help: 'What stands behind the @.',
  },
  tags: {
    ...CHOICE,
    label: 'Tag',
    noun: 'tag',
    group: 'BACKER',
    many: true,
    source: 'TAGS',
    empty: 'none',
  },
  notes: {
    label: 'Notes',
    noun: 'notes',
    group: 'BACKER',
    type: 'TEXT',
    operators: [...WORDING, ...EMPTINESS],
    empty: 'none',
  },
  country: {
    ...CHOICE,
    label: 'Country',
    noun: 'country',
    group: 'ADDRESS',
    source: 'COUNTRIES',
    empty: 'unknown',
  },
  region: {
    ...TEXT,
    label: 'Region',
    noun: 'region',
    group: 'ADDRESS',
    empty: 'none',
    help: 'State, province or region.',
  },
  postalCode: { ...TEXT, label: 'Postal code', noun: 'postal code', group: 'ADDRESS', empty: 'none' },
  status: {
    type: 'CHOICE',
    operators: EQUALITY,
    label: 'Order status',
    noun: 'status',
    group: 'ORDER',
    choices: ORDER_STATUSES.map((value) => ({ value, label: STATUS_WORDS[value] })),
    empty: null,
  },
  bucket: {
    type: 'CHOICE',
    operators: EQUALITY,
    label: 'Bucket',
    noun: 'bucket',
    group: 'ORDER',
    choices: [
      { value: 'SURVEY', label: 'Survey' },
      { value: 'LOCK_ADDRESS', label: 'Lock address' },
      { value: 'START_SHIPPING', label: 'Start Shipping' },
      { value: 'SHIPPED', label: 'Shipped' },
      { value: 'CANCELED', label: 'Canceled' },
    ],
    empty: null,
  },
  onHold: { ...YES_NO, label: 'On hold', noun: 'on hold', group: 'ORDER', words: ['on hold', 'not on hold'] },
  sku: {
    ...TEXT,
    label: 'SKU',
    noun: 'SKU',
    group: 'ORDER',
    many: true,
    source: 'SKUS',
    empty: 'none',
    help: 'Whole SKUs are compared letter by letter; “contains” and “starts with” ignore capitals.',
  },
  skuQuantity: {
    label: 'Quantity of a SKU',
    noun: 'quantity',
    group: 'ORDER',
    type: 'SKU_QUANTITY',
    operators: ORDERING,
    source: 'SKUS',
    empty: null,
    help: 'All lines of that SKU together; who is owed none of it has 0.',
  },
  digitalOnly: {
    ...YES_NO,
    label: 'Digital only',
    noun: 'digital only',
    group: 'ORDER',
    words: ['owed nothing but digital items', 'owed something to ship'],
  },
  hasTracking: {
    ...YES_NO,
    label: 'Has tracking',
    noun: 'has tracking',
    group: 'PARCELS',
    words: ['with a tracking number', 'without a tracking number'],
    help: 'Voided parcels do not count, here and below.',
  },
  carrier: {
    ...CHOICE,
    label: 'Carrier',
    noun: 'carrier',
    group: 'PARCELS',
    many: true,
    source: 'CARRIERS',
    empty: 'unknown',
  },
  trackingStatus: {
    ...CHOICE,
    label: 'Tracking status',
    noun: 'tracking status',
    group: 'PARCELS',
    many: true,
    empty: 'no parcel',
    choices: [
      { value: 'UNKNOWN', label: 'No scan yet' },
      { value: 'PRE_TRANSIT', label: 'Label made' },
      { value: 'IN_TRANSIT', label: 'In transit' },
      { value: 'OUT_FOR_DELIVERY', label: 'Out for delivery' },
      { value: 'AVAILABLE_FOR_PICKUP', label: 'Waits for pickup' },
      { value: 'DELIVERED', label: 'Delivered' },
      { value: 'RETURN_TO_SENDER', label: 'On its way back' },
      { value: 'FAILURE', label: 'Not delivered' },
      { value: 'CANCELLED', label: 'Canceled by carrier' },
      { value: 'ERROR', label: 'Tracking failed' },
    ],
  },
  shippedAt: { ...DATE, label: 'Shipped', noun: 'date shipped', group: 'PARCELS', empty: 'none' },
  acceptedAt: {
    ...DATE,
    label: 'Accepted by the carrier',
    noun: 'date accepted by the carrier',
    group: 'PARCELS',
    empty: 'none',
  },
  deliveredAt: { ...DATE, label: 'Delivered', noun: 'date delivered', group: 'PARCELS', empty: 'none' },
  daysSinceScan: {
    label: 'Days since the last scan',
    noun: 'days since the last scan',
    group: 'PARCELS',
    type: 'NUMBER',
    operators: [...ORDERING, ...EMPTINESS],
    empty: 'never scanned',
    help: 'Whole days since a carrier last said something of any of their parcels.',
  },
  notified: {
    ...YES_NO,
    label: 'Notified',
    noun: 'notified',
    group: 'TOLD',
    words: ['told of a parcel by mail', 'not told of any parcel by mail'],
    help: 'A tracking mail has been sent.',
  },
  codeAssigned: {
    ...YES_NO,
    label: 'Code assigned',
    noun: 'code assigned',
    group: 'TOLD',
    words: ['with a digital code', 'without a digital code'],
    help: 'Revoked codes do not count.',
  },
  segment: { ...REFERENCE, label: 'Segment', noun: 'in', group: 'LISTS', source: 'SEGMENTS' },
  lastUpload: {
    ...YES_NO,
    label: 'In the last upload',
    noun: 'in the last upload',
    group: 'LISTS',
    words: ['in the last tracking upload', 'not in the last tracking upload'],
    help: 'The newest tracking upload that was completed.',
  },
  operation: {
    ...REFERENCE,
    label: 'Touched by an operation',
    noun: 'touched by',
    group: 'LISTS',
    source: 'OPERATIONS',
    help: 'It changed their order, or made or changed them.',
  },
} as const satisfies Record<string, FilterField>;
export type FilterFieldName = keyof typeof FILTER_FIELDS;

export const FILTER_FIELD_NAMES = Object.keys(FILTER_FIELDS) as FilterFieldName[];

/** Whether it is the name of a field; for what comes from outside. */
export function isFilterField(name: unknown): name is FilterFieldName {
  return typeof name === 'string' && Object.hasOwn(FILTER_FIELDS, name);
}

/** A field with everything it may have; `FILTER_FIELDS` itself tells each apart. */
export function filterField(name: FilterFieldName): FilterField {
  return FILTER_FIELDS[name];
}

const NEGATIVE: ReadonlySet<FilterOperator> = new Set(['IS_NOT', 'NONE_OF', 'NOT_CONTAINS', 'NE']);

/** Whether a condition asks for the lack of something. */
export function isNegative(operator: FilterOperator): boolean {
  return NEGATIVE.has(operator);
}

/**
 * Whether a condition also holds for backers without a value: what a screen must say.
 *
 * @param negated whether its opposite is meant, as within an odd number of NOTs
 */
export function includesEmpty(field: FilterFieldName, operator: FilterOperator, negated = false): boolean {
  if (filterField(field).empty === null || operator === 'IS_EMPTY' || operator === 'IS_NOT_EMPTY')
    return false;
  return isNegative(operator) !== negated;
}

/** How many values a condition takes; a pair is from … to. */
export type ValueShape = 'NONE' | 'ONE' | 'LIST' | 'PAIR' | 'DAYS';

const SHAPES: Partial<Record<FilterOperator, ValueShape>> = {
  IS_EMPTY: 'NONE',
  IS_NOT_EMPTY: 'NONE',
  ANY_OF: 'LIST',
  NONE_OF: 'LIST',
  BETWEEN: 'PAIR',
  WITHIN_DAYS: 'DAYS',
  OLDER_THAN_DAYS: 'DAYS',
};

export function valueShape(operator: FilterOperator): ValueShape {
  return SHAPES[operator] ?? 'ONE';
}

const OPERATOR_WORDS: Record<FilterOperator, string> = {
  IS: 'is',
  IS_NOT: 'is not',
  ANY_OF: 'is any of',
  NONE_OF: 'is none of',
  CONTAINS: 'contains',
  NOT_CONTAINS: 'does not contain',
  STARTS_WITH: 'starts with',
  IS_EMPTY: 'is empty',
  IS_NOT_EMPTY: 'is not empty',
  EQ: 'is',
  NE: 'is not',
  LT: 'is less than',
  LTE: 'is at most',
  GT: 'is more than',
  GTE: 'is at least',
  BETWEEN: 'is between',
  BEFORE: 'is before',
  AFTER: 'is after',
  WITHIN_DAYS: 'is within the last … days',
  OLDER_THAN_DAYS: 'is older than … days',
};

/** Of fields that say it in their own way. */
const OWN_WORDS: Partial<Record<FilterFieldName, Partial<Record<FilterOperator, string>>>> = {
  search: { CONTAINS: 'finds', NOT_CONTAINS: 'does not find' },
  segment: { IS: 'in', IS_NOT: 'not in', ANY_OF: 'in any of', NONE_OF: 'in none of' },
  operation: {
    IS: 'touched by',
    IS_NOT: 'not touched by',
    ANY_OF: 'touched by any of',
    NONE_OF: 'touched by none of',
  },
};

/** An operator as a menu shows it beside its field. */
export function operatorLabel(field: FilterFieldName, operator: FilterOperator): string {
  const own = OWN_WORDS[field]?.[operator];
  if (own) return own;
  if (operator === 'IS' && filterField(field).type === 'DATE') return 'is on';
  return OPERATOR_WORDS[operator];
}
