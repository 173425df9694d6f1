import { useQuery } from '@apollo/client/react';
import { Button, Checkbox, Group, Paper, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconAdjustments, IconArrowLeft, IconCircleCheck, IconSearchOff } from '@tabler/icons-react';
import { ExceptionOverview } from '@waybill/schema/exceptions';
import { useState } from 'react';
import { useListCursor } from '../backers/use-list-cursor.ts';
import { mayManage, mayWrite, useProject } from '../projects/project.ts';
import { sizes } from '../theme.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorState } from '../ui/ErrorState.tsx';
import { formatCount } from '../ui/format.ts';
import { useShortcuts } from '../ui/keys.ts';
import { PageHeader } from '../ui/PageHeader.tsx';
import { SkeletonRows } from '../ui/Skeletons.tsx';
import { useDelayed } from '../ui/useDelayed.ts';
import { ExceptionActions } from './ExceptionActions.tsx';
import { ExceptionFilters } from './ExceptionFilters.tsx';
import { ExceptionRow } from './ExceptionRow.tsx';
import { ExceptionView } from './ExceptionView.tsx';
import classes from './ExceptionsPage.module.css';
import { ThresholdsDialog } from './ThresholdsDialog.tsx';
import { useExceptionFeed, useExceptions, useOpenException } from './use-exceptions.ts';
import { useExceptionsSearch } from './use-exceptions-search.ts';

/** Parcels that need a person: the queue, the one that is open with its story, and what can be done. */
export function ExceptionsPage() {
  const project = useProject();
  const [search, change] = useExceptionsSearch();
  const feed = useExceptionFeed(project.id);
  const overview = useQuery(ExceptionOverview, { variables: { projectId: project.id } });
  const { exceptions, total, hasNext, empty, error, fetching, more, reread } = useExceptions(
    project.id,
    search,
    feed,
  );
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [thresholds, setThresholds] = useState(false);
  const phone = useMediaQuery('(max-width: 62em)', undefined, { getInitialValueInEffect: false });
  const waiting = useDelayed(empty && !error);
  const cursor = useListCursor(exceptions.map(({ id }) => id));
  const writable = mayWrite(project.creator.role);
  const counts = feed ?? overview.data?.project?.exceptionCounts ?? null;
  const settings = overview.data?.project?.exceptionSettings;
  const narrowed = Boolean(search.kind ?? search.days ?? search.country ?? search.view);

  const toggle = (id: string) =>
    setSelected((before) => {
      const next = new Set(before);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  const ticked = exceptions.filter(({ id }) => selected.has(id));
  const openOne = exceptions.find(({ id }) => id === search.open) ?? (phone ? undefined : exceptions[0]);
  useOpenException(project.id, openOne?.backer.id);
  const openIndex = openOne ? exceptions.indexOf(openOne) : -1;
  const show = (id: string | undefined) => change({ open: id }, { replace: Boolean(search.open) });
  const step = (by: number) => {
    const id = cursor.index < 0 && openIndex >= 0 ? cursor.to(openIndex + by) : cursor.move(by);
    if (id && !phone) show(id);
  };
  useShortcuts([
    { keys: 'j', does: 'Next exception', group: 'Exceptions', run: () => step(1) },
    { keys: 'k', does: 'Previous exception', group: 'Exceptions', run: () => step(-1) },
    {
      keys: 'x',
      does: 'Select the exception',
      group: 'Exceptions',
      run: () => {
        const id = cursor.id ?? openOne?.id;
        if (id && writable) toggle(id);
      },
    },
    {
      keys: 'Enter',
      does: 'Open the exception',
      group: 'Exceptions',
      run: () => cursor.id && show(cursor.id),
    },
    {
      keys: 'Escape',
      does: 'Close the exception, or clear the selection',
      group: 'Exceptions',
      run: () => (selected.size > 0 ? setSelected(new Set()) : show(undefined)),
    },
  ]);
  const afterOne = () => {
    const next = exceptions[openIndex + 1] ?? exceptions[openIndex - 1];
    change({ open: phone ? undefined : next?.id });
    reread();
  };
  const alone = phone && openOne !== undefined;

  return (
    <div className={classes['page']}>
      <PageHeader
        title="Exceptions"
        description="Parcels that go no further without a person. What resolves itself leaves by itself."
        documentTitle={`Exceptions · ${project.title}`}
        actions={
          settings && mayManage(project.creator.role) ? (
            <Button
              variant="default"
              leftSection={<IconAdjustments size={sizes.icon.medium} stroke={sizes.iconStroke} aria-hidden />}
              onClick={() => setThresholds(true)}
            >
              Thresholds
            </Button>
          ) : null
        }
      />
      {alone ? (
        <Button
          variant="subtle"
          color="gray"
          mb="xs"
          leftSection={<IconArrowLeft size={sizes.icon.medium} aria-hidden />}
          onClick={() => change({ open: undefined }, { replace: false })}
        >
          Back to the queue
        </Button>
      ) : (
        <ExceptionFilters
          counts={counts}
          search={search}
          change={(wanted) => {
            setSelected(new Set());
            change(wanted);
          }}
        />
      )}
      {error && empty ? (
        <ErrorState error={error} title="The exceptions could not be read" onRetry={reread} />
      ) : null}
      {waiting ? (
        <div className={classes['frame']}>
          <SkeletonRows rows={6} height={64} />
        </div>
      ) : null}
      {!empty && exceptions.length === 0 ? (
        <div className={classes['frame']}>
          <EmptyState
            icon={narrowed ? IconSearchOff : IconCircleCheck}
            title={narrowed ? 'No exception fits' : 'Nothing needs you'}
            description={
              narrowed
                ? 'Show everything that needs somebody, or choose another kind or age.'
                : 'Parcels without a scan, without movement, returned or refused appear here by themselves.'
            }
            action={
              narrowed ? (
                <Button
                  variant="default"
                  onClick={() =>
                    change({ view: undefined, kind: undefined, days: undefined, country: undefined })
                  }
                >
                  Show all that need somebody
                </Button>
              ) : null
            }
          />
        </div>
      ) : null}
      {exceptions.length > 0 ? (
        <div className={classes['columns']}>
          {alone ? null : (
            <div className={classes['list']}>
              <Group justify="space-between" px="md" py={8} className={classes['head']}>
                {writable ? (
                  <Checkbox
                    label="Select all shown"
                    size="xs"
                    checked={ticked.length === exceptions.length}
                    indeterminate={ticked.length > 0 && ticked.length < exceptions.length}
                    onChange={(event) =>
                      setSelected(new Set(event.currentTarget.checked ? exceptions.map(({ id }) => id) : []))
                    }
                  />
                ) : (
                  <span />
                )}
                <Text size="xs" c="dimmed" role="status">
                  {total === null ? '' : formatCount(total, 'exception')}
                </Text>
              </Group>
              <ul aria-label="Exceptions" className={classes['rows']}>
                {exceptions.map((exception) => (
                  <li key={exception.id}>
                    <ExceptionRow
                      exception={exception}
                      search={search}
                      open={exception.id === openOne?.id}
                      at={exception.id === cursor.id}
                      ticked={selected.has(exception.id)}
                      onToggle={writable ? toggle : undefined}
                    />
                  </li>
                ))}
              </ul>
              {hasNext ? (
                <Group justify="center" p="sm">
                  <Button size="compact-sm" variant="subtle" onClick={more} loading={fetching}>
                    Show more
                  </Button>
                </Group>
              ) : null}
            </div>
          )}
          {openOne ? (
            <ExceptionView key={openOne.id} exception={openOne} writable={writable} onDone={afterOne} />
          ) : null}
        </div>
      ) : null}
      {ticked.length > 0 && !alone ? (
        <Paper withBorder component="section" aria-label="Selected exceptions" className={classes['bar']}>
          <Group gap="xs">
            <Text size="sm" fw={600} role="status">
              {formatCount(ticked.length, 'exception')} selected
            </Text>
            <Button size="compact-sm" variant="subtle" onClick={() => setSelected(new Set())}>
              Clear
            </Button>
          </Group>
          <Group gap="xs">
            <ExceptionActions
              exceptions={ticked}
              onDone={() => {
                setSelected(new Set());
                change({ open: undefined });
                reread();
              }}
            />
          </Group>
        </Paper>
      ) : null}
      {thresholds && settings ? (
        <ThresholdsDialog projectId={project.id} settings={settings} onClose={() => setThresholds(false)} />
      ) : null}
    </div>
  );
}
