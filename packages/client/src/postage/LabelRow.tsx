import { Checkbox } from '@mantine/core';
import type { LabelItem } from '@waybill/schema/labels';
import { safeLink } from '../backers/tracking-looks.ts';
import { usePaths } from '../paths.ts';
import { countryName } from '../ui/country.ts';
import { formatAgo, formatMoment } from '../ui/format.ts';
import { StatusBadge } from '../ui/StatusBadge.tsx';
import { TextLink } from '../ui/TextLink.tsx';
import { labelLook } from './label-looks.ts';
import { formatMoney } from './money.ts';
import classes from './postage.module.css';

interface LabelRowProps {
  label: LabelItem;
  ticked: boolean;
  /** Null for who may only look. */
  onToggle: (() => void) | null;
}

/** One label: for whom, which service at what price, its number, and how far it is. */
export function LabelRow({ label, ticked, onToggle }: LabelRowProps) {
  const paths = usePaths();
  const { backer, shipment } = label;
  const who = backer ? `${backer.number === null ? '' : `#${backer.number} `}${backer.name}` : 'A backer';
  const link = safeLink(shipment?.trackingUrl);
  const latest = (
    [
      ['Delivered', shipment?.deliveredAt],
      ['Scanned', shipment?.acceptedAt],
      ['Voided', label.voidedAt],
      ['Packed', label.packedAt],
      ['Printed', label.printedAt],
      ['Bought', label.boughtAt],
    ] as const
  ).find(([, at]) => at);
  return (
    <li
      className={classes['label']}
      data-ticked={ticked || undefined}
      data-gone={label.status === 'VOIDED' || undefined}
    >
      {onToggle ? (
        <Checkbox
          size="sm"
          checked={ticked}
          onChange={onToggle}
          aria-label={`Select the label of ${who}`}
          className={classes['labelTick']}
        />
      ) : null}
      <div className={classes['labelWho']}>
        {backer ? (
          <TextLink href={paths.backer(backer.id)} size="sm" fw={550} className={classes['name']}>
            {who}
          </TextLink>
        ) : (
          <span>{who}</span>
        )}
        <span className={classes['soft']}>
          {backer?.address?.country ? countryName(backer.address.country) : label.reference}
        </span>
      </div>
      <div className={classes['labelWhat']}>
        <span>
          {[label.carrier, label.service].filter(Boolean).join(' ') || 'No service'}
          {label.priceCents !== null && label.currency ? (
            <span className={classes['price']}> {formatMoney(label.priceCents, label.currency)}</span>
          ) : null}
        </span>
        <span className={classes['soft']}>
          {label.problem ??
            (label.trackingNumber && link ? (
              <a href={link} target="_blank" rel="noopener noreferrer" className={classes['number']}>
                {label.trackingNumber}
              </a>
            ) : (
              <span className={classes['number']}>{label.trackingNumber ?? label.reference}</span>
            ))}
        </span>
      </div>
      <div className={classes['labelState']}>
        <StatusBadge look={labelLook(label)} size="sm" />
        {latest?.[1] ? (
          <span className={classes['soft']}>
            {latest[0]}{' '}
            <time dateTime={latest[1]} title={formatMoment(latest[1])}>
              {formatAgo(latest[1])}
            </time>
            {latest[0] === 'Packed' && label.packedBy ? ` by ${label.packedBy}` : ''}
          </span>
        ) : null}
      </div>
    </li>
  );
}
