import { Checkbox } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ExceptionItem } from '@waybill/schema/exceptions';
import { carrierOf } from '../backers/TrackingLink.tsx';
import { usePaths } from '../paths.ts';
import { countryName } from '../ui/country.ts';
import { formatAgo, formatMoment } from '../ui/format.ts';
import { StatusBadge } from '../ui/StatusBadge.tsx';
import { exceptionLooks, resolutionWords } from './exception-looks.ts';
import classes from './ExceptionRow.module.css';
import type { ExceptionsSearch } from './exceptions-search.ts';

interface ExceptionRowProps {
  exception: ExceptionItem;
  search: ExceptionsSearch;
  open: boolean;
  /** The keyboard is on it. */
  at: boolean;
  ticked: boolean;
  /** Undefined where nothing may be done. */
  onToggle: ((id: string) => void) | undefined;
}

/** One exception as a line: whose, what, since when, and its parcel. */
export function ExceptionRow({ exception, search, open, at, ticked, onToggle }: ExceptionRowProps) {
  const paths = usePaths();
  const { backer, shipment, kind, since, contactedAt, resolution } = exception;
  const parcel = shipment
    ? [carrierOf(shipment), shipment.trackingNumber].filter(Boolean).join(' ')
    : 'No parcel yet';
  const country = backer.address?.country ? countryName(backer.address.country) : null;
  return (
    <div
      className={classes['row']}
      data-open={open || undefined}
      data-at={at || undefined}
      data-ticked={ticked || undefined}
    >
      {onToggle ? (
        <Checkbox
          aria-label={`Select ${backer.name || 'the backer'}, ${exceptionLooks[kind].word}`}
          checked={ticked}
          onChange={() => onToggle(exception.id)}
          className={classes['tick']}
        />
      ) : null}
      <Link
        to={paths.exceptions()}
        search={{ ...search, open: exception.id } as Record<string, unknown>}
        resetScroll={false}
        className={classes['link']}
        aria-current={open ? 'true' : undefined}
      >
        <span className={classes['who']}>
          {backer.name || 'No name'}
          {backer.number === null ? null : <span className={classes['soft']}> #{backer.number}</span>}
        </span>
        <StatusBadge look={exceptionLooks[kind]} />
        <span className={classes['parcel']}>{[country, parcel].filter(Boolean).join(' · ')}</span>
        <span className={classes['when']}>
          {resolution
            ? resolutionWords[resolution]
            : contactedAt
              ? `Contacted ${formatAgo(contactedAt)}`
              : null}
          {resolution || contactedAt ? null : (
            <time dateTime={since} title={formatMoment(since)}>
              {formatAgo(since)}
            </time>
          )}
        </span>
      </Link>
    </div>
  );
}
