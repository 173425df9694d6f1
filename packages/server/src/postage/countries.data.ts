/**
 * The internal market of the European Union for goods: parcels between these pass no customs. Monaco counts as France.
 * Territories with addresses of their own code that lie outside it (Canary Islands, Åland, …) are the carriers' to refuse.
 */
export const EU_COUNTRIES = [
  'AT',
  'BE',
  'BG',
  'CY',
  'CZ',
  'DE',
  'DK',
  'EE',
  'ES',
  'FI',
  'FR',
  'GR',
  'HR',
  'HU',
  'IE',
  'IT',
  'LT',
  'LU',
  'LV',
  'MC',
  'MT',
  'NL',
  'PL',
  'PT',
  'RO',
  'SE',
  'SI',
  'SK',
] as const;

/** Up to so much a consignment may come in through the Import One-Stop Shop: Directive 2006/112/EC, article 369l. */
export const IOSS_LIMIT_EUR_CENTS = 15_000;

/**
 * What one unit of a currency is worth in euro at most, generously: a parcel is stated to be below the limit only where
 * no swing of the rate takes it above. Parcels in other currencies go without the number.
 */
export const MOST_EUR: Record<string, number> = {
  EUR: 1,
  USD: 1.05,
  GBP: 1.25,
  CHF: 1.15,
  CAD: 0.8,
  AUD: 0.75,
};
