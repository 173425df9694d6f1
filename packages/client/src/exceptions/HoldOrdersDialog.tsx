import { Stack, Text } from '@mantine/core';
import type { ExceptionItem } from '@waybill/schema/exceptions';
import { useState } from 'react';
import { untilOf } from '../segment-actions/hold-until.ts';
import { HoldFields } from '../segment-actions/HoldFields.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { formatCount } from '../ui/format.ts';
import { FormErrors } from '../ui/FormErrors.tsx';
import { useUserErrors } from '../ui/useUserErrors.ts';
import { useExceptionActions } from './use-exception-actions.ts';

interface HoldOrdersDialogProps {
  exceptions: readonly ExceptionItem[];
  onClose: () => void;
  onDone: () => void;
}

/** Puts the orders of exceptions on hold, and ends these. */
export function HoldOrdersDialog({ exceptions, onClose, onDone }: HoldOrdersDialogProps) {
  const [reason, setReason] = useState('');
  const [day, setDay] = useState('');
  const errors = useUserErrors(['reason', 'until']);
  const actions = useExceptionActions(errors);
  const orders = formatCount(new Set(exceptions.map(({ backer }) => backer.id)).size, 'order');
  const submit = async () => {
    const ids = exceptions.map(({ id }) => id);
    if (await actions.hold(ids, reason.trim(), untilOf(day))) onDone();
  };
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={`Put ${orders} on hold`}
      confirmLabel={`Put ${orders} on hold`}
      onConfirm={submit}
      busy={actions.busy}
      disabled={!reason.trim()}
    >
      <Stack gap="md">
        <FormErrors messages={errors.rest} />
        <Text size="sm">
          Everything but force passes a held order by. Orders that are Fulfilled have nothing left that could
          wait and are left alone.
        </Text>
        <HoldFields reason={reason} day={day} onReason={setReason} onDay={setDay} error={errors.of} />
      </Stack>
    </ConfirmDialog>
  );
}
