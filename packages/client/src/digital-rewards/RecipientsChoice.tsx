import { useQuery } from '@apollo/client/react';
import { Radio, Select, Stack } from '@mantine/core';
import { ProjectSegments } from '@waybill/schema/segments';
import { formatCount } from '../ui/format.ts';
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
        <Select
          label="Segment"
          placeholder="Choose one"
          searchable
          data={segments.map((segment) => ({
            value: segment.id,
            label: `${segment.name} · ${formatCount(segment.backerCount, 'backer')}`,
          }))}
          value={form.segmentId}
          onChange={(segmentId) => onChange({ ...form, segmentId })}
          nothingFoundMessage="No segment of that name"
        />
      ) : null}
    </Stack>
  );
}
