import { Button } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import type { ShipmentDetail } from '@waybill/schema/backers';
import { useId, useState } from 'react';
import { sizes, tone } from '../theme.ts';
import { formatCount, formatDay, formatMoment } from '../ui/format.ts';
import classes from './ParcelStory.module.css';
import { trackingLooks, trackingReasonWords } from './tracking-looks.ts';

type Parcel = Pick<ShipmentDetail, 'events' | 'estimatedDeliveryAt' | 'trackingStatus' | 'deliveryAttempts'>;

/** Where a parcel is expected nowhere any more. */
const ended: ReadonlySet<Parcel['trackingStatus']> = new Set([
  'DELIVERED',
  'RETURN_TO_SENDER',
  'FAILURE',
  'CANCELLED',
]);

interface ParcelStoryProps {
  parcel: Parcel;
  /** All of it from the start. */
  unfolded?: boolean;
}

/** What a carrier has said of a parcel, the newest first: the last word, and the rest when asked for. */
export function ParcelStory({ parcel, unfolded = false }: ParcelStoryProps) {
  const [open, setOpen] = useState(unfolded);
  const listId = useId();
  const { events, estimatedDeliveryAt, trackingStatus, deliveryAttempts } = parcel;
  const shown = open ? events : events.slice(0, 1);
  const expected = estimatedDeliveryAt && !ended.has(trackingStatus);
  if (events.length === 0 && !expected) return null;
  return (
    <div className={classes['root']}>
      {expected || deliveryAttempts > 0 ? (
        <p className={classes['facts']}>
          {expected ? (
            <span>
              Expected <time dateTime={estimatedDeliveryAt}>{formatDay(estimatedDeliveryAt)}</time>
            </span>
          ) : null}
          {deliveryAttempts > 0 ? <span>{formatCount(deliveryAttempts, 'attempt')} to deliver</span> : null}
        </p>
      ) : null}
      <ol className={classes['list']} id={listId} aria-label="What the carrier says">
        {shown.map((event, index) => {
          const look = trackingLooks[event.status];
          return (
            <li key={event.id} className={classes['event']} data-last={index === 0 || undefined}>
              <span className={classes['sign']} aria-hidden>
                <look.icon size={sizes.icon.small} stroke={2} color={tone(look.tone)} />
              </span>
              <span className={classes['said']}>
                <span className={classes['message']}>
                  {event.message ?? look.word}
                  {event.reason ? (
                    <span className={classes['soft']}> · {trackingReasonWords[event.reason]}</span>
                  ) : null}
                </span>
                <span className={classes['soft']}>
                  {event.message ? `${look.word} · ` : ''}
                  <time dateTime={event.at}>{formatMoment(event.at)}</time>
                  {event.place ? ` · ${event.place}` : ''}
                </span>
              </span>
            </li>
          );
        })}
      </ol>
      {events.length > 1 ? (
        <Button
          size="compact-xs"
          variant="subtle"
          ml={-8}
          aria-expanded={open}
          aria-controls={listId}
          rightSection={
            open ? (
              <IconChevronUp size={sizes.icon.small} aria-hidden />
            ) : (
              <IconChevronDown size={sizes.icon.small} aria-hidden />
            )
          }
          onClick={() => setOpen(!open)}
        >
          {open ? 'Show the last only' : `Show ${formatCount(events.length - 1, 'earlier scan')}`}
        </Button>
      ) : null}
    </div>
  );
}
