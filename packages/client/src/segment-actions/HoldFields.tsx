import { Textarea, TextInput } from '@mantine/core';
import { firstDay } from './hold-until.ts';

interface HoldFieldsProps {
  reason: string;
  day: string;
  onReason: (reason: string) => void;
  onDay: (day: string) => void;
  error: (field: string) => string | undefined;
}

/** Why an order waits, and until when. */
export function HoldFields({ reason, day, onReason, onDay, error }: HoldFieldsProps) {
  return (
    <>
      <Textarea
        label="Reason"
        description="Whoever passes the order by reads it."
        required
        autosize
        minRows={2}
        value={reason}
        onChange={(event) => onReason(event.currentTarget.value)}
        error={error('reason')}
        data-autofocus
      />
      <TextInput
        type="date"
        label="Until"
        description="Optional. The hold ends by itself when this day begins."
        min={firstDay()}
        value={day}
        onChange={(event) => onDay(event.currentTarget.value)}
        error={error('until')}
      />
    </>
  );
}
