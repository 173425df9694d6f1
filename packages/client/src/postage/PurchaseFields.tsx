import { Autocomplete, Select, SimpleGrid, Stack, TextInput } from '@mantine/core';
import type { ParcelPresetItem } from '@waybill/schema/postage';
import { formatBox, formatWeight } from './measures.ts';
import type { PurchaseChoice, ServicePreference } from './purchase-choice.ts';

const preferences: { value: ServicePreference; label: string }[] = [
  { value: 'CHEAPEST', label: 'The cheapest for each parcel' },
  { value: 'FASTEST', label: 'The fastest for each parcel' },
  { value: 'EXACT', label: 'A certain carrier or service' },
];

/** As the provider spells them; any other may be typed. */
const carriers = ['USPS', 'UPS', 'FedEx', 'DHLExpress', 'CanadaPost', 'RoyalMail', 'DPD', 'GLS'];

const anyBox = 'any';

interface PurchaseFieldsProps {
  presets: readonly ParcelPresetItem[];
  choice: PurchaseChoice;
  onChange: (choice: PurchaseChoice) => void;
  error: (field: string) => string | undefined;
}

/** Which box, and which service. */
export function PurchaseFields({ presets, choice, onChange, error }: PurchaseFieldsProps) {
  return (
    <Stack gap="md">
      <Select
        label="Box"
        allowDeselect={false}
        data={[
          { value: anyBox, label: 'The first box that fits each order' },
          ...presets.map((preset) => ({
            value: preset.id,
            label: `${preset.name} · ${formatBox(preset)} · ${formatWeight(preset.weightG)}`,
          })),
        ]}
        value={choice.presetId ?? anyBox}
        onChange={(value) => onChange({ ...choice, presetId: value === anyBox ? null : value })}
        error={error('presetId')}
      />
      <Select
        label="Service"
        allowDeselect={false}
        data={preferences}
        value={choice.preference}
        onChange={(value) => onChange({ ...choice, preference: value ?? 'CHEAPEST' })}
      />
      {choice.preference === 'EXACT' ? (
        <SimpleGrid cols={2} spacing="sm">
          <Autocomplete
            label="Carrier"
            data={carriers}
            value={choice.carrier}
            onChange={(carrier) => onChange({ ...choice, carrier })}
            error={error('carrier')}
          />
          <TextInput
            label="Service of it"
            placeholder="Any"
            value={choice.service}
            onChange={(event) => onChange({ ...choice, service: event.currentTarget.value })}
            error={error('service')}
          />
        </SimpleGrid>
      ) : null}
    </Stack>
  );
}
