import { Radio, Stack } from '@mantine/core';
import { formatCount } from '../ui/format.ts';
import type { MissingTracking } from './tracking-choices.ts';

interface MissingTrackingChoiceProps {
  count: number;
  /** Null until the person has said what they want. */
  value: MissingTracking | null;
  onChange: (value: MissingTracking) => void;
  disabled: boolean;
}

/** Rows without a number: asked, never assumed, since marking them says to backers that a parcel is on its way. */
export function MissingTrackingChoice({ count, value, onChange, disabled }: MissingTrackingChoiceProps) {
  return (
    <Radio.Group
      label={`${formatCount(count, 'row has', 'rows have')} no tracking number. What shall become of ${count === 1 ? 'it' : 'them'}?`}
      description={value === null ? 'The upload waits for your answer.' : undefined}
      value={value}
      onChange={(chosen) => onChange(chosen)}
    >
      <Stack gap="xs" mt="xs">
        <Radio
          value="MARK_FULFILLED"
          disabled={disabled}
          label={`Mark as Fulfilled without a number`}
          description="For parcels sent untracked. The orders count as Fulfilled."
        />
        <Radio
          value="SKIP"
          disabled={disabled}
          label="Skip them"
          description="For parcels not sent yet. The orders stay in Start Shipping."
        />
      </Stack>
    </Radio.Group>
  );
}
