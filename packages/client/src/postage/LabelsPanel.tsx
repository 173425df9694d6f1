import { Button, CloseButton, Paper, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconReceipt2, IconSearch, IconSearchOff, IconX } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import type { LabelItem, PostageCounts } from '@waybill/schema/labels';
import { useState } from 'react';
import filter from '../notifications/LedgerFilter.module.css';
import { usePaths } from '../paths.ts';
import { mayWrite, type Project } from '../projects/project.ts';
import { sizes } from '../theme.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorState } from '../ui/ErrorState.tsx';
import chips from '../ui/filter-chips.module.css';
import { formatCount, formatNumber } from '../ui/format.ts';
import { SkeletonRows } from '../ui/Skeletons.tsx';
import { useDelayed } from '../ui/useDelayed.ts';
import { LabelCounts } from './LabelCounts.tsx';
import { LabelRow } from './LabelRow.tsx';
import { LabelSelection } from './LabelSelection.tsx';
import classes from './postage.module.css';
import { labelStates, type LabelState, type PostageSearch } from './postage-search.ts';
import { ScanFormsPanel } from './ScanFormsPanel.tsx';
import { useLabels } from './use-labels.ts';

interface LabelsPanelProps {
  project: Project;
  search: PostageSearch;
  /** Whether labels can be bought. */
  ready: boolean;
  onBuy: () => void;
}

/** Typing rests this long before the list is asked for. */
const pause = 180;

const countOf: Partial<Record<LabelState, keyof PostageCounts>> = {
  unprinted: 'unprinted',
  unpacked: 'unpacked',
  unscanned: 'unscanned',
  scanned: 'scanned',
  doubt: 'inDoubt',
};

/** What was bought: how many labels stand where, each of them, and what can be done with several. */
export function LabelsPanel({ project, search, ready, onBuy }: LabelsPanelProps) {
  const paths = usePaths();
  const navigate = useNavigate();
  const { labels, total, pdfUrl, counts, forms, stale, error, retry, reread, more, fetching } = useLabels(
    project.id,
    search,
  );
  const [selected, setSelected] = useState<ReadonlyMap<string, LabelItem>>(new Map());
  const [text, setText] = useState(search.q ?? '');
  const waiting = useDelayed(!labels && !error);
  const writable = mayWrite(project.creator.role);
  const narrowed = Boolean(search.state ?? search.q ?? search.operation);
  const go = (next: PostageSearch) => {
    setSelected(new Map());
    void navigate({ to: paths.postage(), search: { ...next }, replace: true, resetScroll: false });
  };
  const { q: _, ...withoutText } = search;
  const ask = useDebouncedCallback((q: string) => go({ ...withoutText, ...(q && { q }) }), pause);
  const toggle = (label: LabelItem) =>
    setSelected((before) => {
      const next = new Map(before);
      if (!next.delete(label.id)) next.set(label.id, label);
      return next;
    });
  const never = !narrowed && labels?.length === 0;

  if (never) {
    return ready ? (
      <EmptyState
        icon={IconReceipt2}
        title="No label yet"
        description="Choose for whom. Prices are asked first, and nothing is paid before you have seen the total."
        action={writable ? <Button onClick={onBuy}>Buy labels</Button> : null}
      />
    ) : null;
  }
  const { state, ...rest } = search;
  const chip = (key: LabelState | undefined, word: string, count: number | null) => (
    <li key={word}>
      <Link
        to={paths.postage()}
        search={{ ...rest, ...(key && { state: key }) } as Record<string, unknown>}
        replace
        resetScroll={false}
        activeOptions={{ exact: true }}
        aria-current={state === key ? 'true' : undefined}
        data-chosen={state === key || undefined}
        className={chips['chip']}
        onClick={() => setSelected(new Map())}
      >
        {word}
        {count === null ? null : <span className={chips['count']}>{formatNumber(count)}</span>}
      </Link>
    </li>
  );

  return (
    <Stack gap="md">
      {counts && pdfUrl ? (
        <LabelCounts
          project={project}
          counts={counts}
          pdfUrl={pdfUrl}
          writable={writable}
          onChange={reread}
        />
      ) : null}
      <div className={filter['root']}>
        <TextInput
          aria-label="Search the labels"
          placeholder="Tracking number or reference"
          inputMode="search"
          autoComplete="off"
          className={filter['search']}
          leftSection={<IconSearch size={sizes.icon.medium} aria-hidden />}
          rightSection={
            text ? (
              <CloseButton
                aria-label="Clear the search"
                size="sm"
                onClick={() => {
                  setText('');
                  go(withoutText);
                }}
              />
            ) : null
          }
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            ask(event.currentTarget.value.trim());
          }}
        />
        <ul className={chips['chips']} aria-label="Labels by how far they are">
          {chip(undefined, 'All', null)}
          {labelStates.map(({ state: one, word }) => {
            const key = countOf[one];
            const count = key && counts ? Number(counts[key]) : null;
            return count === 0 && state !== one ? null : chip(one, word, count);
          })}
          {search.operation ? (
            <li>
              <button
                type="button"
                className={chips['chip']}
                data-chosen
                onClick={() => {
                  const { operation: __, ...others } = search;
                  go(others);
                }}
              >
                Of one purchase
                <IconX size={sizes.icon.small} aria-label="Remove" />
              </button>
            </li>
          ) : null}
        </ul>
      </div>
      {error && !labels ? (
        <ErrorState error={error} title="The labels could not be read" onRetry={retry} />
      ) : !labels ? (
        waiting ? (
          <Paper withBorder px="md">
            <SkeletonRows rows={6} height={64} />
          </Paper>
        ) : null
      ) : labels.length === 0 ? (
        <EmptyState
          icon={IconSearchOff}
          title="No label fits"
          description="Search looks at how tracking numbers and references begin."
          action={
            <Button
              variant="default"
              onClick={() => {
                setText('');
                go({});
              }}
            >
              Show all labels
            </Button>
          }
        />
      ) : (
        <div style={{ opacity: stale ? 0.9 : 1 }} aria-busy={stale}>
          <Text size="sm" c="dimmed" mb="xs" role="status">
            {total === null ? '' : formatCount(total, 'label')}
            {search.operation ? ' of one purchase' : ''}
          </Text>
          <Paper withBorder style={{ overflow: 'hidden' }}>
            <ul className={classes['list']} aria-label="Labels">
              {labels.map((label) => (
                <LabelRow
                  key={label.id}
                  label={label}
                  ticked={selected.has(label.id)}
                  onToggle={writable ? () => toggle(label) : null}
                />
              ))}
            </ul>
          </Paper>
          {more ? (
            <Button variant="subtle" mt="xs" onClick={more} loading={fetching}>
              Show more
            </Button>
          ) : null}
        </div>
      )}
      <ScanFormsPanel
        project={project}
        forms={forms}
        writable={writable}
        waiting={(counts?.unscanned ?? 0) > 0}
      />
      {selected.size > 0 && pdfUrl ? (
        <LabelSelection
          project={project}
          labels={[...selected.values()].map((label) => labels?.find(({ id }) => id === label.id) ?? label)}
          shown={labels ?? []}
          pdfUrl={pdfUrl}
          onSelect={(chosen) => setSelected(new Map(chosen.map((label) => [label.id, label])))}
          onChange={reread}
        />
      ) : null}
    </Stack>
  );
}
