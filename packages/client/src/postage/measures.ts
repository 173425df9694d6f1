import type { ParcelPresetItem } from '@waybill/schema/postage';

const one = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });

type Box = Pick<ParcelPresetItem, 'lengthMm' | 'widthMm' | 'heightMm'>;

/** A box in centimetres: "30 × 20 × 10.5 cm". */
export function formatBox({ lengthMm, widthMm, heightMm }: Box): string {
  return `${[lengthMm, widthMm, heightMm].map((mm) => one.format(mm / 10)).join(' × ')} cm`;
}

/** The same in inches, for carriers that think so: "11.8 × 7.9 × 4.1 in". */
export function formatBoxInches({ lengthMm, widthMm, heightMm }: Box): string {
  return `${[lengthMm, widthMm, heightMm].map((mm) => one.format(mm / 25.4)).join(' × ')} in`;
}

/** Grams as people weigh: "850 g", "1.25 kg". */
export function formatWeight(grams: number): string {
  return grams < 1000 ? `${grams} g` : `${String(Math.round(grams / 10) / 100)} kg`;
}

/** Grams in ounces: "30 oz". */
export function formatOunces(grams: number): string {
  return `${one.format(grams / 28.349523125)} oz`;
}

/** Centimetres as typed, in whole millimetres; null for an empty field. */
export function mmOf(centimetres: number | string): number | null {
  if (centimetres === '') return null;
  const value = Number(centimetres);
  return Number.isFinite(value) ? Math.round(value * 10) : null;
}
