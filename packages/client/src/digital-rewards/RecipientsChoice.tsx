import { useQuery } from '@apollo/client/react';
import { Radio, Stack } from '@mantine/core';
import { ProjectSegments } from '@waybill/schema/segments';
import { SegmentSelect } from '../segments/SegmentSelect.tsx';
import type { SendForm } from './send-form.ts';

interface RecipientsChoiceProps {
  projectId: string;
  form: SendForm;
  error: string | undefined;
  onChange: (form: SendForm) => void;
}

/** Who gets it: those who are owed something digital, a segment, or everyone. */
export function RecipientsChoice({ projectId, form, error, onChange }: RecipientsChoiceProps) {
  const { data } = useQuery(ProjectSegments, { variables: { projectId } });
  const segments = data?.project?.segments ?? [];
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
          <Radio
            value="segment"
            label="The backers of a segment"
            disabled={segments.length === 0}
            {...(segments.length === 0 ? { description: 'This project has no segment yet.' } : {})}
          />
          <Radio value="everyone" label="Every backer of the project" />
        </Stack>
      </Radio.Group>
      {form.whom === 'segment' ? (
        <SegmentSelect
          segments={segments}
          value={form.segmentId}
          onChange={(segmentId) => onChange({ ...form, segmentId })}
        />
      ) : null}
    </Stack>
  );
}
