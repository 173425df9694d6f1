const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'code' });

/** The name of a country by its two letters: "DE" → "Germany". What is no code is given back as it is. */
export function countryName(code: string): string {
  return /^[A-Za-z]{2}$/.test(code) ? (names.of(code.toUpperCase()) ?? code) : code;
}
