import { Select, type SelectProps } from '@mantine/core';
import { codeOfCountry, countryLabels } from '../backers/countries.ts';

const data = countryLabels().map((label) => ({ value: codeOfCountry(label), label }));

interface CountrySelectProps extends Omit<SelectProps, 'data' | 'value' | 'onChange'> {
  /** Two letters; empty for none. */
  value: string;
  onChange: (code: string) => void;
}

/** A country by its name, kept as its two letters. */
export function CountrySelect({ value, onChange, ...props }: CountrySelectProps) {
  return (
    <Select
      data={data}
      searchable
      value={value || null}
      onChange={(code) => onChange(code ?? '')}
      nothingFoundMessage="No country of that name"
      autoComplete="off"
      {...props}
    />
  );
}
