/**
 * How far a parcel goes within the United States, as USPS counts it: 1 (next door) to 8 (over 1,800 miles). The real
 * chart goes by three digits of the ZIP code; here the middles of the ten regions of its first digit do, which is
 * right to a zone or so and needs no table of 900 lines.
 */
const REGIONS: readonly (readonly [latitude: number, longitude: number])[] = [
  [42.4, -71.6],
  [41.2, -75.5],
  [37.9, -78.6],
  [30.9, -84.6],
  [40.2, -84.2],
  [44.4, -94.3],
  [39.4, -93.6],
  [31.9, -95.4],
  [38.7, -110.2],
  [38.6, -120.9],
];

/** Miles beyond which the next zone begins; from the USPS zone charts. */
const LIMITS = [50, 150, 300, 600, 1000, 1400, 1800];

const EARTH_MILES = 3959;

/** @returns 1 to 8; 5 where a ZIP code says nothing */
export function uspsZone(from: string | null, to: string | null): number {
  if (!isZip(from) || !isZip(to)) return 5;
  if (from.slice(0, 3) === to.slice(0, 3)) return 1;
  const [a, b] = [REGIONS[Number(from[0])], REGIONS[Number(to[0])]];
  if (!a || !b) return 5;
  if (a === b) return 2 + (Math.abs(Number(from.slice(1, 3)) - Number(to.slice(1, 3))) > 30 ? 2 : 1);
  const miles = distance(a, b);
  const zone = 1 + LIMITS.filter((limit) => miles > limit).length;
  return Math.min(8, zone);
}

export function isZip(text: string | null): text is string {
  return text !== null && /^\d{5}(-?\d{4})?$/.test(text);
}

/** Great circle. */
function distance(a: readonly [number, number], b: readonly [number, number]): number {
  const rad = (degrees: number) => (degrees * Math.PI) / 180;
  const [dLat, dLon] = [rad(b[0] - a[0]), rad(b[1] - a[1])];
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(rad(a[0])) * Math.cos(rad(b[0])) * Math.sin(dLon / 2) ** 2;
  return 2 * EARTH_MILES * Math.asin(Math.sqrt(h));
}

/** How far a country is from the other, coarsely: what an international price goes by. */
export function isNear(from: string, to: string): boolean {
  return BLOCS.some((bloc) => bloc.includes(from) && bloc.includes(to));
}

const UNION = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ');
const EUROPE = [...UNION, 'CH', 'GB', 'IS', 'LI', 'NO'];
const BLOCS: readonly string[][] = [EUROPE, ['US', 'CA', 'MX']];

export function isEuropean(country: string): boolean {
  return EUROPE.includes(country);
}

/** Whether officers want to know what is in a parcel. */
export function crossesCustoms(from: string, to: string): boolean {
  return from !== to && !(UNION.includes(from) && UNION.includes(to));
}
