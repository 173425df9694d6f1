import { CloseButton, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch, IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { MailCounts } from '@waybill/schema/notifications';
import { useState } from 'react';
import { usePaths } from '../paths.ts';
import { sizes } from '../theme.ts';
import chips from '../ui/filter-chips.module.css';
import { formatNumber } from '../ui/format.ts';
import classes from './LedgerFilter.module.css';
import { written } from './mail-counts.ts';
import {
  inAddress,
  ledgerStates,
  type LedgerState,
  type NotificationsSearch,
} from './notifications-search.ts';

/** Typing rests this long before the list is asked for. */
const pause = 180;

interface LedgerFilterProps {
  counts: MailCounts;
  search: NotificationsSearch;
  change: (wanted: { q?: string | undefined; operation?: undefined }) => void;
}

const keys: Record<LedgerState, (keyof MailCounts)[]> = {
  going: ['pending', 'sending'],
  sent: ['sent'],
  failed: ['failed'],
  uncertain: ['unknown'],
  stopped: ['canceled', 'suppressed'],
};

/** Narrows the ledger: by how mails stand, each with its count, and by name or address. */
export function LedgerFilter({ counts, search, change }: LedgerFilterProps) {
  const paths = usePaths();
  const [text, setText] = useState(search.q ?? '');
  const ask = useDebouncedCallback((q: string) => change({ q: q || undefined }), pause);
  const clear = () => {
    setText('');
    change({ q: undefined });
  };
  const { status, ...rest } = search;
  const chip = (key: LedgerState | undefined, word: string, count: number) => (
    <li key={word}>
      <Link
        to={paths.notifications('ledger')}
        search={inAddress({ ...rest, ...(key && { status: key }) })}
        replace
        resetScroll={false}
        activeOptions={{ exact: true }}
        aria-current={status === key ? 'true' : undefined}
        data-chosen={status === key || undefined}
        className={chips['chip']}
      >
        {word}
        <span className={chips['count']}>{formatNumber(count)}</span>
      </Link>
    </li>
  );
  return (
    <div className={classes['root']}>
      <TextInput
        aria-label="Search the ledger"
        placeholder="Name or email of a backer"
        inputMode="search"
        autoComplete="off"
        className={classes['search']}
        leftSection={<IconSearch size={sizes.icon.medium} aria-hidden />}
        rightSection={text ? <CloseButton aria-label="Clear the search" size="sm" onClick={clear} /> : null}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          ask(event.currentTarget.value.trim());
        }}
      />
      <ul className={chips['chips']} aria-label="Mails by how they stand">
        {chip(undefined, 'All', written(counts))}
        {ledgerStates.map(({ state, word }) => {
          const count = keys[state].reduce((sum, key) => sum + counts[key], 0);
          return count > 0 || status === state ? chip(state, word, count) : null;
        })}
        {search.operation ? (
          <li>
            <button
              type="button"
              className={chips['chip']}
              data-chosen
              onClick={() => change({ operation: undefined })}
            >
              Of one operation
              <IconX size={sizes.icon.small} aria-label="Remove" />
            </button>
          </li>
        ) : null}
      </ul>
    </div>
  );
}
