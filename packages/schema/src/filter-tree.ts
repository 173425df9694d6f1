import {
  FILTER_FIELD_NAMES,
  filterField,
  includesEmpty,
  isFilterField,
  isNegative,
  operatorLabel,
  valueShape,
  type FilterFieldName,
  type FilterFieldType,
  type FilterOperator,
} from './filter-fields.ts';

/** AND: all of them hold. OR: at least one. NOT: none of them. */
export type FilterOp = 'AND' | 'OR' | 'NOT';

export interface FilterGroup {
  op: FilterOp;
  nodes: FilterTree[];
}

export interface SkuQuantity {
  sku: string;
  quantity: number | [from: number, to: number];
}

export type FilterValue = string | number | boolean | string[] | number[] | SkuQuantity;

/** One condition; the shape of its value stands at `FilterFieldType`. */
export interface FilterLeaf {
  field: FilterFieldName;
  operator: FilterOperator;
  value?: FilterValue;
}

/** Which backers, as a tree. The same JSON in the API, in the address of a page and in an export. */
export type FilterTree = FilterGroup | FilterLeaf;

/** All backers of the project: nothing is asked of them. */
export const EVERYONE: FilterGroup = { op: 'AND', nodes: [] };

export const TREE_LIMITS = {
  /** Groups within groups; a builder with more of them is no longer read by anybody. */
  depth: 8,
  nodes: 250,
  /** Of all lists together. A body of 4 MiB holds about as many emails. */
  values: 100_000,
  textLength: 500,
} as const;

export interface TreeProblem {
  /** Where, as `nodes[1].nodes[0].value`; empty for the tree itself. */
  path: string;
  /** What is wrong and how to mend it. */
  message: string;
}

export function isGroup(tree: FilterTree): tree is FilterGroup {
  return 'op' in tree;
}

/** Every condition of a tree, from left to right. */
export function leavesOf(tree: FilterTree): FilterLeaf[] {
  return isGroup(tree) ? tree.nodes.flatMap(leavesOf) : [tree];
}

/** The values of a condition as texts, whether it was given one or several; of a quantity none. */
export function valuesOf(value: FilterValue | undefined): string[] {
  return [value]
    .flat()
    .flatMap((one) => (one === undefined || typeof one === 'object' ? [] : [String(one).trim()]));
}

/** Ids of the segments a tree speaks of. */
export function segmentsIn(tree: FilterTree): string[] {
  return idsIn(tree, 'segment');
}

/** Ids of the operations a tree speaks of. */
export function operationsIn(tree: FilterTree): string[] {
  return idsIn(tree, 'operation');
}

function idsIn(tree: FilterTree, field: 'segment' | 'operation'): string[] {
  const leaves = leavesOf(tree).filter((leaf) => leaf.field === field);
  return [...new Set(leaves.flatMap(({ value }) => valuesOf(value)))];
}

const MOST_PROBLEMS = 20;
const BIGGEST_INT = 2_147_483_647;
const MOST_DAYS = 36_500;

/**
 * What is wrong with a tree that came from outside; empty when it is a `FilterTree`. Of a list of thousands only the
 * first bad value is told.
 */
export function checkTree(tree: unknown): TreeProblem[] {
  const problems: TreeProblem[] = [];
  const seen = { nodes: 0, values: 0 };
  const tell = (path: string, message: string) => {
    if (problems.length < MOST_PROBLEMS) problems.push({ path, message });
  };

  function node(given: unknown, path: string, depth: number): void {
    if (!isObject(given))
      return tell(
        path,
        'A filter is a group {op, nodes} or a condition {field, operator, value}; this is neither.',
      );
    seen.nodes += 1;
    if (seen.nodes > TREE_LIMITS.nodes) return;
    if ('op' in given) group(given, path, depth);
    else leaf(given, path);
  }

  function group(given: Record<string, unknown>, path: string, depth: number): void {
    refuseKeys(given, ['op', 'nodes'], path, tell);
    const { op, nodes } = given;
    if (op !== 'AND' && op !== 'OR' && op !== 'NOT')
      tell(at(path, 'op'), `“${short(op)}” joins nothing. Use AND, OR or NOT.`);
    if (!Array.isArray(nodes)) return tell(at(path, 'nodes'), 'A group has a list of nodes.');
    if (depth > TREE_LIMITS.depth)
      return tell(
        path,
        `Groups lie more than ${TREE_LIMITS.depth} deep here. Make a segment of the inner ones and ask for “in segment”.`,
      );
    if (nodes.length === 0 && !(path === '' && op === 'AND'))
      tell(at(path, 'nodes'), 'This group is empty. Put a condition into it, or take it away.');
    nodes.forEach((one, index) => node(one, at(path, `nodes[${index}]`), depth + 1));
  }

  function leaf(given: Record<string, unknown>, path: string): void {
    refuseKeys(given, ['field', 'operator', 'value'], path, tell);
    const { field, operator, value } = given;
    if (!isFilterField(field))
      return tell(
        at(path, 'field'),
        field === undefined
          ? 'The condition has no field.'
          : `There is no field “${short(field)}”. Fields are ${FILTER_FIELD_NAMES.join(', ')}.`,
      );
    const { label, operators } = filterField(field);
    const known = operators.find((one) => one === operator);
    if (!known)
      return tell(
        at(path, 'operator'),
        `${label} cannot be compared by “${short(operator)}”. Use ${operators.join(', ')}.`,
      );
    const problem = valueProblem(field, known, value, seen);
    if (problem) tell(at(path, problem.path), `${label} ${operatorLabel(field, known)}: ${problem.message}`);
  }

  node(tree, '', 1);
  if (seen.nodes > TREE_LIMITS.nodes)
    tell(
      '',
      `The filter has more than ${TREE_LIMITS.nodes} parts. Use “is any of”, or make segments of parts of it.`,
    );
  if (seen.values > TREE_LIMITS.values)
    tell(
      '',
      `The filter lists ${seen.values} values; ${TREE_LIMITS.values} are allowed. Split it, or make a segment of each part.`,
    );
  return problems;
}

function valueProblem(
  field: FilterFieldName,
  operator: FilterOperator,
  value: unknown,
  seen: { values: number },
): TreeProblem | null {
  const { type } = filterField(field);
  const wrong = (message: string, path = 'value'): TreeProblem => ({ path, message });
  const shape = valueShape(operator);
  if (shape === 'NONE') return value === undefined || value === null ? null : wrong('It takes no value.');
  if (shape === 'DAYS')
    return isWhole(value, 1, MOST_DAYS) ? null : wrong(`Give a number of days from 1 to ${MOST_DAYS}.`);
  if (type === 'SKU_QUANTITY') return skuQuantityProblem(value, shape === 'PAIR');
  if (shape === 'LIST') {
    if (!Array.isArray(value) || value.length === 0) return wrong('Give a list with one value or more.');
    seen.values += value.length;
    if (seen.values > TREE_LIMITS.values) return null;
    const bad = value.findIndex((one) => oneProblem(field, type, one) !== null);
    return bad < 0 ? null : wrong(oneProblem(field, type, value[bad]) ?? '', `value[${bad}]`);
  }
  if (shape === 'PAIR') return pairProblem(field, type, value);
  const problem = oneProblem(field, type, value);
  return problem === null ? null : wrong(problem);
}

function pairProblem(field: FilterFieldName, type: FilterFieldType, value: unknown): TreeProblem | null {
  if (!Array.isArray(value) || value.length !== 2)
    return { path: 'value', message: 'Give a list of two: from and to.' };
  const bad = value.findIndex((one) => oneProblem(field, type, one) !== null);
  if (bad >= 0) return { path: `value[${bad}]`, message: oneProblem(field, type, value[bad]) ?? '' };
  const [from, to] = value as [string | number, string | number];
  return from <= to
    ? null
    : { path: 'value', message: `${from} comes after ${to}, so nothing lies between. Turn them round.` };
}

function skuQuantityProblem(value: unknown, pair: boolean): TreeProblem | null {
  const wrong = (path: string, message: string): TreeProblem => ({ path, message });
  if (!isObject(value)) return wrong('value', 'Give {sku, quantity}.');
  const stray = Object.keys(value).find((key) => key !== 'sku' && key !== 'quantity');
  if (stray !== undefined) return wrong(`value.${short(stray)}`, 'The value has sku and quantity only.');
  const { sku, quantity } = value;
  const problem = textProblem(sku);
  if (problem) return wrong('value.sku', problem);
  const counts: unknown[] = pair ? (Array.isArray(quantity) ? quantity : []) : [quantity];
  if (counts.length !== (pair ? 2 : 1) || !counts.every((one) => isWhole(one, 0, BIGGEST_INT)))
    return wrong(
      'value.quantity',
      pair ? 'Give two whole numbers: from and to.' : 'Give a whole number, 0 or more.',
    );
  const [from, to] = counts as [number, number?];
  if (to !== undefined && from > to)
    return wrong('value.quantity', `${from} is more than ${to}, so nothing lies between. Turn them round.`);
  return null;
}

/** What is wrong with one value of a field; null when it is good. */
function oneProblem(field: FilterFieldName, type: FilterFieldType, value: unknown): string | null {
  switch (type) {
    case 'TEXT':
      return textProblem(value, filterField(field).longest);
    case 'CHOICE': {
      const { choices } = filterField(field);
      if (choices)
        return choices.some((choice) => choice.value === value)
          ? null
          : `“${short(value)}” is none of ${choices.map((choice) => choice.value).join(', ')}.`;
      if (field === 'country' && !(typeof value === 'string' && /^[A-Za-z]{2}$/.test(value)))
        return `“${short(value)}” is no country. Write its two letters, such as DE.`;
      return textProblem(value);
    }
    case 'NUMBER':
      return isWhole(value, -BIGGEST_INT, BIGGEST_INT) ? null : `“${short(value)}” is no whole number.`;
    case 'DATE':
      return isDay(value) ? null : `“${short(value)}” is no day. Write it as YYYY-MM-DD.`;
    case 'BOOLEAN':
      return typeof value === 'boolean' ? null : 'Give true or false.';
    case 'REFERENCE':
      return typeof value === 'string' && /^[1-9]\d{0,17}$/.test(value)
        ? null
        : `“${short(value)}” is no id of ${field === 'segment' ? 'a segment' : 'an operation'}.`;
    case 'SKU_QUANTITY':
      return null;
  }
}

function textProblem(value: unknown, longest: number = TREE_LIMITS.textLength): string | null {
  if (typeof value !== 'string') return `“${short(value)}” is no text.`;
  if (value.trim() === '') return 'It is blank. Write what to look for, or ask for “is empty”.';
  if (value.length > longest) return `It has ${value.length} characters; at most ${longest} are looked for.`;
  return value.includes('\0') ? 'It holds a character that no text can hold (NUL). Take it out.' : null;
}

function isWhole(value: unknown, least: number, most: number): value is number {
  return Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
}

function isDay(value: unknown): value is string {
  if (typeof value !== 'string' || !/^(19|2\d)\d\d-\d\d-\d\d$/.test(value)) return false;
  const time = Date.parse(value);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refuseKeys(
  given: Record<string, unknown>,
  known: readonly string[],
  path: string,
  tell: (path: string, message: string) => void,
): void {
  for (const key of Object.keys(given)) {
    if (!known.includes(key))
      tell(at(path, short(key)), `“${short(key)}” means nothing here. It has ${known.join(', ')}.`);
  }
}

function at(path: string, step: string): string {
  return path === '' ? step : `${path}.${step}`;
}

function short(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify([value]).slice(1, -1) || 'nothing';
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

/** The name behind a value: of a segment, an operation, a carrier. Undefined where it is not known. */
export type FilterNames = (field: FilterFieldName, value: string) => string | undefined;

const LISTED = 5;
const number = new Intl.NumberFormat('en-US');
const countries = new Intl.DisplayNames('en', { type: 'region', fallback: 'code' });
const day = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});

/**
 * A tree as a person reads it: "Country is not Germany (or unknown) and (status is Errored or on hold)".
 *
 * @param tree one that `checkTree` has nothing against
 * @param names for what the tree holds ids of; without it they are called by their ids
 */
export function filterSentence(tree: FilterTree, names: FilterNames = () => undefined): string {
  if (isGroup(tree) && tree.nodes.length === 0) return 'Everyone';
  const text = phrase(tree, { names, negated: false }, true);
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

interface Saying {
  names: FilterNames;
  /** What is said stands within an odd number of NOTs, so that its opposite is meant. */
  negated: boolean;
}

const turned = (saying: Saying): Saying => ({ ...saying, negated: !saying.negated });

/** A tree in words. @param outer whether a group does without brackets */
function phrase(tree: FilterTree, saying: Saying, outer = false): string {
  if (!isGroup(tree)) return leafPhrase(tree, saying);
  const { op, nodes } = tree;
  if (op === 'NOT') {
    const inner = turned(saying);
    if (inner.negated && nodes.some((node) => takesInEmpty(node, true)))
      return opposite({ op: 'OR', nodes }, inner, outer);
    return `not (${nodes.map((node) => phrase(node, inner)).join(' or ')})`;
  }
  const [only] = nodes;
  if (only && nodes.length === 1) return phrase(only, saying, outer);
  return joined(
    nodes.map((node) => phrase(node, saying)),
    op === 'AND' ? 'and' : 'or',
    outer,
  );
}

/**
 * The opposite of a tree in words. "Not (the tag is X)" holds for who has no tag, and that can be said behind each
 * condition only: in the brackets it would be turned round with them.
 */
function opposite(tree: FilterTree, saying: Saying, outer = false): string {
  if (!isGroup(tree)) {
    const { field, operator } = tree;
    const empty = includesEmpty(field, operator, true) ? ` (or ${filterField(field).empty})` : '';
    return `not (${leafPhrase(tree, saying)})${empty}`;
  }
  const { op, nodes } = tree;
  if (op === 'NOT') return phrase({ op: 'OR', nodes }, turned(saying), outer);
  if (!takesInEmpty(tree, true)) return `not (${phrase(tree, saying, true)})`;
  const [only] = nodes;
  if (only && nodes.length === 1) return opposite(only, saying, outer);
  return joined(
    nodes.map((node) => opposite(node, saying)),
    op === 'AND' ? 'or' : 'and',
    outer,
  );
}

/** Whether the opposite of a positive condition is asked for in it, which holds for who has no value. */
function takesInEmpty(tree: FilterTree, negated: boolean): boolean {
  if (!isGroup(tree)) return negated && includesEmpty(tree.field, tree.operator, true);
  return tree.nodes.some((node) => takesInEmpty(node, (tree.op === 'NOT') !== negated));
}

function joined(parts: readonly string[], word: 'and' | 'or', outer: boolean): string {
  const text = parts.join(` ${word} `);
  return outer ? text : `(${text})`;
}

function leafPhrase({ field, operator, value }: FilterLeaf, { names, negated }: Saying): string {
  const { noun, type, many, empty, words } = filterField(field);
  if (words) return value === false ? words[1] : words[0];
  if (type === 'REFERENCE') {
    const what = field === 'segment' ? 'segment' : 'operation';
    const list = valuesOf(value);
    return `${isNegative(operator) ? 'not ' : ''}${noun} ${listed(
      list.map((id) => (names(field, id) ? `“${names(field, id)}”` : `${what} ${id}`)),
    )}`;
  }
  if (operator === 'IS_EMPTY') return `${noun} is ${empty === 'unknown' ? 'unknown' : 'empty'}`;
  if (operator === 'IS_NOT_EMPTY') return `${noun} is ${empty === 'unknown' ? 'known' : 'not empty'}`;
  if (type === 'SKU_QUANTITY') return quantityPhrase(operator, value as SkuQuantity);
  if (operator === 'WITHIN_DAYS') return `${noun} is within the last ${days(value)}`;
  if (operator === 'OLDER_THAN_DAYS') return `${noun} is more than ${days(value)} ago`;
  const said = valuePhrase(field, operator, value as FilterValue, names);
  // "The tag is not X" would hold for somebody with another tag beside it; meant is nobody who has X.
  const subject = many && isNegative(operator) ? `no ${noun}` : noun;
  const verb = many && isNegative(operator) ? POSITIVE[operator] : operator;
  const compared = verb === 'ANY_OF' ? 'is' : operatorLabel(field, verb ?? operator);
  return `${subject} ${compared} ${said}${!negated && includesEmpty(field, operator) ? ` (or ${empty})` : ''}`;
}

const POSITIVE: Partial<Record<FilterOperator, FilterOperator>> = {
  IS_NOT: 'IS',
  NONE_OF: 'ANY_OF',
  NOT_CONTAINS: 'CONTAINS',
  NE: 'EQ',
};

function quantityPhrase(operator: FilterOperator, { sku, quantity }: SkuQuantity): string {
  const [from, to] = Array.isArray(quantity) ? quantity : [quantity, quantity];
  const said =
    operator === 'BETWEEN' ? `${number.format(from)} and ${number.format(to)}` : number.format(from);
  return `quantity of “${sku}” ${operatorLabel('skuQuantity', operator)} ${said}`;
}

function valuePhrase(
  field: FilterFieldName,
  operator: FilterOperator,
  value: FilterValue,
  names: FilterNames,
): string {
  const say = (one: unknown) => oneValue(field, one as string | number, names);
  if (!Array.isArray(value)) return say(value);
  return operator === 'BETWEEN'
    ? value.map(say).join(' and ')
    : listed(value.slice(0, LISTED).map(say), value.length, operator === 'NONE_OF' ? '' : 'one of ');
}

function oneValue(field: FilterFieldName, value: string | number, names: FilterNames): string {
  const { type, choices } = filterField(field);
  if (typeof value === 'number') return field === 'number' ? String(value) : number.format(value);
  if (type === 'DATE') return day.format(new Date(value));
  if (choices) return choices.find((choice) => choice.value === value)?.label ?? value;
  if (field === 'country') return countries.of(value.toUpperCase()) ?? value;
  return names(field, value) ?? `“${value}”`;
}

/** "A, B or C"; of more than five the first and how many there are. */
function listed(values: readonly string[], count = values.length, many = 'one of '): string {
  if (count > LISTED) return `${many}${number.format(count)} (${values.slice(0, 3).join(', ')} …)`;
  const last = values.at(-1) ?? '';
  return values.length > 1 ? `${values.slice(0, -1).join(', ')} or ${last}` : last;
}

function days(value: unknown): string {
  return `${number.format(Number(value))} day${value === 1 ? '' : 's'}`;
}
