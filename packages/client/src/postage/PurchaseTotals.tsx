import { Group, Loader, Skeleton, Text } from '@mantine/core';
import type { LabelPurchase } from '@waybill/schema/label-purchases';
import { formatCount, formatNumber } from '../ui/format.ts';
import { formatMoney } from './money.ts';
import classes from './postage.module.css';

interface PurchaseTotalsProps {
  totals: LabelPurchase['postage'];
  replanning: boolean;
  /** It was bought; otherwise it is what it would cost. */
  bought?: boolean;
}

/** What a purchase costs: the total large, then carrier by carrier. */
export function PurchaseTotals({ totals, replanning, bought }: PurchaseTotalsProps) {
  if (!totals) return <Skeleton height={96} />;
  return (
    <div>
      <Group gap="xs" mih={20}>
        <Text size="sm" c="dimmed">
          {replanning ? 'Asking for prices again' : bought ? 'What was bought' : 'What it costs'}
        </Text>
        {replanning ? <Loader size="xs" aria-hidden /> : null}
      </Group>
      <h2 className={classes['total']}>
        {totals.labels === 0
          ? 'Nothing can be bought'
          : totals.currencies.map(({ currency, cents }) => formatMoney(cents, currency)).join(' + ')}
      </h2>
      <Text c="dimmed" size="sm">
        {totals.labels === 0
          ? 'None of these gets a label; the groups below say why.'
          : `${bought ? '' : 'for '}${formatCount(totals.labels, 'label')}${bought ? '' : '. Nothing is paid until you confirm it below.'}`}
      </Text>
      {totals.services.length > 0 ? (
        <table className={classes['services']}>
          <thead>
            <tr>
              <th scope="col">Carrier and service</th>
              <th scope="col">Labels</th>
              <th scope="col">Each, on average</th>
              <th scope="col">Together</th>
            </tr>
          </thead>
          <tbody>
            {totals.services.map(({ carrier, service, currency, labels, cents }) => (
              <tr key={`${carrier} ${service} ${currency}`}>
                <th scope="row">
                  {carrier} {service}
                </th>
                <td>{formatNumber(labels)}</td>
                <td>{formatMoney(Math.round(cents / Math.max(1, labels)), currency)}</td>
                <td>{formatMoney(cents, currency)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </div>
  );
}
