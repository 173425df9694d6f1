import { NativeSelect } from '@mantine/core';
import type { BackerSearch } from './backer-search.ts';
import type { ChangeSearch } from './use-report-search.ts';

const orders = [
  { value: '', label: 'Number' },
  { value: '-number', label: 'Number, last first' },
  { value: 'name', label: 'Name' },
  { value: 'country', label: 'Country' },
  { value: '-fulfilled_at', label: 'Shipped last' },
  { value: 'fulfilled_at', label: 'Shipped first' },
];

/** Sorting where there are no column heads to click. */
export function SortSelect({ search, change }: { search: BackerSearch; change: ChangeSearch }) {
  const sort = search.sort ?? '';
  return (
    <NativeSelect
      aria-label="Sort by"
      value={orders.some((order) => order.value === sort) ? sort : ''}
      onChange={(event) => change({ sort: event.currentTarget.value || undefined }, { replace: true })}
      data={orders}
    />
  );
}
