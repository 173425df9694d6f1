import { useMutation } from '@apollo/client/react';
import { Button, Group, Text } from '@mantine/core';
import type { BackerDetail, ShipmentDetail } from '@waybill/schema/backers';
import { ShipmentVoid } from '@waybill/schema/shipments';
import { useState } from 'react';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { formatAgo, formatDay, formatItem, formatMoment } from '../ui/format.ts';
import { StatusBadge } from '../ui/StatusBadge.tsx';
import { toastDone, toastFailed, toastUserErrors } from '../ui/toasts.ts';
import { useBackerActions } from './backer-actions.ts';
import { parcelObstacle } from './order-actions.ts';
import { ParcelStory } from './ParcelStory.tsx';
import { inOrder, replacementOf } from './parcel-words.ts';
import classes from './Parcels.module.css';
import { Section } from './Section.tsx';
import { ShipmentEditDialog } from './ShipmentEditDialog.tsx';
import { shipmentSourceWords, trackingLooks } from './tracking-looks.ts';
import { carrierOf, TrackingLink } from './TrackingLink.tsx';

/** What has been sent: every parcel with its carrier's page, where it is, and when which step was. */
export function Parcels({ backer, writable }: { backer: BackerDetail; writable: boolean }) {
  const [editing, setEditing] = useState<ShipmentDetail | null>(null);
  const [voiding, setVoiding] = useState<ShipmentDetail | null>(null);
  const act = useBackerActions();
  const counted = backer.shipments.filter((parcel) => !parcel.voidedAt).length;
  const [voidParcel, { loading }] = useMutation(ShipmentVoid);

  const submitVoid = async (id: string) => {
    try {
      const { data } = await voidParcel({ variables: { id } });
      if (toastUserErrors(data?.shipmentVoid.userErrors, 'The shipment could not be voided'))
        toastDone('The shipment is voided and kept for the record');
    } catch (error) {
      toastFailed(error);
    }
    setVoiding(null);
  };

  return (
    <Section
      title="Sent"
      action={
        writable && parcelObstacle(backer.order, counted) === null ? (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => act({ kind: 'parcel', backerId: backer.id })}
          >
            Add a tracking number…
          </Button>
        ) : null
      }
    >
      {backer.shipments.length === 0 ? (
        <Text size="sm" c="dimmed">
          {backer.order.status === 'FULFILLED'
            ? 'Fulfilled without a parcel on record.'
            : 'Nothing has been sent yet.'}
        </Text>
      ) : null}
      <ul className={classes['list']}>
        {inOrder(backer.shipments).map((parcel) => (
          <Parcel
            key={parcel.id}
            parcel={parcel}
            replacement={replacementOf(parcel, backer.shipments)}
            writable={writable}
            onEdit={() => setEditing(parcel)}
            onVoid={() => setVoiding(parcel)}
          />
        ))}
      </ul>
      {editing ? (
        <ShipmentEditDialog key={editing.id} shipment={editing} onClose={() => setEditing(null)} />
      ) : null}
      <ConfirmDialog
        opened={voiding !== null}
        onClose={() => setVoiding(null)}
        title="Void this shipment?"
        confirmLabel={`Void ${voiding?.trackingNumber ?? 'this shipment'}`}
        onConfirm={() => (voiding ? submitVoid(voiding.id) : undefined)}
        busy={loading}
        danger
      >
        The number no longer counts and the backer no longer sees it. It stays here, struck through, for the
        record.
      </ConfirmDialog>
    </Section>
  );
}

interface ParcelProps {
  parcel: ShipmentDetail;
  replacement: ShipmentDetail | undefined;
  writable: boolean;
  onEdit: () => void;
  onVoid: () => void;
}

function Parcel({ parcel, replacement, writable, onEdit, onVoid }: ParcelProps) {
  const steps = [
    ['Added', parcel.createdAt],
    ['Shipped', parcel.shippedAt],
    ['First scan', parcel.acceptedAt],
    ['Delivered', parcel.deliveredAt],
  ] as const;
  return (
    <li className={classes['parcel']} data-voided={parcel.voidedAt ? true : undefined}>
      <Group justify="space-between" gap="xs">
        <Text size="sm" fw={550} component="span" className={classes['number']}>
          {carrierOf(parcel) || 'Unknown carrier'}{' '}
          {parcel.voidedAt ? <s>{parcel.trackingNumber ?? 'no number'}</s> : <TrackingLink parcel={parcel} />}
        </Text>
        {parcel.voidedAt ? null : <StatusBadge look={trackingLooks[parcel.trackingStatus]} size="sm" />}
      </Group>
      {parcel.voidedAt ? (
        <Text size="xs" c="dimmed">
          {replacement ? `Replaced by ${replacement.trackingNumber ?? 'another parcel'}` : 'Voided'}{' '}
          <time dateTime={parcel.voidedAt} title={formatMoment(parcel.voidedAt)}>
            {formatAgo(parcel.voidedAt)}
          </time>
        </Text>
      ) : (
        <ol className={classes['steps']}>
          {steps.map(([word, at]) =>
            at ? (
              <li key={word}>
                {word}{' '}
                <time dateTime={at} title={formatMoment(at)}>
                  {formatDay(at)}
                </time>
                {word === 'Added' ? `, ${shipmentSourceWords[parcel.source]}` : ''}
              </li>
            ) : null,
          )}
        </ol>
      )}
      {parcel.items.length > 0 ? (
        <Text size="xs" c="dimmed" mt={4}>
          Holds {parcel.items.map(formatItem).join(', ')}
        </Text>
      ) : null}
      {parcel.replacedAt && !parcel.voidedAt ? (
        <Text size="xs" c="dimmed" mt={4}>
          {replacement
            ? `Sent again as ${replacement.trackingNumber ?? 'another parcel'}`
            : 'To be sent again; not counted any more'}
        </Text>
      ) : null}
      {parcel.voidedAt ? null : <ParcelStory parcel={parcel} />}
      {writable && !parcel.voidedAt ? (
        <Group gap={4} mt={4} ml={-8}>
          <Button size="compact-xs" variant="subtle" onClick={onEdit}>
            Edit
          </Button>
          <Button size="compact-xs" variant="subtle" color="red" onClick={onVoid}>
            Void
          </Button>
        </Group>
      ) : null}
    </li>
  );
}
