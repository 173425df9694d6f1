import { useQuery } from '@apollo/client/react';
import { Button, Group } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconSearchOff } from '@tabler/icons-react';
import { BackerReportFrame } from '@waybill/schema/backers';
import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import { mayWrite, type Project } from '../projects/project.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorState } from '../ui/ErrorState.tsx';
import { useDelayed } from '../ui/useDelayed.ts';
import { useShortcuts } from '../ui/keys.ts';
import { BackerAside } from './BackerAside.tsx';
import { BackerCards } from './BackerCards.tsx';
import classes from './BackerReportPage.module.css';
import { listKey, nextSort, type BackerSearch, type SortField } from './backer-search.ts';
import { BackerTable, type BackerListProps } from './BackerTable.tsx';
import { ColumnChooser, useChosenColumns } from './ColumnChooser.tsx';
import { filterChips, narrowingKeys } from './filter-chips.ts';
import { FilterMenu } from './FilterMenu.tsx';
import { FilterSentence } from './FilterSentence.tsx';
import { ReportSearchField } from './ReportSearchField.tsx';
import { between, choose, everyone, isSelected, nobody, selectedCount } from './selection.ts';
import { SelectionBar } from './SelectionBar.tsx';
import { SortSelect } from './SortSelect.tsx';
import { useBackerPages } from './use-backer-pages.ts';
import { useListCursor } from './use-list-cursor.ts';
import { useLiveBackers } from './use-live-backers.ts';
import type { ChangeSearch } from './use-report-search.ts';

interface BackerListViewProps {
  project: Project;
  search: BackerSearch;
  change: ChangeSearch;
  /** Of a segment: changes with it, so that the list is read again when another filter or list decides. */
  revision?: string;
  /** The page's head; `nobody`: there is no one, whatever is searched for. */
  head: (state: { nobody: boolean }) => ReactNode;
  /** What can be done with a list that is narrowed, at the end of its sentence. */
  narrowed: ReactNode;
  /** What stands in the place of the list where there is nobody. */
  empty: ReactNode;
}

/** A list of backers to find, sort, tick and act on: everyone's, or a segment's (`search.segment`). */
export function BackerListView(props: BackerListViewProps) {
  const { project, search, change, revision, head, narrowed, empty } = props;
  const pages = useBackerPages(project.id, search);
  useLiveBackers(project.id, search, pages);
  const frame = useQuery(BackerReportFrame, { variables: { projectId: project.id } });
  const [selection, setSelection] = useState(nobody);
  const [chosenColumns, setChosenColumns] = useChosenColumns();
  const [filtering, setFiltering] = useState(false);
  const anchor = useRef<string | null>(null);
  const searchField = useRef<HTMLInputElement>(null);
  const cursor = useListCursor(pages.ids);
  const phone = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  const role = project.creator.role;
  const selectable = mayWrite(role);

  const key = listKey({ ...search, sort: undefined });
  useEffect(
    function forgetSelection() {
      setSelection(nobody);
      anchor.current = null;
    },
    [key],
  );

  const { ids, invalidate } = pages;
  const revisionRead = useRef(revision);
  useEffect(
    function readRevision() {
      if (revisionRead.current !== revision) invalidate();
      revisionRead.current = revision;
    },
    [revision, invalidate],
  );
  const toggle = useCallback(
    (id: string, range: boolean) => {
      const chosen = range ? between(ids, anchor.current, id) : [id];
      anchor.current = id;
      setSelection((before) => choose(before, chosen, range || !isSelected(before, id)));
    },
    [ids],
  );
  const open = useCallback(
    (id: string) => change({ backer: id }, { replace: Boolean(search.backer) }),
    [change, search.backer],
  );
  const close = useCallback(() => change({ backer: undefined }, { replace: true }), [change]);

  const focusList = () =>
    document.querySelector<HTMLElement>('[data-backer-grid]')?.focus({ preventScroll: true });
  const step = (by: number) => {
    const id = cursor.move(by);
    focusList();
    if (id && search.backer) open(id);
  };
  useShortcuts([
    { keys: '/', does: 'Search backers', group: 'Backers', run: () => searchField.current?.focus() },
    { keys: 'j', does: 'Next backer', group: 'Backers', run: () => step(1) },
    { keys: 'k', does: 'Previous backer', group: 'Backers', run: () => step(-1) },
    {
      keys: 'x',
      does: 'Select the backer',
      group: 'Backers',
      run: () => cursor.id && selectable && toggle(cursor.id, false),
    },
    { keys: 'Enter', does: 'Open the backer', group: 'Backers', run: () => cursor.id && open(cursor.id) },
    {
      keys: 'Escape',
      does: 'Close the backer, or clear the selection',
      group: 'Backers',
      run: () => (search.backer ? close() : setSelection(nobody)),
    },
  ]);

  const waiting = useDelayed(pages.empty && !pages.error);
  const count = selectedCount(selection, pages.total ?? 0);
  const chips = filterChips(search);
  const nothingFound = !pages.empty && !pages.pending && pages.ids.length === 0;
  const noBackers = nothingFound && chips.length === 0 && !search.q;
  const listProps: BackerListProps = {
    pages,
    search,
    selection,
    selectable,
    cursor,
    openId: search.backer,
    onToggle: toggle,
    onOpen: open,
    onSelectAll: (on) => setSelection(on ? everyone : nobody),
    onSort: (field: SortField) => change({ sort: nextSort(search, field) }, { replace: true }),
    chosenColumns,
  };

  return (
    <>
      {head({ nobody: noBackers })}
      {noBackers ? (
        empty
      ) : (
        <>
          <Group gap="xs" mb="sm" align="flex-start" className={classes['tools']}>
            <div className={classes['search']}>
              <ReportSearchField
                value={search.q ?? ''}
                onSearch={(text) => change({ q: text || undefined }, { replace: true })}
                onLeave={() => {
                  searchField.current?.blur();
                  focusList();
                }}
                inputRef={searchField}
              />
            </div>
            <FilterMenu
              search={search}
              change={change}
              countries={frame.data?.project?.countries ?? []}
              active={chips.length}
              opened={filtering}
              onOpened={setFiltering}
            />
            {phone ? (
              <SortSelect search={search} change={change} />
            ) : (
              <ColumnChooser chosen={chosenColumns} onChange={setChosenColumns} />
            )}
          </Group>
          <FilterSentence
            search={search}
            total={pages.total}
            change={change}
            onEdit={() => setFiltering(true)}
          >
            {narrowed}
          </FilterSentence>
          <div className={classes['beside']} data-open={search.backer ? true : undefined}>
            <div className={classes['list']}>
              {pages.empty && pages.error ? (
                <ErrorState error={pages.error} title="The backers could not be read" onRetry={pages.retry} />
              ) : pages.empty && !waiting ? (
                <div className={classes['waiting']} />
              ) : nothingFound ? (
                <EmptyState
                  icon={IconSearchOff}
                  title="No backer matches"
                  description="Search looks at names, emails, pledge IDs, tracking numbers and notes."
                  action={
                    <Button
                      variant="default"
                      onClick={() =>
                        change(Object.fromEntries(narrowingKeys.map((narrowing) => [narrowing, undefined])))
                      }
                    >
                      {search.segment ? 'Show the whole segment' : 'Show all backers'}
                    </Button>
                  }
                />
              ) : (
                <>
                  {phone ? <BackerCards {...listProps} /> : <BackerTable {...listProps} />}
                  {pages.error ? (
                    <ErrorState
                      compact
                      error={pages.error}
                      title="The next backers could not be read"
                      onRetry={pages.retry}
                    />
                  ) : null}
                </>
              )}
            </div>
            {search.backer ? <BackerAside backerId={search.backer} onClose={close} /> : null}
          </div>
          {count > 0 ? (
            <SelectionBar
              project={project}
              search={search}
              selection={selection}
              total={pages.total}
              onSelectAll={() => setSelection(everyone)}
              onClear={() => setSelection(nobody)}
            />
          ) : null}
        </>
      )}
    </>
  );
}
