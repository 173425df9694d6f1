/**
 * Check-digit algorithms of the carriers, as pure functions over a stretch of a string: `text[start..end)` is what
 * the digit covers, the result is the value the check character must have (0–9, and 10–35 for A–Z). Nothing is
 * sliced or split, because this runs several times for each row of a million-row file.
 */

/** What a format's check digit covers and how it is computed. Plain JSON, so that an instance can override it. */
export type CheckRule = {
  /** First index covered. Default 0. */
  from?: number;
  /** Index of the check character; what it covers ends before it. Default: the last character. */
  at?: number;
} & (
  | {
      algorithm: 'mod10';
      /** Weights from the right, alternating, the first beside the check digit: USPS and GS1 [3, 1], UPS [1, 2]. */
      weights: [number, number];
      /** Digits the carrier leaves away in print but counts in the check: 91 of old USPS numbers. */
      prefix?: string;
    }
  | {
      algorithm: 'mod11-mod10';
      /** Weights from the right, repeating. */
      weights: number[];
    }
  | { algorithm: 'mod7' }
  | { algorithm: 'luhn' }
  | { algorithm: 'iso7064-mod37-36' }
  | { algorithm: 's10' }
);

/** The names an override file may use. */
export const CHECK_ALGORITHMS: readonly CheckRule['algorithm'][] = [
  'mod10',
  'mod11-mod10',
  'mod7',
  'luhn',
  'iso7064-mod37-36',
  's10',
];

const S10_WEIGHTS = [8, 6, 4, 2, 3, 5, 9, 7];

/** 0–9 for a digit, 10–35 for A–Z, -1 for anything else. */
export function characterValue(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  if (code >= 65 && code <= 90) return code - 55;
  return -1;
}

/**
 * Sum with two alternating weights, filled up to the next ten. No digit sum of the products (that is Luhn).
 * @param near weight of the character beside the check digit; `far` that of its neighbour, and so on in turn.
 * @param carry added to the sum: what an unprinted prefix contributes.
 */
export function mod10(
  text: string,
  start: number,
  end: number,
  near: number,
  far: number,
  carry = 0,
): number {
  let sum = carry;
  for (let index = end - 1; index >= start; index -= 2) sum += near * mod10Value(text.charCodeAt(index));
  for (let index = end - 2; index >= start; index -= 2) sum += far * mod10Value(text.charCodeAt(index));
  return (10 - (sum % 10)) % 10;
}

/** UPS and OnTrac count a letter as (ASCII − 3) mod 10: A is 2, B is 3. */
function mod10Value(code: number): number {
  return code <= 57 ? code - 48 : (code - 3) % 10;
}

/** FedEx: weighted sum mod 11, a remainder of 10 becoming 0. Digits only. */
export function mod11Mod10(text: string, start: number, end: number, weights: readonly number[]): number {
  let sum = 0;
  let turn = 0;
  for (let index = end - 1; index >= start; index -= 1) {
    sum += (weights[turn] ?? 0) * (text.charCodeAt(index) - 48);
    turn += 1;
    if (turn === weights.length) turn = 0;
  }
  return (sum % 11) % 10;
}

/** DHL Express: the number itself mod 7, digit by digit so that no length overflows. */
export function mod7(text: string, start: number, end: number): number {
  let rest = 0;
  for (let index = start; index < end; index += 1) rest = (rest * 10 + text.charCodeAt(index) - 48) % 7;
  return rest;
}

/** ISO/IEC 7812: every second digit from the right doubled, products counted by their digit sum. */
export function luhn(text: string, start: number, end: number): number {
  let sum = 0;
  let doubled = true;
  for (let index = end - 1; index >= start; index -= 1) {
    const digit = text.charCodeAt(index) - 48;
    if (!doubled) sum += digit;
    else sum += digit < 5 ? digit * 2 : digit * 2 - 9;
    doubled = !doubled;
  }
  return (10 - (sum % 10)) % 10;
}

/** ISO/IEC 7064 MOD 37,36 (DPD): digits and letters, the result may be a letter (10–35). */
export function iso7064Mod37And36(text: string, start: number, end: number): number {
  let product = 36;
  for (let index = start; index < end; index += 1) {
    let sum = product + characterValue(text.charCodeAt(index));
    if (sum > 36) sum -= 36;
    product = sum * 2;
    if (product > 36) product -= 37;
  }
  return (37 - product) % 36;
}

/** UPU S10: eight digits from `start`, weights 8 6 4 2 3 5 9 7, 11 minus the remainder, where 10 is 0 and 11 is 5. */
export function s10(text: string, start: number): number {
  let sum = 0;
  for (let place = 0; place < 8; place += 1)
    sum += (S10_WEIGHTS[place] ?? 0) * (text.charCodeAt(start + place) - 48);
  const check = 11 - (sum % 11);
  if (check === 10) return 0;
  return check === 11 ? 5 : check;
}

/**
 * Makes the test for one rule. The number must already have the format's shape: shape decides which characters are
 * digits, the algorithms do not look again.
 */
export function checkDigitTest(rule: CheckRule): (number: string) => boolean {
  const from = rule.from ?? 0;
  const at = rule.at ?? -1;
  const expected = expectedValue(rule);
  return (number) => {
    const place = at < 0 ? number.length - 1 : at;
    return expected(number, from, place) === characterValue(number.charCodeAt(place));
  };
}

function expectedValue(rule: CheckRule): (text: string, start: number, end: number) => number {
  switch (rule.algorithm) {
    case 'mod10': {
      const [near, far] = rule.weights;
      const prefix = rule.prefix ?? '';
      if (prefix === '') return (text, start, end) => mod10(text, start, end, near, far);
      return (text, start, end) =>
        mod10(text, start, end, near, far, prefixSum(prefix, end - start, near, far));
    }
    case 'mod11-mod10': {
      const weights = rule.weights;
      return (text, start, end) => mod11Mod10(text, start, end, weights);
    }
    case 'mod7':
      return mod7;
    case 'luhn':
      return luhn;
    case 'iso7064-mod37-36':
      return iso7064Mod37And36;
    case 's10':
      return s10;
  }
}

/** What `prefix` in front of `length` covered characters adds to the weighted sum. */
function prefixSum(prefix: string, length: number, near: number, far: number): number {
  let sum = 0;
  for (let index = 0; index < prefix.length; index += 1) {
    const fromRight = length + prefix.length - 1 - index;
    sum += (fromRight % 2 === 0 ? near : far) * (prefix.charCodeAt(index) - 48);
  }
  return sum;
}
