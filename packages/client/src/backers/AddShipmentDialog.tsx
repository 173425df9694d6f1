import { useMutation } from '@apollo/client/react';
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { BackerRow } from '@waybill/schema/backers';
import { ShipmentCreate } from '@waybill/schema/shipments';
import { useState } from 'react';
import { QueueMailCheckbox } from '../notifications/QueueMailCheckbox.tsx';
import { FormErrors } from '../ui/FormErrors.tsx';
import { orderStatusLooks } from '../ui/status.ts';
import { toastDone } from '../ui/toasts.ts';
import { useUserErrors } from '../ui/useUserErrors.ts';
import { toastDoubts } from './tracking-doubts.ts';
import { emptyTracking, trackingInput } from './tracking-form.ts';
import { TrackingFields } from './TrackingFields.tsx';

/** One more parcel for an order that has been sent: its first number, one in place of a voided one, or another. */
export function AddShipmentDialog({ backer, onClose }: { backer: BackerRow; onClose: () => void }) {
  const [form, setForm] = useState(emptyTracking);
  const [notify, setNotify] = useState(false);
  const errors = useUserErrors(['trackingNumber', 'carrier', 'trackingUrl']);
  const [create, { loading }] = useMutation(ShipmentCreate);
  const number = form.trackingNumber.trim();

  const submit = async () => {
    try {
      const { data } = await create({
        variables: { backerId: backer.id, input: { ...trackingInput(form), trackingNumber: number, notify } },
      });
      if (!errors.take(data?.shipmentCreate.userErrors)) return;
      toastDone(`${number} is added to ${backer.name}'s order`);
      toastDoubts(data?.shipmentCreate.warnings);
      onClose();
    } catch (error) {
      errors.fail(error);
    }
  };

  return (
    <Modal opened onClose={onClose} title={`Add a tracking number to ${backer.name}'s order`}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Stack gap="md">
          <FormErrors messages={errors.rest} />
          <Text size="sm" c="dimmed">
            The order stays “{orderStatusLooks[backer.order.status].word}”, and its other shipments stay as
            they are.
          </Text>
          <TrackingFields value={form} onChange={setForm} error={errors.of} required />
          <QueueMailCheckbox
            email={backer.email}
            hasNumber={number !== ''}
            value={notify}
            onChange={setNotify}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={loading} disabled={number === ''}>
              Add 1 shipment
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
