import { useMutation } from '@apollo/client/react';
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { BackerRow } from '@waybill/schema/backers';
import { OrderMarkFulfilled } from '@waybill/schema/shipments';
import { useState } from 'react';
import { QueueMailCheckbox } from '../notifications/QueueMailCheckbox.tsx';
import { formatItem, formatList } from '../ui/format.ts';
import { FormErrors } from '../ui/FormErrors.tsx';
import { toastDone } from '../ui/toasts.ts';
import { useUserErrors } from '../ui/useUserErrors.ts';
import { toastDoubts } from './tracking-doubts.ts';
import { emptyTracking, trackingInput } from './tracking-form.ts';
import { TrackingFields } from './TrackingFields.tsx';

/** One order to Fulfilled, with number, carrier and URL where there are any. */
export function MarkFulfilledDialog({ backer, onClose }: { backer: BackerRow; onClose: () => void }) {
  const [form, setForm] = useState(emptyTracking);
  const [notify, setNotify] = useState(false);
  const errors = useUserErrors(['trackingNumber', 'carrier', 'trackingUrl']);
  const [mark, { loading }] = useMutation(OrderMarkFulfilled);
  const owed = backer.order.items.map(formatItem);

  const submit = async () => {
    try {
      const { data } = await mark({
        variables: { backerId: backer.id, input: { ...trackingInput(form), notify } },
      });
      if (!errors.take(data?.orderMarkFulfilled.userErrors)) return;
      toastDone(`${backer.name}'s order is fulfilled`);
      toastDoubts(data?.orderMarkFulfilled.warnings);
      onClose();
    } catch (error) {
      errors.fail(error);
    }
  };

  return (
    <Modal opened onClose={onClose} title={`Mark ${backer.name}'s order as Fulfilled`}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Stack gap="md">
          <FormErrors messages={errors.rest} />
          {owed.length > 0 ? (
            <Text size="sm" c="dimmed">
              Everything still owed counts as sent: {formatList(owed)}.
            </Text>
          ) : null}
          <TrackingFields value={form} onChange={setForm} error={errors.of} />
          <QueueMailCheckbox
            email={backer.email}
            hasNumber={form.trackingNumber.trim() !== ''}
            value={notify}
            onChange={setNotify}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={loading}>
              {form.trackingNumber.trim()
                ? 'Mark as Fulfilled, add 1 shipment'
                : 'Mark as Fulfilled without a number'}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
