import { Radio, Stack } from '@mantine/core';
import type { ExistingTracking } from './tracking-choices.ts';

interface ExistingTrackingChoiceProps {
  value: ExistingTracking;
  onChange: (value: ExistingTracking) => void;
  disabled?: boolean;
  label: string;
}

/** Orders that have another number already. */
export function ExistingTrackingChoice({ value, onChange, disabled, label }: ExistingTrackingChoiceProps) {
  return (
    <Radio.Group label={label} value={value} onChange={(chosen) => onChange(chosen)}>
      <Stack gap="xs" mt="xs">
        <Radio
          value="REPLACE"
          disabled={disabled ?? false}
          label="Replace the old number"
          description="The old parcel is kept in the history as replaced."
        />
        <Radio
          value="ADD"
          disabled={disabled ?? false}
          label="Add a further parcel"
          description="Both numbers hold."
        />
        <Radio
          value="SKIP"
          disabled={disabled ?? false}
          label="Keep the old number"
          description="These rows are skipped."
        />
      </Stack>
    </Radio.Group>
  );
}
