import { Select } from '@mantine/core';
import type { SegmentItem } from '@waybill/schema/segments';
import { formatCount } from '../ui/format.ts';

interface SegmentSelectProps {
  segments: readonly SegmentItem[];
  /** Its id; null while none is chosen. */
  value: string | null;
  onChange: (id: string | null) => void;
}

/** One segment of the project, by its name and how many are in it. */
export function SegmentSelect({ segments, value, onChange }: SegmentSelectProps) {
  return (
    <Select
      label="Segment"
      placeholder="Choose one"
      searchable
      data={segments.map((segment) => ({
        value: segment.id,
        label: `${segment.name} · ${formatCount(segment.backerCount, 'backer')}`,
      }))}
      value={value}
      onChange={onChange}
      nothingFoundMessage="No segment of that name"
      styles={{ input: { textOverflow: 'ellipsis' } }}
    />
  );
}
