import { useApolloClient } from '@apollo/client/react';
import { Checkbox, UnstyledButton } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useTable } from '@tanstack/react-table';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { BackerById } from '@waybill/schema/backers';
import { useDeferredValue, useEffect, useMemo, type KeyboardEvent } from 'react';
import type { Pages } from '../lists/use-pages.ts';
import { usePlace } from '../lists/use-place.ts';
import { usePaths } from '../paths.ts';
import { sizes } from '../theme.ts';
import { formatCount } from '../ui/format.ts';
import { sortOf, type BackerSearch, type SortField } from './backer-search.ts';
import classes from './BackerTable.module.css';
import { BackerTableRow, SkeletonTableRow } from './BackerTableRow.tsx';
import { columnChoices, edgeWidth, fitColumns, reportColumns, reportFeatures } from './report-columns.tsx';
import { isSelected, selectedCount, type Selection } from './selection.ts';
import type { ListCursor } from './use-list-cursor.ts';

export interface BackerListProps {
  pages: Pages;
  search: BackerSearch;
  selection: Selection;
  /** Whether rows can be ticked at all: a viewer has nothing to do with them. */
  selectable: boolean;
  cursor: ListCursor;
  openId: string | undefined;
  /** Ticks or unticks a row; `range` from the last one that was. */
  onToggle: (id: string, range: boolean) => void;
  onOpen: (id: string) => void;
  onSelectAll: (on: boolean) => void;
  onSort: (field: SortField) => void;
  /** Columns a person switched on or off. */
  chosenColumns: Readonly<Record<string, boolean>>;
}

/** Rows beyond the loaded ones that stand in as skeletons while the next page comes. */
const rowsAhead = 12;

const none: readonly string[] = [];

/** The pointer rests on a row this long before the backer is read ahead of the click. */
const hoverPause = 120;

/** The report as an ARIA grid: rows virtual, the page scrolls, the header stays. */
export function BackerTable(props: BackerListProps) {
  const {
    pages,
    search,
    selection,
    selectable,
    cursor,
    openId,
    onToggle,
    onOpen,
    onSelectAll,
    onSort,
    chosenColumns,
  } = props;
  const paths = usePaths();
  const { ref: body, top, width } = usePlace<HTMLDivElement>();

  const client = useApolloClient();
  const readAhead = useDebouncedCallback((id: string) => {
    client.query({ query: BackerById, variables: { id } }).catch(() => undefined);
  }, hoverPause);

  // Rows are drawn in slices, behind whatever a person does meanwhile; their room is there at once, for the scroll bar.
  const { ids } = pages;
  const drawn = useDeferredValue(ids, none);
  const data = useMemo(() => drawn.map((id) => ({ id })), [drawn]);
  const columnVisibility = useMemo(
    () => fitColumns(columnChoices, chosenColumns, width === 0 ? Infinity : width),
    [chosenColumns, width],
  );
  const table = useTable({
    features: reportFeatures,
    columns: reportColumns,
    data,
    getRowId: (row) => row.id,
    state: { columnVisibility },
  });
  const rows = table.getRowModel().rows;
  const columns = table.getVisibleLeafColumns();
  const template = [
    selectable ? `${edgeWidth.check}px` : '16px',
    ...columns.map(({ columnDef: { meta } }) =>
      meta?.grow ? `minmax(${meta.width}px, ${meta.grow}fr)` : `${meta?.width ?? 0}px`,
    ),
    `${edgeWidth.menu}px`,
  ].join(' ');

  const total = pages.total ?? ids.length;
  const missing = pages.total === null ? rowsAhead : Math.max(1, total - ids.length);
  const ahead = pages.hasNext ? Math.min(rowsAhead, missing) : 0;
  const virtualizer = useWindowVirtualizer({
    count: ids.length + ahead,
    estimateSize: () => sizes.tableRow,
    overscan: 12,
    scrollMargin: top,
    getItemKey: (index) => ids[index] ?? `ahead-${index}`,
  });
  const shown = virtualizer.getVirtualItems();
  const first = shown[0]?.index ?? 0;
  const last = shown.at(-1)?.index ?? 0;
  const { show } = pages;
  useEffect(
    function askForRows() {
      show(first, Math.min(last, Math.max(0, ids.length - 1)));
    },
    [show, first, last, ids.length],
  );

  useEffect(
    function keepActiveInView() {
      if (cursor.index < 0 || !cursor.moved) return;
      const barHeight = sizes.barHeight + sizes.tableRow;
      const start = top + cursor.index * sizes.tableRow;
      const end = start + sizes.tableRow;
      if (start < window.scrollY + barHeight) window.scrollTo({ top: start - barHeight });
      else if (end > window.scrollY + window.innerHeight - 96)
        window.scrollTo({ top: end - window.innerHeight + 96 });
    },
    [cursor.index, cursor.moved, top],
  );

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 };
    const step = steps[event.key];
    if (step !== undefined) cursor.move(step);
    else if (event.key === 'Home') cursor.to(0);
    else if (event.key === ' ' && cursor.id && selectable) onToggle(cursor.id, event.shiftKey);
    else return;
    event.preventDefault();
  };

  const sort = sortOf(search);
  const ticked = selectedCount(selection, total);
  return (
    <div className={classes['frame']} data-pending={pages.pending || undefined}>
      <div
        role="grid"
        aria-label="Backers"
        aria-rowcount={pages.total === null ? -1 : pages.total + 1}
        aria-colcount={columns.length + 2}
        aria-multiselectable={selectable}
        aria-busy={pages.pending}
        tabIndex={0}
        aria-activedescendant={
          cursor.id && cursor.index >= first && cursor.index <= last ? `backer-${cursor.id}` : undefined
        }
        className={classes['grid']}
        onKeyDown={onKeyDown}
        data-backer-grid
      >
        <div role="rowgroup" className={classes['head']}>
          <div
            role="row"
            aria-rowindex={1}
            className={classes['headRow']}
            style={{ gridTemplateColumns: template }}
          >
            <div role="columnheader" aria-colindex={1} className={classes['check']}>
              {selectable ? (
                <Checkbox
                  aria-label={`Select all ${formatCount(total, 'backer')} that match`}
                  checked={ticked > 0 && ticked === total}
                  indeterminate={ticked > 0 && ticked < total}
                  onChange={(event) => onSelectAll(event.currentTarget.checked)}
                  disabled={total === 0}
                />
              ) : (
                <span className="wb-sr-only">Selection</span>
              )}
            </div>
            {columns.map(({ id, columnDef: { meta } }, index) => {
              const field = meta?.sort;
              const direction = field === sort.field ? sort.direction : undefined;
              return (
                <div
                  key={id}
                  role="columnheader"
                  aria-colindex={index + 2}
                  aria-sort={
                    !field
                      ? undefined
                      : !direction
                        ? 'none'
                        : direction === 'DESC'
                          ? 'descending'
                          : 'ascending'
                  }
                >
                  {field ? (
                    <UnstyledButton className={classes['sort']} onClick={() => onSort(field)}>
                      {meta.label}
                      {direction === 'DESC' ? <IconArrowDown size={sizes.icon.small} aria-hidden /> : null}
                      {direction === 'ASC' ? <IconArrowUp size={sizes.icon.small} aria-hidden /> : null}
                    </UnstyledButton>
                  ) : (
                    meta?.label
                  )}
                </div>
              );
            })}
            <div role="columnheader" aria-colindex={columns.length + 2}>
              <span className="wb-sr-only">Actions</span>
            </div>
          </div>
        </div>
        <div
          role="rowgroup"
          ref={body}
          className={classes['body']}
          style={{ height: virtualizer.getTotalSize() }}
        >
          {shown.map((item) => {
            const row = rows[item.index];
            const offset = item.start - top;
            if (!row && item.index < ids.length) return null;
            if (!row)
              return (
                <SkeletonTableRow
                  key={item.key}
                  offset={offset}
                  template={template}
                  columns={columns.length}
                  index={item.index}
                />
              );
            return (
              <BackerTableRow
                key={item.key}
                row={row}
                index={item.index}
                offset={offset}
                template={template}
                href={paths.backer(row.id)}
                selectable={selectable}
                selected={isSelected(selection, row.id)}
                active={cursor.id === row.id}
                open={openId === row.id}
                onToggle={onToggle}
                onOpen={onOpen}
                onPoint={cursor.point}
                onHover={readAhead}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}
