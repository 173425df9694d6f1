import { Button, Group, Select, Text, Title } from '@mantine/core';
import { IconSearchOff, IconSend } from '@tabler/icons-react';
import type { Partner } from '@waybill/schema/project-partners';
import type { ReconciliationCounts, ReconciliationState } from '@waybill/schema/reconciliation';
import { mayWrite, useProject } from '../projects/project.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorState } from '../ui/ErrorState.tsx';
import { FilterChip } from '../ui/FilterChip.tsx';
import chips from '../ui/filter-chips.module.css';
import { formatCount } from '../ui/format.ts';
import { SkeletonRows } from '../ui/Skeletons.tsx';
import { useDelayed } from '../ui/useDelayed.ts';
import { states } from './partner-looks.ts';
import classes from './partners.module.css';
import type { PartnersSearch } from './partners-search.ts';
import { ReconciliationItem } from './ReconciliationItem.tsx';
import { useReconciliation, useReconciliationFeed } from './use-reconciliation.ts';

interface ReconciliationPanelProps {
  partners: readonly Partner[];
  search: PartnersSearch;
  change: (wanted: { [Key in keyof PartnersSearch]: PartnersSearch[Key] | undefined }) => void;
}

/** What was sent, what is in hand, shipped, scanned and delivered, and what has stood still for too long. */
export function ReconciliationPanel({ partners, search, change }: ReconciliationPanelProps) {
  const project = useProject();
  const feed = useReconciliationFeed(project.id, search.partner);
  const { rows, total, hasNext, empty, error, fetching, more, reread } = useReconciliation(
    project.id,
    search,
    feed,
  );
  const waiting = useDelayed(empty && !error);
  const writable = mayWrite(project.creator.role);
  const narrowed = Boolean(search.state ?? search.partner);
  const chip = (state: ReconciliationState | undefined, word: string, count: number | null) => (
    <FilterChip
      key={word}
      word={word}
      count={count}
      chosen={search.state === state}
      onChoose={() => change({ ...search, state })}
    />
  );
  return (
    <section aria-labelledby="reconciliation">
      <Title order={2} id="reconciliation" mb="sm">
        Reconciliation
      </Title>
      <div className={classes['filter']}>
        <ul className={chips['chips']} aria-label="Requests by how far they have come">
          {chip(undefined, 'All', feed && sumOf(feed))}
          {states.map(({ state, word }) => chip(state, word, feed && countOf(feed, state)))}
        </ul>
        {partners.length > 1 ? (
          <Select
            aria-label="Of which partner"
            placeholder="Every partner"
            data={partners.map(({ id, name }) => ({ value: id, label: name }))}
            value={search.partner ?? null}
            onChange={(partner) => change({ ...search, partner: partner ?? undefined })}
            clearable
            clearButtonProps={{ 'aria-label': 'Show every partner' }}
          />
        ) : null}
      </div>
      {error && empty ? (
        <ErrorState error={error} title="The requests could not be read" onRetry={reread} />
      ) : null}
      {waiting ? (
        <div className={classes['list']}>
          <SkeletonRows rows={5} height={56} />
        </div>
      ) : null}
      {!empty && rows.length === 0 ? (
        <div className={classes['list']}>
          <EmptyState
            icon={narrowed ? IconSearchOff : IconSend}
            title={narrowed ? 'No request fits' : 'Nothing has been pushed yet'}
            description={
              narrowed
                ? 'Show all of them, or choose another stage.'
                : 'Push the orders of a segment to a partner: each appears here and moves on as the partner answers and the carrier scans.'
            }
            action={
              narrowed ? (
                <Button variant="default" onClick={() => change({ state: undefined, partner: undefined })}>
                  Show all requests
                </Button>
              ) : null
            }
          />
        </div>
      ) : null}
      {rows.length > 0 ? (
        <>
          <div className={classes['list']}>
            <ul aria-label="Requests" className={classes['rows']}>
              {rows.map((entry) => (
                <li key={entry.id}>
                  <ReconciliationItem entry={entry} writable={writable} onChanged={reread} />
                </li>
              ))}
            </ul>
          </div>
          <Group justify="space-between" mt="xs">
            <Text size="xs" c="dimmed" role="status">
              {total === null ? '' : formatCount(total, 'request')}
            </Text>
            {hasNext ? (
              <Button size="compact-sm" variant="subtle" onClick={more} loading={fetching}>
                Show more
              </Button>
            ) : null}
          </Group>
        </>
      ) : null}
    </section>
  );
}

function countOf(counts: ReconciliationCounts, state: ReconciliationState): number {
  if (state === 'STILL') return counts.still;
  return counts.stages.find(({ stage }) => stage === state)?.count ?? 0;
}

function sumOf({ stages }: ReconciliationCounts): number {
  return stages.reduce((sum, { count }) => sum + count, 0);
}
