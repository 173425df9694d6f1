import { Radio, Stack } from '@mantine/core';
import { segmentKindHelp, segmentKindLooks, type SegmentKind } from './segment-looks.ts';

const kinds: readonly SegmentKind[] = ['DYNAMIC', 'SNAPSHOT'];

/** Whether a segment follows its filter or keeps its list. */
export function KindChoice({
  value,
  onChange,
}: {
  value: SegmentKind;
  onChange: (kind: SegmentKind) => void;
}) {
  return (
    <Radio.Group label="Kind" value={value} onChange={(kind) => onChange(kind)}>
      <Stack gap="xs" mt={4}>
        {kinds.map((kind) => (
          <Radio
            key={kind}
            value={kind}
            label={segmentKindLooks[kind].word}
            description={segmentKindHelp[kind]}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}
