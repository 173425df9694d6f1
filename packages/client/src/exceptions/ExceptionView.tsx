import { Anchor, Group, Paper, Text, Title } from '@mantine/core';
import type { ExceptionItem } from '@waybill/schema/exceptions';
import { addressLines } from '../backers/address-lines.ts';
import { ParcelStory } from '../backers/ParcelStory.tsx';
import { trackingLooks } from '../backers/tracking-looks.ts';
import { carrierOf, TrackingLink } from '../backers/TrackingLink.tsx';
import { usePaths } from '../paths.ts';
import { formatAgo, formatItem, formatMoment } from '../ui/format.ts';
import { StatusBadge } from '../ui/StatusBadge.tsx';
import { TextLink } from '../ui/TextLink.tsx';
import { ExceptionActions } from './ExceptionActions.tsx';
import { exceptionLooks, resolutionWords } from './exception-looks.ts';
import classes from './ExceptionView.module.css';

interface ExceptionViewProps {
  exception: ExceptionItem;
  writable: boolean;
  onDone: () => void;
}

/** One exception with its parcel's story, and what can be done about it. */
export function ExceptionView({ exception, writable, onDone }: ExceptionViewProps) {
  const paths = usePaths();
  const { backer, shipment, replacement, kind, detail, since, contactedAt, note } = exception;
  const look = exceptionLooks[kind];
  const address = addressLines(backer.address);
  return (
    <Paper withBorder component="section" aria-labelledby="exception-title" className={classes['root']}>
      <div>
        <Group justify="space-between" gap="xs">
          <Title order={2} size="h3" id="exception-title">
            <TextLink href={paths.backer(backer.id)} c="inherit" fz="inherit" fw="inherit">
              {backer.name || 'No name'}
            </TextLink>
          </Title>
          <StatusBadge look={look} />
        </Group>
        <Text size="sm" c="dimmed" mt={4}>
          {look.help}
        </Text>
        {detail ? (
          <Text size="sm" mt="xs" className={classes['quote']}>
            “{detail}”
          </Text>
        ) : null}
      </div>
      <Ending exception={exception} />
      {writable ? (
        <Group gap="xs">
          <ExceptionActions exceptions={[exception]} onDone={onDone} />
        </Group>
      ) : null}
      <dl className={classes['facts']}>
        <dt>Since</dt>
        <dd>
          <time dateTime={since} title={formatMoment(since)}>
            {formatAgo(since)}
          </time>
        </dd>
        <dt>Order</dt>
        <dd>
          <Group gap="xs">
            <StatusBadge order={backer.order.status} size="sm" />
            {backer.order.hold ? <Text size="xs">On hold: {backer.order.hold.reason}</Text> : null}
          </Group>
        </dd>
        {address.length > 0 ? (
          <>
            <dt>Goes to</dt>
            <dd>{address.join(', ')}</dd>
          </>
        ) : null}
        {backer.email ? (
          <>
            <dt>Email</dt>
            <dd>
              <Anchor href={exception.mailto ?? `mailto:${backer.email}`} size="sm">
                {backer.email}
              </Anchor>
            </dd>
          </>
        ) : null}
        {contactedAt ? (
          <>
            <dt>Contacted</dt>
            <dd>
              <time dateTime={contactedAt} title={formatMoment(contactedAt)}>
                {formatAgo(contactedAt)}
              </time>
            </dd>
          </>
        ) : null}
        {note ? (
          <>
            <dt>Note</dt>
            <dd>{note}</dd>
          </>
        ) : null}
      </dl>
      {shipment ? (
        <div>
          <Group justify="space-between" gap="xs" mb="xs">
            <Text size="sm" fw={550} className={classes['number']}>
              {carrierOf(shipment) || 'Unknown carrier'} <TrackingLink parcel={shipment} />
            </Text>
            <StatusBadge look={trackingLooks[shipment.trackingStatus]} size="sm" />
          </Group>
          {shipment.items.length > 0 ? (
            <Text size="xs" c="dimmed">
              Holds {shipment.items.map(formatItem).join(', ')}
            </Text>
          ) : null}
          {shipment.events.length === 0 ? (
            <Text size="sm" c="dimmed">
              The carrier has said nothing of it yet.
            </Text>
          ) : (
            <ParcelStory key={shipment.id} parcel={shipment} unfolded />
          )}
        </div>
      ) : null}
      {replacement ? (
        <Text size="sm">
          Sent again: {replacement.carrierName ?? ''} {replacement.trackingNumber ?? 'without a number'},{' '}
          {trackingLooks[replacement.trackingStatus].word.toLowerCase()}.
        </Text>
      ) : null}
    </Paper>
  );
}

/** How it ended, if it did. */
function Ending({ exception: { resolution, resolvedAt, resolvedBy } }: { exception: ExceptionItem }) {
  if (!resolution || !resolvedAt) return null;
  return (
    <Text size="sm">
      {resolutionWords[resolution]}
      {resolvedBy ? ` by ${resolvedBy}` : ''},{' '}
      <time dateTime={resolvedAt} title={formatMoment(resolvedAt)}>
        {formatAgo(resolvedAt)}
      </time>
      .
    </Text>
  );
}
