import { Anchor, Text } from '@mantine/core';
import type { BackerRow } from '@waybill/schema/backers';
import { safeLink } from './tracking-looks.ts';

type Parcel = Pick<
  BackerRow['shipments'][number],
  'trackingNumber' | 'trackingUrl' | 'carrier' | 'carrierName'
>;

/** The carrier's name as it is known: ours, or what the file said. */
export function carrierOf({ carrier, carrierName }: Parcel): string {
  return carrier?.name ?? carrierName ?? '';
}

/** A tracking number, leading to the carrier's page where there is one. */
export function TrackingLink({ parcel, tabIndex }: { parcel: Parcel; tabIndex?: number }) {
  if (!parcel.trackingNumber) {
    return (
      <Text span size="sm" c="dimmed">
        No number
      </Text>
    );
  }
  const href = safeLink(parcel.trackingUrl);
  if (!href) {
    return (
      <Text span size="sm">
        {parcel.trackingNumber}
      </Text>
    );
  }
  return (
    <Anchor
      href={href}
      target="_blank"
      rel="noreferrer"
      size="sm"
      tabIndex={tabIndex}
      onClick={(event) => event.stopPropagation()}
      aria-label={`Track ${parcel.trackingNumber} at ${carrierOf(parcel) || 'the carrier'}, opens in a new tab`}
    >
      {parcel.trackingNumber}
    </Anchor>
  );
}
