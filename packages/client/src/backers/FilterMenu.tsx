import {
  Button,
  Group,
  Input,
  MultiSelect,
  NumberInput,
  Popover,
  SegmentedControl,
  Stack,
  TagsInput,
} from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import { ORDER_STATUSES } from '@waybill/schema/order-transitions';
import { useId } from 'react';
import { sizes } from '../theme.ts';
import { countryName } from '../ui/country.ts';
import { formatNumber } from '../ui/format.ts';
import { bucketLooks, orderStatusLooks } from '../ui/status.ts';
import { buckets, type BackerSearch } from './backer-search.ts';
import classes from './FilterMenu.module.css';
import type { ChangeSearch } from './use-report-search.ts';

interface FilterMenuProps {
  search: BackerSearch;
  change: ChangeSearch;
  countries: readonly { country: string | null; orders: number }[];
  active: number;
  opened: boolean;
  onOpened: (opened: boolean) => void;
}

/** Three-way choice: with, without, or both. */
function YesNo({
  label,
  value,
  words,
  onChange,
}: {
  label: string;
  value: 'yes' | 'no' | undefined;
  words: { yes: string; no: string };
  onChange: (value: 'yes' | 'no' | undefined) => void;
}) {
  const id = useId();
  return (
    <div>
      <Input.Label labelElement="div" id={id}>
        {label}
      </Input.Label>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-labelledby={id}
        value={value ?? 'any'}
        onChange={(chosen) => onChange(chosen === 'yes' || chosen === 'no' ? chosen : undefined)}
        data={[
          { value: 'any', label: 'Any' },
          { value: 'yes', label: words.yes },
          { value: 'no', label: words.no },
        ]}
      />
    </div>
  );
}

/** Every filter in one place; each change shows at once and stands in the address. */
export function FilterMenu({ search, change, countries, active, opened, onOpened }: FilterMenuProps) {
  const some = <T,>(values: T[]): T[] | undefined => (values.length > 0 ? values : undefined);
  const number = (value: number | string) => (value === '' ? undefined : String(value));
  const known = countries.flatMap(({ country, orders }) => (country ? [{ country, orders }] : []));
  const gone = (search.country ?? []).filter((code) => !known.some((one) => one.country === code));
  const countryOptions = [...known, ...gone.map((country) => ({ country, orders: 0 }))].map(
    ({ country, orders }) => ({
      value: country,
      label: `${countryName(country)} · ${formatNumber(orders)}`,
    }),
  );
  const within = { comboboxProps: { withinPortal: false } };
  return (
    <Popover opened={opened} onChange={onOpened} position="bottom-start" width={340} trapFocus shadow="md">
      <Popover.Target>
        <Button
          variant="default"
          leftSection={<IconFilter size={sizes.icon.medium} aria-hidden />}
          onClick={() => onOpened(!opened)}
          aria-expanded={opened}
        >
          Filter{active > 0 ? ` (${active})` : ''}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Filters" className={classes['dropdown']}>
        <Stack gap="sm">
          <MultiSelect
            label="Bucket"
            {...within}
            clearable
            data={buckets.map((value) => ({ value, label: bucketLooks[value].word }))}
            value={search.bucket ?? []}
            onChange={(values) => change({ bucket: some(buckets.filter((one) => values.includes(one))) })}
            data-autofocus
          />
          <MultiSelect
            label="Status"
            {...within}
            clearable
            data={ORDER_STATUSES.map((value) => ({ value, label: orderStatusLooks[value].word }))}
            value={search.status ?? []}
            onChange={(values) =>
              change({ status: some(ORDER_STATUSES.filter((one) => values.includes(one))) })
            }
          />
          <MultiSelect
            label="Country"
            {...within}
            clearable
            searchable
            limit={80}
            nothingFoundMessage="No backer lives there"
            data={countryOptions}
            value={search.country ?? []}
            onChange={(values) => change({ country: some(values) })}
          />
          <TagsInput
            label="Tag"
            {...within}
            description="Any of these."
            value={search.tag ?? []}
            onChange={(values) => change({ tag: some(values) })}
          />
          <TagsInput
            label="SKU"
            {...within}
            description="Owed any of these items."
            value={search.sku ?? []}
            onChange={(values) => change({ sku: some(values) })}
          />
          <Group grow gap="xs">
            <NumberInput
              label="Number from"
              hideControls
              min={0}
              allowDecimal={false}
              value={search.from ? Number(search.from) : ''}
              onChange={(value) => change({ from: number(value) }, { replace: true })}
            />
            <NumberInput
              label="to"
              hideControls
              min={0}
              allowDecimal={false}
              value={search.to ? Number(search.to) : ''}
              onChange={(value) => change({ to: number(value) }, { replace: true })}
            />
          </Group>
          <YesNo
            label="Tracking number"
            value={search.tracking}
            words={{ yes: 'With', no: 'Without' }}
            onChange={(tracking) => change({ tracking })}
          />
          <YesNo
            label="Hold"
            value={search.hold}
            words={{ yes: 'On hold', no: 'Not on hold' }}
            onChange={(hold) => change({ hold })}
          />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
