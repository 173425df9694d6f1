import { Radio, Stack } from '@mantine/core';
import { SegmentRadio } from '../segments/SegmentRadio.tsx';
import { SegmentSelect } from '../segments/SegmentSelect.tsx';
import { useSegmentChoices } from '../segments/use-segment-choices.ts';
import type { SendForm } from './send-form.ts';

interface RecipientsChoiceProps {
  projectId: string;
  form: SendForm;
  error: string | undefined;
  onChange: (form: SendForm) => void;
}

/** Who gets it: those who are owed something digital, a segment, or everyone. */
export function RecipientsChoice({ projectId, form, error, onChange }: RecipientsChoiceProps) {
  const choices = useSegmentChoices(projectId);
  return (
    <Stack gap="sm">
      <Radio.Group
        label="Recipients"
        value={form.whom}
        onChange={(whom) => onChange({ ...form, whom })}
        error={error}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="digital" label="Everyone who is owed a digital item" />
          <SegmentRadio choices={choices} label="The backers of a segment" />
          <Radio value="everyone" label="Every backer of the project" />
        </Stack>
      </Radio.Group>
      {form.whom === 'segment' ? (
        <SegmentSelect
          segments={choices.segments}
          value={form.segmentId}
          onChange={(segmentId) => onChange({ ...form, segmentId })}
        />
      ) : null}
    </Stack>
  );
}
