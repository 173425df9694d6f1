import { Badge, Group, Text } from '@mantine/core';
import { IconPlayerPause } from '@tabler/icons-react';
import {
  columnVisibilityFeature,
  createColumnHelper,
  metaHelper,
  tableFeatures,
  type ColumnVisibilityState,
} from '@tanstack/react-table';
import type { BackerRow } from '@waybill/schema/backers';
import type { MouseEvent, ReactNode } from 'react';
import { sizes, tone } from '../theme.ts';
import { countryName } from '../ui/country.ts';
import { formatDay, formatItem, formatMoment } from '../ui/format.ts';
import { StatusBadge } from '../ui/StatusBadge.tsx';
import classes from './BackerTable.module.css';
import type { SortField } from './backer-search.ts';
import { carrierOf, TrackingLink } from './TrackingLink.tsx';

interface ReportColumnMeta {
  label: string;
  /** Set where a click on the header sorts. */
  sort?: SortField;
  /** Pixels it needs at least, and its share of what is left over. */
  width: number;
  grow: number;
  /** When room is short the column with the lowest goes first; Infinity stays. */
  rank: number;
  /** Off until a person wants it. */
  hidden?: boolean;
  numeric?: boolean;
  render: (backer: BackerRow, row: { focusable: boolean; href: string }) => ReactNode;
}

/** The table holds ids: rows live in the cache, and a cell is drawn from the row as it is there. */
export interface RowRef {
  id: string;
}

export const reportFeatures = tableFeatures({
  columnVisibilityFeature,
  columnMeta: metaHelper<ReportColumnMeta>(),
});

const helper = createColumnHelper<typeof reportFeatures, RowRef>();

function items(backer: BackerRow): string {
  return backer.order.items.map((item) => (item.quantity > 1 ? formatItem(item) : item.name)).join(', ');
}

/** The parcels that count: voided ones are kept for the record only. */
export function liveParcels(backer: Pick<BackerRow, 'shipments'>) {
  return backer.shipments.filter((parcel) => !parcel.voidedAt);
}

// Plain elements: thirty rows of Mantine's Text were 240 components, a quarter of what drawing the report cost.
function Plain({ children }: { children: ReactNode }) {
  return <p className={classes['line']}>{children}</p>;
}

/** What a cell leads with, and one line that says more about it. */
function TwoLines({ first, second, strong }: { first: ReactNode; second: ReactNode; strong?: boolean }) {
  return (
    <>
      <p className={classes['line']} data-strong={strong || undefined}>
        {first}
      </p>
      <p className={classes['second']}>{second}</p>
    </>
  );
}

/** A plain click is the row's, which opens the backer beside the list; with a key held the browser opens the page. */
function openHere(event: MouseEvent) {
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) event.stopPropagation();
  else event.preventDefault();
}

export const reportColumns = helper.columns([
  helper.display({
    id: 'number',
    meta: {
      label: 'Number',
      sort: 'NUMBER',
      width: 84,
      grow: 0,
      rank: 90,
      numeric: true,
      render: (backer) => <Plain>{backer.number ?? '–'}</Plain>,
    },
  }),
  helper.display({
    id: 'name',
    enableHiding: false,
    meta: {
      label: 'Name',
      sort: 'NAME',
      width: 176,
      grow: 3,
      rank: Infinity,
      render: (backer, { focusable, href }) => (
        <TwoLines
          first={
            <a className={classes['name']} href={href} tabIndex={focusable ? 0 : -1} onClick={openHere}>
              {backer.name || 'No name'}
            </a>
          }
          second={backer.email}
          strong
        />
      ),
    },
  }),
  helper.display({
    id: 'pledge',
    meta: {
      label: 'Pledge ID',
      width: 112,
      grow: 0,
      rank: 5,
      hidden: true,
      render: (backer) => <Plain>{backer.pledgeId ?? '–'}</Plain>,
    },
  }),
  helper.display({
    id: 'country',
    meta: {
      label: 'Country',
      sort: 'COUNTRY',
      width: 116,
      grow: 1,
      rank: 60,
      render: ({ address }) => (
        <Plain>{address?.countryName ?? (address?.country ? countryName(address.country) : '–')}</Plain>
      ),
    },
  }),
  helper.display({
    id: 'status',
    meta: {
      label: 'Status',
      width: 186,
      grow: 0,
      rank: 100,
      render: ({ order }) => (
        <Group gap={4} wrap="nowrap">
          <StatusBadge order={order.status} />
          {order.hold ? (
            <span
              role="img"
              title={`On hold: ${order.hold.reason}`}
              aria-label={`On hold: ${order.hold.reason}`}
            >
              <IconPlayerPause size={sizes.icon.medium} color={tone('attention')} aria-hidden />
            </span>
          ) : null}
        </Group>
      ),
    },
  }),
  helper.display({
    id: 'items',
    meta: {
      label: 'Items',
      width: 150,
      grow: 2,
      rank: 40,
      render: (backer) => <Plain>{items(backer) || '–'}</Plain>,
    },
  }),
  helper.display({
    id: 'reward',
    meta: {
      label: 'Reward',
      width: 140,
      grow: 1,
      rank: 4,
      hidden: true,
      render: (backer) => <Plain>{backer.rewardTitle ?? '–'}</Plain>,
    },
  }),
  helper.display({
    id: 'shipments',
    meta: {
      label: 'Shipments',
      width: 224,
      grow: 2,
      rank: 50,
      render: (backer, { focusable }) => {
        const parcels = liveParcels(backer);
        const first = parcels[0];
        if (!first) return <Plain>–</Plain>;
        return (
          <TwoLines
            first={<TrackingLink parcel={first} tabIndex={focusable ? 0 : -1} />}
            second={[carrierOf(first), parcels.length > 1 ? `and ${parcels.length - 1} more` : '']
              .filter(Boolean)
              .join(' · ')}
          />
        );
      },
    },
  }),
  helper.display({
    id: 'shipped',
    meta: {
      label: 'Shipped',
      sort: 'FULFILLED_AT',
      width: 112,
      grow: 0,
      rank: 30,
      render: ({ order }) =>
        order.fulfilledAt ? (
          <Plain>
            <time dateTime={order.fulfilledAt} title={formatMoment(order.fulfilledAt)}>
              {formatDay(order.fulfilledAt)}
            </time>
          </Plain>
        ) : (
          <Plain>–</Plain>
        ),
    },
  }),
  helper.display({
    id: 'tags',
    meta: {
      label: 'Tags',
      width: 110,
      grow: 1,
      rank: 20,
      render: ({ tags }) => (
        <Group gap={4} wrap="nowrap">
          {tags.slice(0, 2).map((tag) => (
            <Badge key={tag} variant="default" tt="none" fw={500} radius="sm">
              {tag}
            </Badge>
          ))}
          {tags.length > 2 ? <Text size="xs">+{tags.length - 2}</Text> : null}
        </Group>
      ),
    },
  }),
]);

export interface ColumnChoice {
  id: string;
  label: string;
  width: number;
  rank: number;
  hidden: boolean;
}

/** The columns as the chooser and `fitColumns` need them. */
export const columnChoices: readonly ColumnChoice[] = reportColumns.map(({ id, meta }) => ({
  id: id ?? '',
  label: meta?.label ?? '',
  width: meta?.width ?? 0,
  rank: meta?.rank ?? 0,
  hidden: meta?.hidden ?? false,
}));

/** Pixels taken by the checkbox in front and the menu at the end. */
export const edgeWidth = { check: 44, menu: 48 };

/** A column that a person switched on is needed more than any that is on by itself. */
const askedFor = 1000;

/**
 * Which columns show: those a person chose, less the least needed ones where `room` (pixels) is too narrow for all.
 * So the table never scrolls sideways, beside an open backer least of all.
 */
export function fitColumns(
  columns: readonly ColumnChoice[],
  chosen: Readonly<Record<string, boolean>>,
  room: number,
): ColumnVisibilityState {
  const wanted = columns.filter((column) => chosen[column.id] ?? !column.hidden);
  let left = room - edgeWidth.check - edgeWidth.menu - wanted.reduce((sum, column) => sum + column.width, 0);
  const dropped = new Set<string>();
  const need = (column: ColumnChoice) => column.rank + (chosen[column.id] ? askedFor : 0);
  for (const column of [...wanted].sort((a, b) => need(a) - need(b))) {
    if (left >= 0 || column.rank === Infinity) break;
    dropped.add(column.id);
    left += column.width;
  }
  return Object.fromEntries(
    columns.map((column) => [column.id, wanted.includes(column) && !dropped.has(column.id)]),
  );
}
