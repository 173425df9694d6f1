/**
 * The small language that number formats are written in. Not regular expressions: shapes also come from an instance's
 * own file, and a careless expression there could stop the event loop (catastrophic backtracking). A shape is a list of
 * character sets, so matching costs one look-up a place.
 *
 *   1Z*{15}#      literal 1, literal Z, 15 letters or digits, one digit
 *   [HT]*{5}#{10} one of H and T, 5 letters or digits, 10 digits
 *   GM#{10,39}    GM and 10 to 39 digits
 *
 * `#` digit · `@` letter A–Z · `*` letter or digit · `[…]` one of these (ranges allowed) · `{n}`, `{n,m}` repeats the
 * element before it · A–Z, 0–9 and - stand for themselves. Always the whole number.
 */

/** Which characters one place may have: 1 at the ASCII codes allowed. */
export type CharacterSet = Uint8Array;

/** Longest number any format may have; longer input is no tracking number. */
export const MAX_NUMBER_LENGTH = 48;

const DIGITS = '0123456789';
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

const ANY_DIGIT: CharacterSet = setOf(DIGITS);
const ANY_LETTER: CharacterSet = setOf(LETTERS);
const ANY_CHARACTER: CharacterSet = setOf(DIGITS + LETTERS);

interface Element {
  set: CharacterSet;
  least: number;
  most: number;
}

/**
 * Reads a shape into one list of character sets for each length it can have, shortest first.
 * @throws Error with a sentence saying what is wrong and at which character.
 */
export function parseShape(shape: string): CharacterSet[][] {
  const elements = readElements(shape);
  let variants: CharacterSet[][] = [[]];
  for (const { set, least, most } of elements) {
    const longer: CharacterSet[][] = [];
    for (const variant of variants) {
      for (let count = least; count <= most; count += 1)
        longer.push([...variant, ...new Array<CharacterSet>(count).fill(set)]);
    }
    variants = longer;
    if (variants.length > MAX_NUMBER_LENGTH) throw new Error(`"${shape}" has too many variable parts`);
  }
  for (const variant of variants) {
    if (variant.length === 0 || variant.length > MAX_NUMBER_LENGTH) {
      throw new Error(
        `"${shape}" allows ${variant.length} characters; allowed are 1 to ${MAX_NUMBER_LENGTH}`,
      );
    }
  }
  return variants.sort((one, other) => one.length - other.length);
}

/** Whether a place can hold a digit at all: numbers of digits only skip the shapes that cannot. */
export function allowsDigit(set: CharacterSet): boolean {
  for (let code = 48; code <= 57; code += 1) if (set[code] === 1) return true;
  return false;
}

/** Whether a place can hold every digit: such places need no test once a number is known to be digits only. */
export function allowsEveryDigit(set: CharacterSet): boolean {
  for (let code = 48; code <= 57; code += 1) if (set[code] !== 1) return false;
  return true;
}

function readElements(shape: string): Element[] {
  const elements: Element[] = [];
  let index = 0;
  while (index < shape.length) {
    const character = shape.charAt(index);
    let set: CharacterSet;
    if (character === '[') {
      const close = shape.indexOf(']', index);
      if (close < 0) throw new Error(`"${shape}" opens [ at character ${index + 1} and never closes it`);
      set = readSet(shape, index + 1, close);
      index = close + 1;
    } else {
      set = plainSet(shape, character, index);
      index += 1;
    }
    const repeat = /^\{(\d{1,2})(?:,(\d{1,2}))?\}/.exec(shape.slice(index, index + 8));
    if (shape.charAt(index) === '{' && !repeat)
      throw new Error(`"${shape}" has a { at character ${index + 1} that is no {n} or {n,m}`);
    const least = repeat ? Number(repeat[1]) : 1;
    const most = repeat?.[2] === undefined ? least : Number(repeat[2]);
    if (most < least)
      throw new Error(`"${shape}" repeats from ${least} to ${most}; the first must not be the larger`);
    elements.push({ set, least, most });
    index += repeat?.[0].length ?? 0;
  }
  return elements;
}

function plainSet(shape: string, character: string, index: number): CharacterSet {
  if (character === '#') return ANY_DIGIT;
  if (character === '@') return ANY_LETTER;
  if (character === '*') return ANY_CHARACTER;
  if (/[A-Z0-9-]/.test(character)) return setOf(character);
  throw new Error(
    `"${shape}" has "${character}" at character ${index + 1}; allowed are A–Z, 0–9, -, #, @, * and […]`,
  );
}

function readSet(shape: string, start: number, end: number): CharacterSet {
  const inside = shape.slice(start, end);
  if (!/^(?:[A-Z0-9](?:-[A-Z0-9])?)+$/.test(inside)) {
    throw new Error(
      `"${shape}" has [${inside}]; between brackets stand letters A–Z and digits, or ranges such as 0-5`,
    );
  }
  const set = new Uint8Array(128);
  for (const [part] of inside.matchAll(/[A-Z0-9](?:-[A-Z0-9])?/g)) {
    for (let code = part.charCodeAt(0); code <= part.charCodeAt(part.length - 1); code += 1) set[code] = 1;
  }
  return set;
}

function setOf(characters: string): CharacterSet {
  const set = new Uint8Array(128);
  for (let index = 0; index < characters.length; index += 1) set[characters.charCodeAt(index)] = 1;
  return set;
}
