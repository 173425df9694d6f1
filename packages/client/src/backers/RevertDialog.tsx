import { useMutation } from '@apollo/client/react';
import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import type { BackerRow } from '@waybill/schema/backers';
import { OrderRevert } from '@waybill/schema/shipments';
import { useState } from 'react';
import { formatCount } from '../ui/format.ts';
import { FormErrors } from '../ui/FormErrors.tsx';
import { toastDone } from '../ui/toasts.ts';
import { useUserErrors } from '../ui/useUserErrors.ts';
import { liveParcels } from './report-columns.tsx';

/** Takes the last change of one order back. */
export function RevertDialog({ backer, onClose }: { backer: BackerRow; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const errors = useUserErrors(['reason']);
  const [revert, { loading }] = useMutation(OrderRevert);
  const parcels = liveParcels(backer).length;

  const submit = async () => {
    try {
      const { data } = await revert({
        variables: { backerId: backer.id, input: { reason: reason.trim() || null } },
      });
      if (!errors.take(data?.orderRevert.userErrors)) return;
      toastDone(`${backer.name}'s order is back to what it was`);
      onClose();
    } catch (error) {
      errors.fail(error);
    }
  };

  return (
    <Modal opened onClose={onClose} title={`Revert ${backer.name}'s order`}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Stack gap="md">
          <FormErrors messages={errors.rest} />
          <Text size="sm">
            The order goes back to the status it had before its last change
            {parcels > 0
              ? `; what that change sent (${formatCount(parcels, 'parcel')} on this order) is voided and kept for the record`
              : ''}
            . The history keeps both steps.
          </Text>
          <Textarea
            label="Reason"
            description="Optional; the history keeps it."
            autosize
            minRows={2}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            error={errors.of('reason')}
            data-autofocus
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={loading}>
              Revert this order
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
