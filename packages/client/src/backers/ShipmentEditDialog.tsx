import { useMutation } from '@apollo/client/react';
import { Button, Group, Modal, Stack } from '@mantine/core';
import type { ShipmentDetail } from '@waybill/schema/backers';
import { ShipmentUpdate } from '@waybill/schema/shipments';
import { useState } from 'react';
import { FormErrors } from '../ui/FormErrors.tsx';
import { toastDone } from '../ui/toasts.ts';
import { useUserErrors } from '../ui/useUserErrors.ts';
import { toastDoubts } from './tracking-doubts.ts';
import { trackingInput, type TrackingForm } from './tracking-form.ts';
import { TrackingFields } from './TrackingFields.tsx';
import { carrierOf } from './TrackingLink.tsx';

/** Mends a parcel's number, carrier or URL. */
export function ShipmentEditDialog({ shipment, onClose }: { shipment: ShipmentDetail; onClose: () => void }) {
  const [form, setForm] = useState<TrackingForm>({
    trackingNumber: shipment.trackingNumber ?? '',
    carrier: carrierOf(shipment),
    trackingUrl: shipment.trackingUrl ?? '',
  });
  const errors = useUserErrors(['trackingNumber', 'carrier', 'trackingUrl']);
  const [update, { loading }] = useMutation(ShipmentUpdate);

  const submit = async () => {
    try {
      const { data } = await update({ variables: { id: shipment.id, input: trackingInput(form) } });
      if (!errors.take(data?.shipmentUpdate.userErrors)) return;
      toastDone('The shipment is changed');
      toastDoubts(data?.shipmentUpdate.warnings);
      onClose();
    } catch (error) {
      errors.fail(error);
    }
  };

  return (
    <Modal opened onClose={onClose} title="Edit shipment">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Stack gap="md">
          <FormErrors messages={errors.rest} />
          <TrackingFields value={form} onChange={setForm} error={errors.of} required />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={loading}>
              Save shipment
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
