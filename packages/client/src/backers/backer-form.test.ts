import { describe, expect, it } from 'vitest';
import { codeOfCountry, countryLabel, countryLabels } from './countries.ts';
import { backerChange, isMoved, type BackerForm } from './backer-form.ts';

const before: BackerForm = {
  name: 'Mara Lind',
  email: 'mara@example.org',
  phone: '',
  line1: '1 Main Street',
  line2: '',
  city: 'Town',
  state: '',
  postalCode: '012',
  country: 'DE',
};

describe('what an edit of a backer sends', () => {
  it('is nothing when nothing changed, spaces aside', () => {
    expect(backerChange(before, { ...before, name: ' Mara Lind ' })).toBeNull();
  });

  it('is only what changed, and null for what was emptied', () => {
    expect(
      backerChange(before, { ...before, email: 'new@example.org', postalCode: ' ', phone: '1' }),
    ).toEqual({
      email: 'new@example.org',
      address: { postalCode: null, phone: '1' },
    });
  });

  it('sends an emptied name, for the server to refuse it beside its field', () => {
    expect(backerChange(before, { ...before, name: '' })).toEqual({ name: '' });
  });
});

describe('a parcel that would go elsewhere', () => {
  it('is one whose address changed, not one whose phone number did', () => {
    expect(isMoved(before, { ...before, phone: '1', name: 'x' })).toBe(false);
    expect(isMoved(before, { ...before, city: 'Village' })).toBe(true);
  });
});

describe('countries', () => {
  it('are read by name and sent by their letters; what is neither stays as it was typed', () => {
    expect(countryLabels()).toContain('Germany');
    expect(codeOfCountry('Germany')).toBe('DE');
    expect(countryLabel('DE')).toBe('Germany');
    expect(codeOfCountry('Germ')).toBe('Germ');
    expect(countryLabel('Germ')).toBe('Germ');
  });
});
