/** Which shipments: the one with this reference, or all whose reference fits. */
export type ReferenceMatch = string | RegExp;

export function fitsReference(match: ReferenceMatch, reference: string | null): boolean {
  if (reference === null) return false;
  return typeof match === 'string' ? match === reference : match.test(reference);
}
