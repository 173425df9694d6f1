import { useFragment } from '@apollo/client/react';
import { Skeleton } from '@mantine/core';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { NotificationItem } from '@waybill/schema/notifications';
import { memo, useCallback, useEffect, useState } from 'react';
import type { Pages } from '../lists/use-pages.ts';
import { usePlace } from '../lists/use-place.ts';
import classes from './Ledger.module.css';
import { LedgerRow } from './LedgerRow.tsx';

/** Height of a line before it is measured. */
const lineHeight = 64;

interface LedgerListProps {
  pages: Pages;
  /** The ticked ones; null where nothing is ticked. */
  selected: ReadonlySet<string> | null;
  onToggle: (id: string) => void;
  writable: boolean;
}

/** The mails as a virtual list: lines on a wide screen, cards on a phone, opened in place. */
export function LedgerList({ pages, selected, onToggle, writable }: LedgerListProps) {
  const { ref: body, top } = usePlace<HTMLUListElement>();
  const [open, setOpen] = useState<string | null>(null);
  const { ids, hasNext, show } = pages;
  const virtualizer = useWindowVirtualizer({
    count: ids.length + (hasNext ? 3 : 0),
    estimateSize: () => lineHeight,
    overscan: 8,
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
  const toggleOpen = useCallback((id: string) => setOpen((before) => (before === id ? null : id)), []);
  return (
    <ul
      ref={body}
      aria-label="Mails"
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
              <Skeleton height={lineHeight - 16} my={8} mx="md" />
            ) : (
              <Line
                id={id}
                open={open === id}
                onOpen={toggleOpen}
                ticked={selected?.has(id)}
                onToggle={onToggle}
                writable={writable}
              />
            )}
          </li>
        );
      })}
    </ul>
  );
}

interface LineProps {
  id: string;
  open: boolean;
  onOpen: (id: string) => void;
  ticked: boolean | undefined;
  onToggle: (id: string) => void;
  writable: boolean;
}

const Line = memo(function Line({ id, ...rest }: LineProps) {
  const { data: mail, complete } = useFragment({
    fragment: NotificationItem,
    fragmentName: 'NotificationItem',
    from: { __typename: 'Notification', id },
  });
  return complete ? (
    <LedgerRow mail={mail} {...rest} />
  ) : (
    <Skeleton height={lineHeight - 16} my={8} mx="md" />
  );
});
