import { useState } from 'react';
import { Button, Group, Paper, Select } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useQuery } from '@apollo/client/react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { ProjectOperations, type OperationKind } from '@waybill/schema/operations';
import { usePaths } from '../paths.ts';
import { useProject } from '../projects/project.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorState } from '../ui/ErrorState.tsx';
import { formatCount } from '../ui/format.ts';
import { LinkButton } from '../ui/LinkButton.tsx';
import { operationKindLooks } from '../ui/operation-kind.ts';
import { PageHeader } from '../ui/PageHeader.tsx';
import { SkeletonRows } from '../ui/Skeletons.tsx';
import { useDelayed } from '../ui/useDelayed.ts';
import { readOperationSearch, stateWords, statusesOf, type OperationSearch } from './operation-search.ts';
import { OperationListItem } from './OperationListItem.tsx';
import classes from './OperationsPage.module.css';

const pageSize = 25;
const kinds = Object.keys(operationKindLooks) as OperationKind[];

/** Everything that ever happened in bulk in this project, newest first. */
export function OperationsPage() {
  const project = useProject();
  const paths = usePaths();
  const navigate = useNavigate();
  const search = readOperationSearch(useSearch({ strict: false }), kinds);
  const narrowed = Boolean(search.kind ?? search.status);
  const [fetching, setFetching] = useState(false);
  const { data, dataState, error, fetchMore, refetch } = useQuery(ProjectOperations, {
    variables: {
      projectId: project.id,
      first: pageSize,
      kind: search.kind ? [search.kind] : null,
      status: statusesOf(search.status),
    },
  });
  const operations = dataState === 'complete' ? data.project?.operations : undefined;
  const waiting = useDelayed(!operations && !error);

  const narrow = (change: { [Key in keyof OperationSearch]: OperationSearch[Key] | null }) =>
    void navigate({
      to: paths.operations(),
      search: Object.fromEntries(Object.entries({ ...search, ...change }).filter(([, value]) => value)),
      replace: true,
    });

  const more = () => {
    setFetching(true);
    fetchMore({
      variables: { after: operations?.pageInfo.endCursor },
      updateQuery: (former, { fetchMoreResult }) => {
        const [before, after] = [former.project, fetchMoreResult.project];
        if (!before || !after) return fetchMoreResult;
        const nodes = [...before.operations.nodes, ...after.operations.nodes];
        return { project: { ...after, operations: { ...after.operations, nodes } } };
      },
    })
      .catch(() => undefined)
      .finally(() => setFetching(false));
  };

  return (
    <>
      <PageHeader
        title="Operations"
        description="Everything that was done in bulk, with who, when, what came of it, and the way back."
      />
      <Group gap="sm" mb="md">
        <Select
          aria-label="Kind"
          placeholder="Every kind"
          clearable
          value={search.kind ?? null}
          onChange={(kind) => narrow({ kind: kind })}
          data={kinds.map((kind) => ({ value: kind, label: operationKindLooks[kind].word }))}
        />
        <Select
          aria-label="Status"
          placeholder="Every status"
          clearable
          value={search.status ?? null}
          onChange={(status) => narrow({ status: status as OperationSearch['status'] | null })}
          data={Object.entries(stateWords).map(([value, label]) => ({ value, label }))}
        />
      </Group>
      {error && !operations ? (
        <ErrorState
          error={error}
          title="The operations could not be read"
          onRetry={() => void refetch().catch(() => undefined)}
        />
      ) : null}
      {waiting ? (
        <Paper withBorder px="md">
          <SkeletonRows rows={6} height={80} />
        </Paper>
      ) : null}
      {operations?.nodes.length === 0 ? (
        <EmptyState
          icon={IconHistory}
          title={narrowed ? 'No operation fits' : 'Nothing has been done in bulk yet'}
          description={
            narrowed
              ? 'No operation of this project is of that kind and status.'
              : 'Imports, uploads and bulk actions appear here, each with its report and its undo.'
          }
          action={
            narrowed ? (
              <Button variant="default" onClick={() => narrow({ kind: null, status: null })}>
                Show all
              </Button>
            ) : (
              <LinkButton href={paths.import()}>Import backers</LinkButton>
            )
          }
        />
      ) : null}
      {operations && operations.nodes.length > 0 ? (
        <>
          <Paper withBorder style={{ overflow: 'hidden' }}>
            <ul className={classes['list']} aria-label="Operations">
              {operations.nodes.map((operation) => (
                <OperationListItem key={operation.id} operation={operation} />
              ))}
            </ul>
          </Paper>
          {operations.pageInfo.hasNextPage ? (
            <Group justify="center" mt="md">
              <Button variant="default" onClick={more} loading={fetching}>
                Show more of {formatCount(operations.totalCount, 'operation')}
              </Button>
            </Group>
          ) : null}
        </>
      ) : null}
    </>
  );
}
