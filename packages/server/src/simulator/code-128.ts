/**
 * Code 128 (ISO/IEC 15417): what every carrier prints. Own, because it is a table and ten lines of arithmetic, and the
 * packages that draw it bring a hundred other symbologies (bwip-js: 1 MB).
 */

/** Widths of bars and spaces in turn, in modules, for the values 0 to 105; 106 is the stop pattern. */
const PATTERNS = (
  '212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 ' +
  '123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 ' +
  '232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 ' +
  '313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 ' +
  '111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 ' +
  '111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 ' +
  '114311 411113 411311 113141 114131 311141 411131 211412 211214 211232 2331112'
).split(' ');

const CODE_C = 99;
const CODE_B = 100;
const FNC1 = 102;
const START_B = 104;
const START_C = 105;
const STOP = 106;

/**
 * Values of the symbol, start to stop: pairs of digits where there are at least four in a row at the beginning, single
 * characters elsewhere.
 *
 * @param text printable ASCII; `\x1d` (the separator of GS1) is function character 1
 */
export function code128Values(text: string): number[] {
  if (!/^[\x1d\x20-\x7e]+$/.test(text))
    throw new Error(`"${text}" has characters that Code 128 B does not hold.`);
  const values: number[] = [];
  let inPairs = /^(\x1d?\d){4}|^\d\d$/.test(text);
  values.push(inPairs ? START_C : START_B);
  for (let at = 0; at < text.length;) {
    if (text[at] === '\x1d') {
      values.push(FNC1);
      at += 1;
      continue;
    }
    const digits = /^\d+/.exec(text.slice(at))?.[0].length ?? 0;
    if (inPairs && digits < 2) {
      values.push(CODE_B);
      inPairs = false;
    } else if (!inPairs && digits >= 4 && digits % 2 === 0) {
      values.push(CODE_C);
      inPairs = true;
    }
    values.push(inPairs ? Number(text.slice(at, at + 2)) : text.charCodeAt(at) - 32);
    at += inPairs ? 2 : 1;
  }
  const sum = values.reduce((total, value, place) => total + value * Math.max(1, place), 0);
  return [...values, sum % 103, STOP];
}

/** One bar of a symbol, in modules from its left edge. */
export interface Bar {
  at: number;
  width: number;
}

/** The bars of a text, and how wide they are together, without the ten modules of quiet zone on either side. */
export function code128(text: string): { bars: Bar[]; width: number } {
  const bars: Bar[] = [];
  let at = 0;
  for (const value of code128Values(text)) {
    [...(PATTERNS[value] ?? '')].forEach((digit, index) => {
      if (index % 2 === 0) bars.push({ at, width: Number(digit) });
      at += Number(digit);
    });
  }
  return { bars, width: at };
}
