import type { BackerDetail } from '@waybill/schema/backers';

/** What a person types about a backer: empty text where nothing is known. */
export interface BackerForm {
  name: string;
  email: string;
  phone: string;
  line1: string;
  line2: string;
  city: string;
  state: string;
  postalCode: string;
  /** Two letters, or the words the source had where they name no country. */
  country: string;
}

const addressFields = ['line1', 'line2', 'city', 'state', 'postalCode', 'country'] as const;

export function formOf({ name, email, address }: BackerDetail): BackerForm {
  return {
    name,
    email,
    phone: address?.phone ?? '',
    line1: address?.line1 ?? '',
    line2: address?.line2 ?? '',
    city: address?.city ?? '',
    state: address?.state ?? '',
    postalCode: address?.postalCode ?? '',
    country: address?.country ?? '',
  };
}

/** Whether the parcel would go elsewhere. */
export function isMoved(before: BackerForm, after: BackerForm): boolean {
  return addressFields.some((field) => before[field] !== after[field].trim());
}

interface BackerChange {
  name?: string;
  email?: string;
  address?: Partial<Record<(typeof addressFields)[number] | 'phone', string | null>>;
}

/** What is sent: only what was changed, and null for what was emptied; null when nothing was. */
export function backerChange(before: BackerForm, after: BackerForm): BackerChange | null {
  const changed = (field: keyof BackerForm) => before[field] !== after[field].trim();
  const address = Object.fromEntries(
    ([...addressFields, 'phone'] as const)
      .filter(changed)
      .map((field) => [field, after[field].trim() || null] as const),
  );
  const change: BackerChange = {
    ...(changed('name') && { name: after.name.trim() }),
    ...(changed('email') && { email: after.email.trim() }),
    ...(Object.keys(address).length > 0 && { address }),
  };
  return Object.keys(change).length > 0 ? change : null;
}
