import { Select } from '@mantine/core';
import type { ExceptionCounts } from '@waybill/schema/exceptions';
import { FilterChip } from '../ui/FilterChip.tsx';
import chips from '../ui/filter-chips.module.css';
import { formatNumber } from '../ui/format.ts';
import { exceptionKinds, exceptionLooks } from './exception-looks.ts';
import classes from './ExceptionsPage.module.css';
import { ages, type ExceptionsSearch } from './exceptions-search.ts';

interface ExceptionFiltersProps {
  counts: ExceptionCounts | null;
  search: ExceptionsSearch;
  change: (wanted: { [Key in keyof ExceptionsSearch]: ExceptionsSearch[Key] | undefined }) => void;
}

/** What of the queue is looked at: by how it stands, by kind, by age. */
export function ExceptionFilters({ counts, search, change }: ExceptionFiltersProps) {
  const chip = (view: ExceptionsSearch['view'], word: string, count?: number) => (
    <FilterChip
      word={word}
      count={count}
      chosen={search.view === view}
      onChoose={() => change({ view, open: undefined })}
    />
  );
  const countOf = (kind: string) => counts?.byKind.find((one) => one.kind === kind)?.count ?? 0;
  const kinds = exceptionKinds
    .filter((kind) => search.view === 'ended' || kind === search.kind || countOf(kind) > 0)
    .map((kind) => ({
      value: kind,
      label:
        search.view === 'ended'
          ? exceptionLooks[kind].word
          : `${exceptionLooks[kind].word} (${formatNumber(countOf(kind))})`,
    }));
  return (
    <div className={classes['filter']}>
      <ul className={chips['chips']} aria-label="Exceptions by how they stand">
        {chip(undefined, 'Needs somebody', counts?.open)}
        {chip('waiting', 'Waits for an answer', counts?.contacted)}
        {chip('ended', 'Ended')}
      </ul>
      <div className={classes['selects']}>
        <Select
          aria-label="Of which kind"
          placeholder="Every kind"
          data={kinds}
          value={search.kind ?? null}
          onChange={(kind) => change({ kind: kind ?? undefined, open: undefined })}
          clearable
          clearButtonProps={{ 'aria-label': 'Show every kind' }}
          className={classes['select']}
        />
        <Select
          aria-label="For how long"
          placeholder="Any age"
          data={ages.map((days) => ({ value: String(days), label: `${days} days or longer` }))}
          value={search.days === undefined ? null : String(search.days)}
          onChange={(days) => change({ days: ages.find((one) => String(one) === days), open: undefined })}
          clearable
          clearButtonProps={{ 'aria-label': 'Show any age' }}
          className={classes['select']}
        />
      </div>
    </div>
  );
}
