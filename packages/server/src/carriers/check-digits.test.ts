import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { checkDigitTest, iso7064Mod37And36, luhn, mod10, mod11Mod10, mod7, s10 } from './check-digits.ts';

// Independent of the code under test on purpose: written as the specifications tell it, over arrays, from the left.
const values = (text: string) =>
  [...text].map((character) =>
    /\d/.test(character) ? Number(character) : (character.charCodeAt(0) - 3) % 10,
  );
const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
const toTen = (total: number) => (total % 10 === 0 ? 0 : 10 - (total % 10));

const digits = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: length, maxLength: length });

describe('check digits', () => {
  it.each([
    ['the UPU S10 worked example, sum 200', s10('RB47312482', 2), 9],
    ['UPS 1Z999AA10123456784', mod10('999AA1012345678', 0, 15, 1, 2), 4],
    ['USPS 9400 1112 0108 0805 4830 16', mod10('940011120108080548301', 0, 21, 3, 1), 6],
    ['an SSCC as DHL Paket prints it, 00340434161094042557', mod10('0034043416109404255', 0, 19, 3, 1), 7],
    ['FedEx 986578788855', mod11Mod10('98657878885', 0, 11, [1, 3, 7]), 5],
    ['DHL Express 3318810025', mod7('331881002', 0, 9), 5],
    ['Luhn as in ISO/IEC 7812, 79927398713', luhn('7992739871', 0, 10), 3],
    ['DPD 0081827099800000200 33 350 276 C', iso7064Mod37And36('008182709980000020033350276', 0, 27), 12],
  ])('%s', (_, computed, printed) => {
    expect(computed).toBe(printed);
  });

  it('gives S10 remainders 0 and 1 the digits 5 and 0', () => {
    expect(s10('00000000', 0)).toBe(5);
    // 6 × 2 = 12, remainder 1
    expect(s10('02000000', 0)).toBe(0);
  });

  it('mod 10 agrees with the sum from the left for odd and even lengths', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9A-Z]{1,30}$/), (text) => {
        const fromRight = values(text).reverse();
        const expected = toTen(sum(fromRight.map((value, index) => value * (index % 2 === 0 ? 3 : 1))));
        expect(mod10(text, 0, text.length, 3, 1)).toBe(expected);
      }),
    );
  });

  it('mod 7 agrees with the remainder of the whole number', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 30n }), (number) => {
        expect(mod7(String(number), 0, String(number).length)).toBe(Number(number % 7n));
      }),
    );
  });

  it('mod 11 mod 10 agrees with the constants 3 1 7 … written from the left, as FedEx gives them', () => {
    const left = [3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1];
    fc.assert(
      fc.property(digits(11), (text) => {
        expect(mod11Mod10(text, 0, 11, [1, 3, 7])).toBe(
          (sum(values(text).map((value, index) => value * left[index]!)) % 11) % 10,
        );
      }),
    );
  });

  it('MOD 37,36 catches every change of one character', () => {
    const passes = checkDigitTest({ algorithm: 'iso7064-mod37-36' });
    const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
    fc.assert(
      fc.property(digits(14), fc.nat(13), fc.nat(8), (body, place, shift) => {
        const check = alphabet.charAt(iso7064Mod37And36(body, 0, 14));
        expect(passes(body + check)).toBe(true);
        const other = alphabet.charAt((Number(body.charAt(place)) + shift + 1) % 10);
        expect(passes(body.slice(0, place) + other + body.slice(place + 1) + check)).toBe(false);
      }),
    );
  });

  it('counts a prefix that is not printed as if it were', () => {
    const hidden = checkDigitTest({ algorithm: 'mod10', weights: [3, 1], prefix: '91' });
    const printed = checkDigitTest({ algorithm: 'mod10', weights: [3, 1] });
    expect(hidden('71969010756003077385')).toBe(true);
    fc.assert(
      fc.property(digits(20), (text) => {
        expect(hidden(text)).toBe(printed(`91${text}`));
      }),
    );
  });

  it('covers only what the rule names and finds the digit where the rule puts it', () => {
    const astra = checkDigitTest({ algorithm: 'mod11-mod10', weights: [1, 3, 7], from: 16, at: 27 });
    // A FedEx ASTRA barcode: 784917580286 stands at places 16 to 27.
    expect(astra('32971514560102447849175802862014')).toBe(true);
    expect(astra('32971514560102447849175802872014')).toBe(false);
    expect(astra('99999999999999997849175802869999')).toBe(true);
  });
});
