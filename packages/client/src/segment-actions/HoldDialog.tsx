import { useMutation } from '@apollo/client/react';
import { Stack, Text } from '@mantine/core';
import type { BackerRow } from '@waybill/schema/backers';
import { BackerHold } from '@waybill/schema/segment-actions';
import { useState } from 'react';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { FormErrors } from '../ui/FormErrors.tsx';
import { toastDone } from '../ui/toasts.ts';
import { useUserErrors } from '../ui/useUserErrors.ts';
import { dayOf, untilOf } from './hold-until.ts';
import { HoldFields } from './HoldFields.tsx';

interface OneBackerProps {
  backer: Pick<BackerRow, 'id' | 'name' | 'order'>;
  onClose: () => void;
}

/** One order on hold, or another reason and date for the hold it has. */
export function HoldDialog({ backer, onClose }: OneBackerProps) {
  const { hold } = backer.order;
  const [reason, setReason] = useState(hold?.reason ?? '');
  const [day, setDay] = useState(dayOf(hold?.until ?? null));
  const errors = useUserErrors(['reason', 'until']);
  const [send, { loading }] = useMutation(BackerHold);

  const submit = async () => {
    try {
      const input = { reason: reason.trim(), until: untilOf(day) };
      const { data } = await send({ variables: { backerId: backer.id, input } });
      if (!errors.take(data?.backerHold.userErrors)) return;
      toastDone(`${backer.name}'s order is on hold`);
      onClose();
    } catch (error) {
      errors.fail(error);
    }
  };

  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={hold ? `The hold on ${backer.name}'s order` : `Put ${backer.name}'s order on hold`}
      confirmLabel={hold ? 'Change the hold' : 'Put 1 order on hold'}
      onConfirm={submit}
      busy={loading}
      disabled={!reason.trim()}
    >
      <Stack gap="md">
        <FormErrors messages={errors.rest} />
        <Text size="sm">Everything but force passes the order by until the hold ends.</Text>
        <HoldFields reason={reason} day={day} onReason={setReason} onDay={setDay} error={errors.of} />
      </Stack>
    </ConfirmDialog>
  );
}
