import { IconChevronRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { WebhookDeliveryItem, WebhookEventTypeInfo } from '@waybill/schema/webhooks';
import { useId } from 'react';
import { sizes } from '../theme.ts';
import { formatAgo, formatCount, formatMoment } from '../ui/format.ts';
import { StatusBadge } from '../ui/StatusBadge.tsx';
import { DeliveryDetails } from './DeliveryDetails.tsx';
import classes from './DeliveryLog.module.css';
import { deliveryLooks, wireName, type LogSearch } from './webhook-looks.ts';

interface DeliveryRowProps {
  delivery: WebhookDeliveryItem;
  /** Address of the page, and what it says. */
  at: string;
  search: LogSearch;
  catalogue: readonly WebhookEventTypeInfo[] | undefined;
  replayable: boolean;
}

/** A delivery as one line; opened, its attempts and its body. Which one is open stands in the address. */
export function DeliveryRow({ delivery, at, search, catalogue, replayable }: DeliveryRowProps) {
  const panelId = useId();
  const open = search.delivery === delivery.id;
  const { delivery: _, ...rest } = search;
  const when = delivery.status === 'PENDING' ? delivery.dueAt : (delivery.settledAt ?? delivery.createdAt);
  return (
    <article>
      <Link
        to={at}
        search={open ? rest : { ...rest, delivery: delivery.id }}
        replace
        resetScroll={false}
        aria-expanded={open}
        aria-controls={open ? panelId : undefined}
        className={classes['head']}
      >
        <span className={classes['what']}>
          <span className={classes['name']}>{wireName(delivery.type, catalogue)}</span>
          <span className={classes['soft']}>{wordsOf(delivery)}</span>
        </span>
        <span>
          <StatusBadge look={deliveryLooks[delivery.status]} />
        </span>
        <time className={classes['when']} dateTime={when} title={formatMoment(when)}>
          {delivery.status === 'PENDING' && Date.parse(when) > Date.now()
            ? `again ${formatAgo(when)}`
            : formatAgo(when)}
        </time>
        <IconChevronRight className={classes['chevron']} size={sizes.icon.medium} aria-hidden />
      </Link>
      {open ? (
        <div id={panelId} className={classes['details']}>
          <DeliveryDetails delivery={delivery} replayable={replayable} />
        </div>
      ) : null}
    </article>
  );
}

function wordsOf({ status, attempts, responseCode, problem, byHand }: WebhookDeliveryItem): string {
  const tries = attempts > 1 ? `, ${formatCount(attempts, 'attempt')}` : '';
  const asked = byHand ? ' Asked for by hand.' : '';
  if (status === 'DELIVERED') return `Answered ${responseCode ?? 'with success'}${tries}.${asked}`;
  if (problem) return `${problem.replace(/\.$/, '')}${tries}.${asked}`;
  return `Not sent yet.${asked}`;
}
