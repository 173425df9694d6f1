import { useMutation } from '@apollo/client/react';
import { Button, Group, Modal, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { Postage, PostageSettingsUpdate, type PostageSettingsDetail } from '@waybill/schema/postage';
import { useState } from 'react';
import { FormErrors } from '../ui/FormErrors.tsx';
import { toastDone, toastWarning } from '../ui/toasts.ts';
import { useUserErrors } from '../ui/useUserErrors.ts';
import { CountrySelect } from './CountrySelect.tsx';

interface SenderDialogProps {
  projectId: string;
  sender: PostageSettingsDetail['sender'];
  onClose: () => void;
}

const fields = [
  'name',
  'company',
  'phone',
  'email',
  'line1',
  'line2',
  'city',
  'state',
  'postalCode',
  'country',
] as const;
type Form = Record<(typeof fields)[number], string>;

/** Where parcels leave from, and where they come back to. */
export function SenderDialog({ projectId, sender, onClose }: SenderDialogProps) {
  const [form, setForm] = useState<Form>(
    () => Object.fromEntries(fields.map((field) => [field, sender?.[field] ?? ''])) as Form,
  );
  const errors = useUserErrors(fields);
  const [update, { loading }] = useMutation(PostageSettingsUpdate, { refetchQueries: [Postage] });
  const text = (field: keyof Form, label: string, autoComplete: string, required = false) => (
    <TextInput
      label={label}
      required={required}
      withAsterisk={false}
      autoComplete={autoComplete}
      maxLength={200}
      value={form[field]}
      onChange={(event) => setForm({ ...form, [field]: event.currentTarget.value })}
      error={errors.of(field)}
      {...(field === 'name' ? { 'data-autofocus': true } : {})}
    />
  );

  const submit = async () => {
    const some = (value: string) => value.trim() || null;
    try {
      const { data } = await update({
        variables: {
          projectId,
          input: {
            sender: {
              name: form.name.trim(),
              company: some(form.company),
              phone: some(form.phone),
              email: some(form.email),
              line1: form.line1.trim(),
              line2: some(form.line2),
              city: form.city.trim(),
              state: some(form.state),
              postalCode: some(form.postalCode),
              country: form.country,
            },
          },
        },
      });
      const payload = data?.postageSettingsUpdate;
      if (!errors.take(payload?.userErrors)) return;
      toastDone('The address parcels leave from is saved');
      for (const warning of payload?.warnings ?? []) toastWarning(warning, 'Saved, but');
      onClose();
    } catch (error) {
      errors.fail(error);
    }
  };

  return (
    <Modal opened onClose={onClose} title="Where parcels leave from" size="lg">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Stack gap="md">
          <FormErrors messages={errors.rest} />
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
            {text('name', 'Name', 'name', true)}
            {text('company', 'Company', 'organization')}
          </SimpleGrid>
          {text('line1', 'Street and number', 'address-line1', true)}
          {text('line2', 'Floor, unit', 'address-line2')}
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
            {text('city', 'City', 'address-level2', true)}
            {text('postalCode', 'Postal code', 'postal-code')}
            {text('state', 'State or province', 'address-level1')}
            <CountrySelect
              label="Country"
              value={form.country}
              onChange={(country) => setForm({ ...form, country })}
              error={errors.of('country')}
            />
            {text('phone', 'Phone, for parcels that go abroad', 'tel')}
            {text('email', 'Email, for the carrier’s questions', 'email')}
          </SimpleGrid>
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={loading}>
              Save the address
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
