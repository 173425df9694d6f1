/** Hundredths of a currency as people write it: 231840, "USD" → "$2,318.40". A currency nobody knows is written behind. */
export function formatMoney(cents: number, currency: string): string {
  try {
    return new Intl.NumberFormat('en-US', { style: 'currency', currency }).format(cents / 100);
  } catch {
    return `${(cents / 100).toFixed(2)} ${currency}`;
  }
}

/** An amount as typed ("12", "12.5") in hundredths; null for an empty field. */
export function centsOf(amount: number | string): number | null {
  if (amount === '') return null;
  const value = Number(amount);
  return Number.isFinite(value) ? Math.round(value * 100) : null;
}
