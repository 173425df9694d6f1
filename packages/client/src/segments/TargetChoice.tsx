import { Radio, Stack, Text } from '@mantine/core';
import { useProject } from '../projects/project.ts';
import { formatCount } from '../ui/format.ts';
import { FormErrors } from '../ui/FormErrors.tsx';
import { SegmentRadio } from './SegmentRadio.tsx';
import { SegmentSelect } from './SegmentSelect.tsx';
import type { TargetChoiceState } from './use-target-choice.ts';

interface TargetChoiceProps {
  choice: TargetChoiceState;
  label: string;
  /** How many were given; left out where it is not known. */
  count: number | undefined;
  /** Who of those that were given is left alone, in a sentence. */
  leftAlone: string;
  error: string | undefined;
}

/** For whom: everyone who is ready, or a segment. Where that was given, it is only told. */
export function TargetChoice({ choice, label, count, leftAlone, error }: TargetChoiceProps) {
  const { progress } = useProject();
  const ready = progress.byBucket.find(({ bucket }) => bucket === 'START_SHIPPING')?.count ?? 0;
  if (choice.given)
    return (
      <>
        <FormErrors messages={error ? [error] : []} />
        <Text size="sm">
          {count === undefined ? 'For those you chose.' : `For ${formatCount(count, 'backer')}.`} {leftAlone}
        </Text>
      </>
    );
  return (
    <Stack gap="sm">
      <Radio.Group label={label} value={choice.whom} onChange={choice.setWhom} error={error}>
        <Stack gap="xs" mt="xs">
          <Radio value="ready" label="Everyone in Start Shipping" description={formatCount(ready, 'order')} />
          <SegmentRadio choices={choice.choices} label="The backers of a segment" />
        </Stack>
      </Radio.Group>
      {choice.whom === 'segment' ? (
        <SegmentSelect
          segments={choice.choices.segments}
          value={choice.segmentId}
          onChange={choice.setSegmentId}
        />
      ) : null}
    </Stack>
  );
}
