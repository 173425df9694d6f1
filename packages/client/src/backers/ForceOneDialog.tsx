import { useMutation } from '@apollo/client/react';
import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import type { BackerRow } from '@waybill/schema/backers';
import { OrderMarkFulfilled } from '@waybill/schema/shipments';
import { useState } from 'react';
import { FormErrors } from '../ui/FormErrors.tsx';
import { StatusBadge } from '../ui/StatusBadge.tsx';
import { toastDone } from '../ui/toasts.ts';
import { useUserErrors } from '../ui/useUserErrors.ts';
import { toastDoubts } from './tracking-doubts.ts';
import { emptyTracking, trackingInput } from './tracking-form.ts';
import { TrackingFields } from './TrackingFields.tsx';

/** One order to Fulfilled whatever its status, with a reason that its history keeps. */
export function ForceOneDialog({ backer, onClose }: { backer: BackerRow; onClose: () => void }) {
  const [form, setForm] = useState(emptyTracking);
  const [reason, setReason] = useState('');
  const errors = useUserErrors(['reason', 'trackingNumber', 'carrier', 'trackingUrl']);
  const [mark, { loading }] = useMutation(OrderMarkFulfilled);

  const submit = async () => {
    try {
      const { data } = await mark({
        variables: {
          backerId: backer.id,
          input: { ...trackingInput(form), force: true, reason: reason.trim() },
        },
      });
      if (!errors.take(data?.orderMarkFulfilled.userErrors)) return;
      toastDone(`${backer.name}'s order is fulfilled, by force`);
      toastDoubts(data?.orderMarkFulfilled.warnings);
      onClose();
    } catch (error) {
      errors.fail(error);
    }
  };

  return (
    <Modal opened onClose={onClose} title={`Force ${backer.name}'s order to Fulfilled`}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Stack gap="md">
          <FormErrors messages={errors.rest} />
          <Text size="sm" component="div">
            The order is <StatusBadge order={backer.order.status} size="sm" />
            {backer.order.hold ? ` and on hold (${backer.order.hold.reason})` : ''}. Forcing skips the checks;
            the history says so, with your reason. It can be reverted.
          </Text>
          <Textarea
            label="Reason"
            required
            autosize
            minRows={2}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            error={errors.of('reason')}
            data-autofocus
          />
          <TrackingFields value={form} onChange={setForm} error={errors.of} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" color="red" loading={loading} disabled={!reason.trim()}>
              Force 1 order to Fulfilled
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
