/** How many people the packing day is for, and how many leave the table with each upload. */
export const BACKERS = 12_000;
export const BATCH = 2_400;

const FIRST = [
  'Ada',
  'Bruno',
  'Chiara',
  'Elif',
  'Goro',
  'Hana',
  'Inès',
  'Keiko',
  'Noor',
  'Søren',
  'Tomás',
  'Zoë',
];
const LAST = [
  'Okafor',
  'Müller',
  'García',
  'Dubois',
  'Kowalska',
  'Singh',
  'Novák',
  'Silva',
  'Kim',
  'Fraser',
  'Walker',
];
const CITIES = [
  ['Leeds', 'LS1 4DY', 'GB'],
  ['Leipzig', '04109', 'DE'],
  ['Toronto', 'M5H 2N2', 'CA'],
  ['Lyon', '69002', 'FR'],
  ['Perth', '6000', 'AU'],
  ['Austin', '78701', 'US'],
] as const;

/** A backer list as a pledge manager exports it, one physical item each. */
export function backerFile(): Blob {
  const lines = [
    'Backer Number,Pledge ID,Name,Email,Address 1,City,Postal Code,Country,SKU,Item Name,Quantity',
  ];
  for (let number = 1; number <= BACKERS; number += 1) {
    const name = `${pick(FIRST, number * 7)} ${pick(LAST, number * 5)}`;
    const [city, postalCode, country] = pick(CITIES, number);
    const street = `${1 + (number % 180)} Harbour View`;
    const person = `${number},${pledgeId(number)},${name},packing.${number}@example.com`;
    lines.push(`${person},${street},${city},${postalCode},${country},PD-BOX,Packing day box,1`);
  }
  return csv(lines);
}

/**
 * What comes back from the packing table, with what a real file brings: a few rows without a number, one pledge that
 * nobody knows, and a number that Excel has spoiled.
 * @param batch 0 for the first
 */
export function trackingFile(batch: number): Blob {
  const lines = ['Pledge ID,Tracking Number,Carrier'];
  const from = batch * BATCH + 1;
  for (let number = from; number < from + BATCH; number += 1) {
    const lost = number % 400 === 0;
    const spoiled = number % 1_100 === 0;
    const tracking = lost ? '' : spoiled ? '1.23457E+09' : dhlNumber(number);
    lines.push(`${number % 1_900 === 0 ? '1' : pledgeId(number)},${tracking},DHL Express`);
  }
  return csv(lines);
}

function pledgeId(number: number): number {
  return 70_000_000 + number * 3;
}

/** Nine digits and the check digit that DHL Express puts behind them. */
function dhlNumber(number: number): string {
  const base = 410_000_000 + number * 13;
  return `${base}${base % 7}`;
}

function pick<T>(list: readonly T[], index: number): T {
  return list[index % list.length] as T;
}

function csv(lines: readonly string[]): Blob {
  return new Blob([`${lines.join('\r\n')}\r\n`], { type: 'text/csv' });
}
