import { Autocomplete, Button, Group, Modal, NumberInput, Stack, Text } from '@mantine/core';
import { useMutation } from '@apollo/client/react';
import { ExceptionSettingsUpdate, type ExceptionSettings } from '@waybill/schema/exceptions';
import { useState } from 'react';
import { codeOfCountry, countryLabel, countryLabels } from '../backers/countries.ts';
import { FormErrors } from '../ui/FormErrors.tsx';
import { toastDone } from '../ui/toasts.ts';
import { useUserErrors } from '../ui/useUserErrors.ts';

interface ThresholdsDialogProps {
  projectId: string;
  settings: ExceptionSettings;
  onClose: () => void;
}

const fields = ['noScanDays', 'noMovementDays', 'noMovementDaysAbroad'] as const;
type Field = (typeof fields)[number];
const labels: Record<Field, { label: string; description: string; most: number }> = {
  noScanDays: {
    label: 'A label without a scan',
    description: 'Labels bought here, and parcels a carrier was told of.',
    most: 60,
  },
  noMovementDays: { label: 'No movement at home', description: 'In the home country.', most: 60 },
  noMovementDaysAbroad: {
    label: 'No movement abroad',
    description: 'Everywhere else; customs take their time.',
    most: 90,
  },
};

/** After how many business days a parcel needs a person. */
export function ThresholdsDialog({ projectId, settings, onClose }: ThresholdsDialogProps) {
  const [days, setDays] = useState<Record<Field, number | string>>({
    noScanDays: settings.noScanDays,
    noMovementDays: settings.noMovementDays,
    noMovementDaysAbroad: settings.noMovementDaysAbroad,
  });
  const [home, setHome] = useState(settings.homeCountry ? countryLabel(settings.homeCountry) : '');
  const errors = useUserErrors([...fields, 'homeCountry']);
  const [update, { loading }] = useMutation(ExceptionSettingsUpdate);
  const complete = fields.every((field) => typeof days[field] === 'number');

  const save = async () => {
    try {
      const { data } = await update({
        variables: {
          projectId,
          input: {
            noScanDays: Number(days.noScanDays),
            noMovementDays: Number(days.noMovementDays),
            noMovementDaysAbroad: Number(days.noMovementDaysAbroad),
            homeCountry: home.trim() === '' ? null : codeOfCountry(home),
          },
        },
      });
      if (!errors.take(data?.exceptionSettingsUpdate.userErrors)) return;
      toastDone('The thresholds are saved; parcels are looked through now');
      onClose();
    } catch (error) {
      errors.fail(error);
    }
  };

  return (
    <Modal opened onClose={onClose} title="When a parcel needs a person">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Stack gap="md">
          <FormErrors messages={errors.rest} />
          <Text size="sm">
            Returned, failed and refused parcels come into the queue at once. These come after a while,
            counted in business days.
          </Text>
          {fields.map((field) => (
            <NumberInput
              key={field}
              label={labels[field].label}
              description={labels[field].description}
              value={days[field]}
              onChange={(value) => setDays((before) => ({ ...before, [field]: value }))}
              min={1}
              max={labels[field].most}
              allowDecimal={false}
              allowNegative={false}
              suffix={days[field] === 1 ? ' business day' : ' business days'}
              error={errors.of(field)}
            />
          ))}
          <Autocomplete
            label="Home country"
            description="Where parcels leave from. Empty: as labels say; without labels every parcel counts as abroad."
            data={countryLabels()}
            limit={12}
            value={home}
            onChange={setHome}
            error={errors.of('homeCountry')}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={loading} disabled={!complete}>
              Save the thresholds
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
