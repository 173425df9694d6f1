import { Autocomplete, SimpleGrid, Stack, TextInput } from '@mantine/core';
import type { BackerForm } from './backer-form.ts';
import { codeOfCountry, countryLabel, countryLabels } from './countries.ts';

interface BackerFieldsProps {
  value: BackerForm;
  onChange: (value: BackerForm) => void;
  error: (field: string) => string | undefined;
}

/** Who a backer is and where the parcel goes, as fields. */
export function BackerFields({ value, onChange, error }: BackerFieldsProps) {
  const text = (field: keyof BackerForm, label: string) => ({
    label,
    value: value[field],
    onChange: (event: { currentTarget: { value: string } }) =>
      onChange({ ...value, [field]: event.currentTarget.value }),
    error: error(field),
    autoComplete: 'off',
  });
  return (
    <Stack gap="sm">
      <TextInput {...text('name', 'Name')} description="As it stands on the parcel." data-autofocus />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <TextInput {...text('email', 'Email')} type="email" />
        <TextInput {...text('phone', 'Phone')} type="tel" />
      </SimpleGrid>
      <TextInput {...text('line1', 'Street and number')} />
      <TextInput {...text('line2', 'Second line')} />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <TextInput {...text('postalCode', 'Postal code')} />
        <TextInput {...text('city', 'City')} />
        <TextInput {...text('state', 'State or province')} />
        <Autocomplete
          label="Country"
          data={countryLabels()}
          value={countryLabel(value.country)}
          onChange={(label) => onChange({ ...value, country: codeOfCountry(label) })}
          error={error('country')}
          autoComplete="off"
          limit={12}
        />
      </SimpleGrid>
    </Stack>
  );
}
