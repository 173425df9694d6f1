import { useQuery } from '@apollo/client/react';
import { Button, Group, Menu } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconDownload, IconSearchOff, IconUsersPlus } from '@tabler/icons-react';
import { BackerReportFrame } from '@waybill/schema/backers';
import { useCallback, useEffect, useRef, useState } from 'react';
import { usePaths } from '../paths.ts';
import { mayManage, mayWrite, useProject, type Project } from '../projects/project.ts';
import { sizes } from '../theme.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorState } from '../ui/ErrorState.tsx';
import { LinkButton } from '../ui/LinkButton.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { useDelayed } from '../ui/useDelayed.ts';
import { useShortcuts } from '../ui/keys.ts';
import { BackerActions } from './BackerActions.tsx';
import { BackerAside } from './BackerAside.tsx';
import { BackerCards } from './BackerCards.tsx';
import classes from './BackerReportPage.module.css';
import { listKey, nextSort, targetOfAll, type SortField } from './backer-search.ts';
import { BackerTable, type BackerListProps } from './BackerTable.tsx';
import { ColumnChooser, useChosenColumns } from './ColumnChooser.tsx';
import { filterChips, narrowingKeys } from './filter-chips.ts';
import { FilterMenu } from './FilterMenu.tsx';
import { FilterSentence } from './FilterSentence.tsx';
import { ReportSearchField } from './ReportSearchField.tsx';
import { between, choose, everyone, isSelected, nobody, selectedCount } from './selection.ts';
import { SelectionBar } from './SelectionBar.tsx';
import { SortSelect } from './SortSelect.tsx';
import { templateLink } from './template-link.ts';
import { useBackerPages } from './use-backer-pages.ts';
import { useListCursor } from './use-list-cursor.ts';
import { useLiveBackers } from './use-live-backers.ts';
import { useReportSearch } from './use-report-search.ts';

/** Every backer of the project: find, sort, tick, act. */
export function BackerReportPage() {
  const project = useProject();
  return (
    <BackerActions>
      <Report key={project.id} project={project} />
    </BackerActions>
  );
}

function Report({ project }: { project: Project }) {
  const paths = usePaths();
  const [search, change] = useReportSearch();
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

  const { ids } = pages;
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
  const exportAll = targetOfAll(search, []);

  return (
    <>
      <PageHeader
        title="Backers"
        documentTitle={`Backers · ${project.title}`}
        actions={
          noBackers ? null : (
            <>
              <Menu position="bottom-end" width={272}>
                <Menu.Target>
                  <Button
                    variant="default"
                    leftSection={<IconDownload size={sizes.icon.medium} aria-hidden />}
                  >
                    Export template
                  </Button>
                </Menu.Target>
                <Menu.Dropdown>
                  <Menu.Label>Tracking Number Upload Template of what is listed</Menu.Label>
                  <Menu.Item
                    component="a"
                    download
                    href={templateLink(project.templateUrl, 'csv', exportAll)}
                  >
                    CSV
                  </Menu.Item>
                  <Menu.Item
                    component="a"
                    download
                    href={templateLink(project.templateUrl, 'xlsx', exportAll)}
                  >
                    Excel (xlsx)
                  </Menu.Item>
                </Menu.Dropdown>
              </Menu>
              {mayManage(role) ? (
                <LinkButton
                  variant="default"
                  href={paths.import()}
                  leftSection={<IconUsersPlus size={sizes.icon.medium} aria-hidden />}
                >
                  Import backers
                </LinkButton>
              ) : null}
            </>
          )
        }
      />
      {noBackers ? (
        <EmptyState
          icon={IconUsersPlus}
          title="No backers yet"
          description="Import the report of your campaign. You see what would happen before anything is saved."
          action={mayManage(role) ? <LinkButton href={paths.import()}>Import backers</LinkButton> : null}
        />
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
          />
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
                      Show all backers
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
