import { Group, Paper, Text, Title } from '@mantine/core';
import { usePaths } from '../paths.ts';
import { ErrorState } from '../ui/ErrorState.tsx';
import { SkeletonRows } from '../ui/Skeletons.tsx';
import { TextLink } from '../ui/TextLink.tsx';
import { OperationRow } from './OperationRow.tsx';
import { OperationSubscriber } from './OperationSubscriber.tsx';
import classes from './panel.module.css';
import type { useDashboardOperations } from './use-dashboard-operations.ts';

type Operations = ReturnType<typeof useDashboardOperations>;

/** What runs now, with its progress and a way to stop it; below it what was done last, with its undo. */
export function OperationsPanel({ operations, error, reread }: Operations) {
  const paths = usePaths();
  const open = operations?.open.nodes ?? [];
  // What waits for a file or for a decision stands under "Needs attention", not here.
  const moving = open.filter((operation) => operation.status !== 'CREATED' && operation.status !== 'PLANNED');
  const settled = operations?.settled.nodes ?? [];
  return (
    <Paper
      component="section"
      aria-labelledby="operations-title"
      withBorder
      p="lg"
      className={classes['operations']}
    >
      {open.map((operation) => (
        <OperationSubscriber key={operation.id} id={operation.id} onSettled={reread} />
      ))}
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h3" id="operations-title">
          Operations
        </Title>
        <TextLink href={paths.operations()} size="sm">
          All operations
        </TextLink>
      </Group>
      {!operations && error ? (
        <ErrorState compact error={error} title="Operations could not be read" onRetry={reread} />
      ) : !operations ? (
        <SkeletonRows rows={3} height={64} />
      ) : moving.length + settled.length === 0 ? (
        <Text size="sm" c="dimmed">
          Imports, uploads and bulk actions appear here as they run, each with its undo.
        </Text>
      ) : (
        <ul className={classes['list']}>
          {[...moving, ...settled].map((operation) => (
            <OperationRow key={operation.id} operation={operation} onChange={reread} />
          ))}
        </ul>
      )}
    </Paper>
  );
}
