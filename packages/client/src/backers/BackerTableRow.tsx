import { useFragment } from '@apollo/client/react';
import { Checkbox, Skeleton } from '@mantine/core';
import type { Row } from '@tanstack/react-table';
import { BackerRow } from '@waybill/schema/backers';
import { memo } from 'react';
import { sizes } from '../theme.ts';
import { BackerMenu } from './BackerMenu.tsx';
import classes from './BackerTable.module.css';
import type { reportFeatures, RowRef } from './report-columns.tsx';

interface BackerTableRowProps {
  row: Row<typeof reportFeatures, RowRef>;
  index: number;
  /** Pixels below the head. */
  offset: number;
  template: string;
  /** The backer's page. */
  href: string;
  selectable: boolean;
  selected: boolean;
  /** The keyboard is here. */
  active: boolean;
  /** It is open beside the list. */
  open: boolean;
  onToggle: (id: string, range: boolean) => void;
  onOpen: (id: string) => void;
  onPoint: (id: string) => void;
  /** The pointer rests on it: what opening it needs may be read ahead. */
  onHover: (id: string) => void;
}

/** One backer of the report. Reads its own row from the cache, so a change redraws this row and no other. */
export const BackerTableRow = memo(function BackerTableRow(props: BackerTableRowProps) {
  const {
    row,
    index,
    offset,
    template,
    href,
    selectable,
    selected,
    active,
    open,
    onToggle,
    onOpen,
    onPoint,
    onHover,
  } = props;
  const { data: backer, complete } = useFragment({
    fragment: BackerRow,
    fragmentName: 'BackerRow',
    from: { __typename: 'Backer', id: row.id },
  });
  const cells = row.getVisibleCells();
  if (!complete)
    return <SkeletonTableRow offset={offset} template={template} columns={cells.length} index={index} />;
  const focusable = active ? 0 : -1;
  return (
    <div
      role="row"
      id={`backer-${row.id}`}
      aria-rowindex={index + 2}
      aria-selected={selectable ? selected : undefined}
      aria-current={open || undefined}
      data-active={active || undefined}
      className={classes['row']}
      style={{ gridTemplateColumns: template, transform: `translateY(${offset}px)` }}
      onMouseEnter={() => onHover(row.id)}
      onClick={() => {
        onPoint(row.id);
        onOpen(row.id);
      }}
    >
      <div
        role="gridcell"
        aria-colindex={1}
        className={classes['check']}
        onClick={(event) => {
          event.stopPropagation();
          if (selectable) {
            onPoint(row.id);
            onToggle(row.id, event.shiftKey);
          }
        }}
      >
        {selectable ? (
          <Checkbox
            aria-label={`Select ${backer.name || `backer ${backer.number ?? ''}`}`}
            checked={selected}
            tabIndex={focusable}
            onChange={() => undefined}
            onClick={(event) => {
              event.stopPropagation();
              onPoint(row.id);
              onToggle(row.id, event.shiftKey);
            }}
          />
        ) : null}
      </div>
      {cells.map((cell, column) => (
        <div
          key={cell.id}
          role="gridcell"
          aria-colindex={column + 2}
          className={classes['cell']}
          data-numeric={cell.column.columnDef.meta?.numeric || undefined}
        >
          {cell.column.columnDef.meta?.render(backer, { focusable: active, href })}
        </div>
      ))}
      <div
        role="gridcell"
        aria-colindex={cells.length + 2}
        className={classes['menu']}
        onClick={(event) => event.stopPropagation()}
      >
        <BackerMenu backer={backer} tabIndex={focusable} />
      </div>
    </div>
  );
});

interface SkeletonTableRowProps {
  offset: number;
  template: string;
  columns: number;
  index: number;
}

/** A row on its way, in the columns it will have. */
export function SkeletonTableRow({ offset, template, columns, index }: SkeletonTableRowProps) {
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className={classes['row']}
      data-skeleton
      style={{ gridTemplateColumns: template, transform: `translateY(${offset}px)` }}
    >
      <div role="gridcell" aria-colindex={1} className={classes['check']}>
        <Skeleton height={sizes.icon.large} width={sizes.icon.large} />
      </div>
      {Array.from({ length: columns }, (_, column) => (
        <div key={column} role="gridcell" aria-colindex={column + 2} className={classes['cell']}>
          <Skeleton height={12} width={`${52 + ((index * 13 + column * 29) % 36)}%`} />
        </div>
      ))}
    </div>
  );
}
