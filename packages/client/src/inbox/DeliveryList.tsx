import { Link } from '@tanstack/react-router';
import type { DeliveryItem } from '@waybill/schema/inbox';
import { paths } from '../paths.ts';
import { formatAgo, formatMoment } from '../ui/format.ts';
import { StatusBadge } from '../ui/StatusBadge.tsx';
import { deliveryLooks, resultOf } from './delivery-looks.ts';
import classes from './DeliveryList.module.css';
import type { InboxSearch } from './inbox-search.ts';
import { vendorWords } from './vendor-words.ts';

interface DeliveryListProps {
  slug: string;
  deliveries: readonly DeliveryItem[];
  openId: string | undefined;
  search: InboxSearch;
}

/** The deliveries, each a link to itself. */
export function DeliveryList({ slug, deliveries, openId, search }: DeliveryListProps) {
  return (
    <ul className={classes['list']} aria-label="Deliveries">
      {deliveries.map((delivery) => (
        <li key={delivery.id}>
          <Link
            to={paths.carrierUpdates(slug)}
            search={{ ...search, delivery: delivery.id } as Record<string, unknown>}
            resetScroll={false}
            className={classes['delivery']}
            aria-current={delivery.id === openId ? 'true' : undefined}
          >
            <span className={classes['what']}>
              {vendorWords[delivery.vendor].title}
              {delivery.eventType ? <span className={classes['type']}>{delivery.eventType}</span> : null}
            </span>
            <time
              className={classes['at']}
              dateTime={delivery.receivedAt}
              title={formatMoment(delivery.receivedAt)}
            >
              {formatAgo(delivery.receivedAt)}
            </time>
            <span className={classes['result']}>{resultOf(delivery)}</span>
            <span className={classes['status']}>
              <StatusBadge look={deliveryLooks[delivery.status]} />
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
