import { checkDigitTest, type CheckRule } from '../src/carriers/check-digits.ts';
import {
  excelDamage,
  normaliseTrackingNumber,
  recogniseCarrier,
  trackingUrl,
  numberFitsCarrier,
  carrierFromName,
} from '../src/carriers/carrier-match.ts';
import { judgeText } from '../src/carriers/number-text.ts';

/**
 * What a row's tracking number costs on the event loop, by kind of file. Run: `tsx bench/carrier-match.bench.ts`.
 * Numbers are cut out of one long text, as the CSV parser cuts them, because V8 reads such slices more slowly than
 * strings of their own. Processor time, not the clock, so that a busy machine matters less. Median of the rounds, with
 * the fastest and slowest.
 */

const ROWS = 1_000_000;
const ROUNDS = 7;

let seed = 42;

/** Mulberry32: the same rows in each run. */
function random(): number {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
}

function digits(count: number): string {
  let text = '';
  for (let index = 0; index < count; index += 1) text += Math.floor(random() * 10);
  return text;
}

/** Completes a number by trying the ten digits. */
function checked(rule: CheckRule, body: string, tail = ''): string {
  const passes = checkDigitTest(rule);
  for (let digit = 0; digit < 10; digit += 1) if (passes(body + digit + tail)) return body + digit + tail;
  return body + '0' + tail;
}

const GS1: CheckRule = { algorithm: 'mod10', weights: [3, 1] };
const makers: Record<string, () => string> = {
  usps: () => checked(GS1, '9400' + digits(17)),
  ups: () => checked({ algorithm: 'mod10', weights: [1, 2], from: 2 }, '1Z' + digits(6) + '03' + digits(7)),
  fedex: () => checked({ algorithm: 'mod11-mod10', weights: [1, 3, 7] }, digits(11)),
  royalMail: () => checked({ algorithm: 's10', from: 2, at: 10 }, 'RB' + digits(8), 'GB'),
  dhl: () => checked({ algorithm: 'mod7' }, digits(9)),
  yunexpress: () => 'YT' + digits(16),
  canadaPost: () => checked(GS1, digits(15)),
  unknown: () => 'WB-' + digits(9),
};

const shares: [maker: string, share: number][] = [
  ['usps', 0.45],
  ['ups', 0.2],
  ['fedex', 0.12],
  ['royalMail', 0.08],
  ['dhl', 0.05],
  ['yunexpress', 0.04],
  ['canadaPost', 0.04],
  ['unknown', 0.02],
];

function mixed(): string {
  let place = random();
  for (const [maker, share] of shares) {
    place -= share;
    if (place < 0) return makers[maker]!();
  }
  return makers['usps']!();
}

/** Writes all numbers into one text and cuts them out again. */
function file(make: () => string): string[] {
  const numbers = Array.from({ length: ROWS }, make);
  const text = numbers.join(',');
  let start = 0;
  return numbers.map((number) => {
    const cut = text.slice(start, start + number.length);
    start += number.length + 1;
    return cut;
  });
}

function measure(label: string, rows: readonly string[], work: (raw: string) => unknown): void {
  let seen = 0;
  const rounds = Array.from({ length: ROUNDS + 2 }, () => {
    const began = process.cpuUsage();
    for (const raw of rows) if (work(raw) !== null) seen += 1;
    const { user, system } = process.cpuUsage(began);
    return ((user + system) * 1000) / rows.length;
  });
  // The first two rounds compile.
  const sorted = rounds.slice(2).sort((one, other) => one - other);
  const [least, median, most] = [sorted[0]!, sorted[Math.floor(ROUNDS / 2)]!, sorted.at(-1)!];
  const share = Math.round((100 * seen) / rows.length / rounds.length);
  process.stdout.write(
    `${label.padEnd(44)} ${median.toFixed(0).padStart(5)} ns  (${least.toFixed(0)}–${most.toFixed(0)})  ${share} % not null\n`,
  );
}

function perRow(raw: string): unknown {
  const number = normaliseTrackingNumber(raw);
  if (excelDamage(raw) !== null) return null;
  return recogniseCarrier(number);
}

const typical = file(mixed);
const names = ['USPS', 'UPS Ground', 'FedEx', 'Royal Mail', 'DHL Express'];

process.stdout.write(`${ROWS.toLocaleString('en')} rows, Node ${process.version}, a row:\n`);
measure('typical file: all three', typical, perRow);
measure('  normaliseTrackingNumber', typical, normaliseTrackingNumber);
measure('  excelDamage', typical, excelDamage);
measure('  judgeText', typical, (raw) => judgeText(raw, raw, ''));
measure('  recogniseCarrier', typical, recogniseCarrier);
for (const maker of Object.keys(makers)) measure(`${maker} only: all three`, file(makers[maker]!), perRow);
measure(
  '12 random digits: all three',
  file(() => digits(12)),
  perRow,
);
measure(
  '20 random digits: all three',
  file(() => digits(20)),
  perRow,
);
measure(
  'spaces in groups: all three',
  file(() => mixed().replace(/(.{4})/g, '$1 ')),
  perRow,
);
measure(
  'lower case: all three',
  file(() => mixed().toLowerCase()),
  perRow,
);
measure(
  '="…": all three',
  file(() => `="${mixed()}"`),
  perRow,
);
measure('also: numberFitsCarrier of a named carrier', typical, (raw) => numberFitsCarrier(raw, 'usps'));
measure('also: trackingUrl', typical, (raw) => trackingUrl('usps', raw));
measure(
  'also: judgeText of placeholders',
  file(() => 'N/A'),
  (raw) => judgeText(raw, normaliseTrackingNumber(raw), ''),
);
let turn = 0;
measure('also: carrierFromName', typical, () => carrierFromName(names[(turn = (turn + 1) % names.length)]!));
