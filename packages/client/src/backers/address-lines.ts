import { countryName } from '../ui/country.ts';

interface AddressParts {
  line1: string | null;
  line2: string | null;
  city: string | null;
  state: string | null;
  postalCode: string | null;
  country: string | null;
  countryName: string | null;
}

/** An address as lines, as it would stand on a parcel below the name; none where nothing is known. */
export function addressLines(address: AddressParts | null): string[] {
  if (!address) return [];
  const town = [address.city, address.state, address.postalCode].filter(Boolean).join(', ');
  const country = address.countryName ?? (address.country ? countryName(address.country) : null);
  return [address.line1, address.line2, town, country].filter((line): line is string => Boolean(line));
}
