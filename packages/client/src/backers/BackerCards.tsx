import { useFragment } from '@apollo/client/react';
import { Checkbox, Group, Skeleton, Text } from '@mantine/core';
import { IconPlayerPause } from '@tabler/icons-react';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { BackerRow } from '@waybill/schema/backers';
import { memo, useEffect } from 'react';
import { usePlace } from '../lists/use-place.ts';
import { sizes, tone } from '../theme.ts';
import { formatDay, formatItem } from '../ui/format.ts';
import { StatusBadge } from '../ui/StatusBadge.tsx';
import { BackerMenu } from './BackerMenu.tsx';
import classes from './BackerCards.module.css';
import type { BackerListProps } from './BackerTable.tsx';
import { liveParcels } from './report-columns.tsx';
import { isSelected } from './selection.ts';
import { carrierOf, TrackingLink } from './TrackingLink.tsx';

/** Height of a card before it is measured. */
const cardHeight = 128;

/** The report on a phone: the same list and the same selection, a card a backer. */
export function BackerCards({ pages, selection, selectable, onToggle, onOpen }: BackerListProps) {
  const { ref: body, top } = usePlace<HTMLUListElement>();
  const { ids, hasNext, show } = pages;
  const virtualizer = useWindowVirtualizer({
    count: ids.length + (hasNext ? 3 : 0),
    estimateSize: () => cardHeight,
    overscan: 6,
    scrollMargin: top,
    getItemKey: (index) => ids[index] ?? `ahead-${index}`,
  });
  const shown = virtualizer.getVirtualItems();
  const first = shown[0]?.index ?? 0;
  const last = shown.at(-1)?.index ?? 0;
  useEffect(
    function askForRows() {
      show(first, Math.min(last, Math.max(0, ids.length - 1)));
    },
    [show, first, last, ids.length],
  );
  return (
    <ul
      ref={body}
      aria-label="Backers"
      aria-busy={pages.pending}
      className={classes['list']}
      data-pending={pages.pending || undefined}
      style={{ height: virtualizer.getTotalSize() }}
    >
      {shown.map((item) => {
        const id = ids[item.index];
        return (
          <li
            key={item.key}
            data-index={item.index}
            ref={virtualizer.measureElement}
            className={classes['item']}
            style={{ transform: `translateY(${item.start - top}px)` }}
          >
            {id === undefined ? (
              <Skeleton height={cardHeight - 8} radius="md" />
            ) : (
              <Card
                id={id}
                selectable={selectable}
                selected={isSelected(selection, id)}
                onToggle={onToggle}
                onOpen={onOpen}
              />
            )}
          </li>
        );
      })}
    </ul>
  );
}

interface CardProps extends Pick<BackerListProps, 'selectable' | 'onToggle' | 'onOpen'> {
  id: string;
  selected: boolean;
}

const Card = memo(function Card({ id, selectable, selected, onToggle, onOpen }: CardProps) {
  const { data: backer, complete } = useFragment({
    fragment: BackerRow,
    fragmentName: 'BackerRow',
    from: { __typename: 'Backer', id },
  });
  if (!complete) return <Skeleton height={cardHeight - 8} radius="md" />;
  const parcel = liveParcels(backer)[0];
  const { order, address } = backer;
  return (
    <article className={classes['card']} data-selected={selected || undefined}>
      <Group gap="sm" wrap="nowrap" align="flex-start">
        {selectable ? (
          <Checkbox
            mt={2}
            aria-label={`Select ${backer.name}`}
            checked={selected}
            onChange={() => onToggle(id, false)}
          />
        ) : null}
        <button type="button" className={classes['open']} onClick={() => onOpen(id)}>
          <Text span fw={550} truncate className={classes['block']}>
            {backer.name || 'No name'}
          </Text>
          <Text span size="xs" c="dimmed" truncate className={classes['block']}>
            {[backer.number === null ? null : `#${backer.number}`, address?.countryName, backer.email]
              .filter(Boolean)
              .join(' · ')}
          </Text>
        </button>
        <BackerMenu backer={backer} />
      </Group>
      <Group gap="xs" mt={8}>
        <StatusBadge order={order.status} />
        {order.hold ? (
          <Text size="xs" c={tone('attention')} className={classes['hold']}>
            <IconPlayerPause size={sizes.icon.small} aria-hidden /> On hold
          </Text>
        ) : null}
        {order.fulfilledAt ? (
          <Text size="xs" c="dimmed">
            {formatDay(order.fulfilledAt)}
          </Text>
        ) : null}
      </Group>
      <Text size="xs" c="dimmed" mt={8} truncate>
        {order.items.map((item) => (item.quantity > 1 ? formatItem(item) : item.name)).join(', ')}
      </Text>
      {parcel ? (
        <Text size="xs" mt={4} truncate>
          {carrierOf(parcel)} <TrackingLink parcel={parcel} />
        </Text>
      ) : null}
    </article>
  );
});
