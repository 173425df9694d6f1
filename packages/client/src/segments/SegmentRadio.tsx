import { Radio } from '@mantine/core';
import type { SegmentChoices } from './use-segment-choices.ts';

interface SegmentRadioProps {
  choices: SegmentChoices;
  label: string;
  description?: string;
}

/** "Of a segment" among those something may be for; where none can be chosen it says why. */
export function SegmentRadio({ choices: { segments, why }, label, description }: SegmentRadioProps) {
  return (
    <Radio value="segment" label={label} disabled={segments.length === 0} description={why ?? description} />
  );
}
