import { useMutation } from '@apollo/client/react';
import { Button, Group, Stack, Text } from '@mantine/core';
import { OperationCancel, OperationUndo, type OperationListItem } from '@waybill/schema/operations';
import { useState } from 'react';
import { whatUndoDoes } from '../operations/UndoButton.tsx';
import { stayedWords } from '../operations/operation-state.ts';
import { usePaths } from '../paths.ts';
import { mayWrite, useProject } from '../projects/project.ts';
import { sizes, tone } from '../theme.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import {
  formatAgo,
  formatCount,
  formatDuration,
  formatMoment,
  formatNumber,
  formatRate,
} from '../ui/format.ts';
import { operationHref, operationKindLooks } from '../ui/operation-kind.ts';
import { ProgressBar } from '../ui/ProgressBar.tsx';
import { StatusBadge } from '../ui/StatusBadge.tsx';
import { TextLink } from '../ui/TextLink.tsx';
import { toastFailed, toastUserErrors } from '../ui/toasts.ts';
import classes from './OperationRow.module.css';

const moving = new Set<OperationListItem['status']>([
  'RECEIVING',
  'PLANNING',
  'QUEUED',
  'RUNNING',
  'UNDOING',
]);

function share({
  status,
  totalCount,
  processedCount,
  bytesReceived,
  bytesTotal,
}: OperationListItem): number | null {
  if (status === 'RECEIVING')
    return bytesTotal && Number(bytesTotal) > 0 ? Number(bytesReceived) / Number(bytesTotal) : null;
  return totalCount > 0 && status !== 'QUEUED' ? processedCount / totalCount : null;
}

function pace(operation: OperationListItem): string {
  const { status, totalCount, processedCount, rowsPerSecond, estimatedCompletionAt, phase } = operation;
  if (status === 'QUEUED') return 'Waits for its turn';
  const parts = [
    phase,
    totalCount > 0 ? `${formatNumber(processedCount)} of ${formatNumber(totalCount)}` : null,
  ];
  if (rowsPerSecond) parts.push(`${formatRate(rowsPerSecond)} rows a second`);
  if (estimatedCompletionAt) {
    const left = (Date.parse(estimatedCompletionAt) - Date.now()) / 1000;
    if (left >= 1) parts.push(`${formatDuration(left)} left`);
  }
  return parts.filter(Boolean).join(' · ');
}

function outcome(operation: OperationListItem): string {
  const { status, failure, summary } = operation;
  if (failure) return failure.message;
  if (status === 'UNDONE') {
    const stayed = stayedWords(operation);
    return stayed ? `Undone; ${stayed}` : 'Undone completely';
  }
  return summary.sentence;
}

/** One operation as a line: its progress while it moves, its outcome after, with the one thing a person can do about it. */
export function OperationRow({
  operation,
  onChange,
}: {
  operation: OperationListItem;
  onChange: () => void;
}) {
  const paths = usePaths();
  const project = useProject();
  const [asking, setAsking] = useState<'cancel' | 'undo' | null>(null);
  const [cancel, cancelling] = useMutation(OperationCancel);
  const [undo, undoing] = useMutation(OperationUndo);
  const look = operationKindLooks[operation.kind];
  const isMoving = moving.has(operation.status);
  const may = mayWrite(project.creator.role);

  const run = async (action: 'cancel' | 'undo') => {
    try {
      const payload =
        action === 'cancel'
          ? (await cancel({ variables: { id: operation.id } })).data?.operationCancel
          : (await undo({ variables: { id: operation.id } })).data?.operationUndo;
      toastUserErrors(
        payload?.userErrors,
        `${look.word} could not be ${action === 'cancel' ? 'canceled' : 'undone'}`,
      );
      onChange();
    } catch (error) {
      toastFailed(error);
    }
    setAsking(null);
  };

  return (
    <li className={classes['row']}>
      <span
        className={classes['sign']}
        style={{ color: tone('accent', 'text'), background: tone('accent', 'soft') }}
        aria-hidden
      >
        <look.icon size={sizes.icon.medium} stroke={sizes.iconStroke} />
      </span>
      <Stack gap={4} miw={0}>
        <Group gap="xs" wrap="wrap">
          <TextLink href={operationHref(paths, operation)} fw={550} size="sm" c="inherit">
            {look.word}
          </TextLink>
          <StatusBadge operation={operation.status} size="sm" />
        </Group>
        {isMoving ? (
          <>
            <ProgressBar share={share(operation)} label={`${look.word}, rows done`} tone="accent" size="sm" />
            <Text size="xs" c="dimmed">
              {pace(operation)}
            </Text>
          </>
        ) : (
          <Text size="sm" c={operation.failure ? 'error' : undefined}>
            {outcome(operation)}
          </Text>
        )}
        <Text size="xs" c="dimmed" truncate>
          {operation.file ? `${operation.file.name} · ` : ''}
          {operation.actor.name} ·{' '}
          <time dateTime={operation.createdAt} title={formatMoment(operation.createdAt)}>
            {formatAgo(operation.settledAt ?? operation.createdAt)}
          </time>
        </Text>
      </Stack>
      {may && operation.canCancel && isMoving ? (
        <Button size="compact-sm" variant="default" onClick={() => setAsking('cancel')}>
          Cancel
        </Button>
      ) : null}
      {may && operation.canUndo && !isMoving ? (
        <Button size="compact-sm" variant="default" onClick={() => setAsking('undo')}>
          Undo
        </Button>
      ) : null}
      <ConfirmDialog
        opened={asking === 'cancel'}
        onClose={() => setAsking(null)}
        title={`Cancel this ${look.word.toLowerCase()}?`}
        confirmLabel={`Stop after ${formatCount(operation.processedCount, 'row')}`}
        onConfirm={() => run('cancel')}
        busy={cancelling.loading}
        danger
      >
        It stops after the rows in hand. What it has applied so far stays, and can be undone.
      </ConfirmDialog>
      <ConfirmDialog
        opened={asking === 'undo'}
        onClose={() => setAsking(null)}
        title={`Undo this ${look.word.toLowerCase()}?`}
        confirmLabel="Undo it"
        onConfirm={() => run('undo')}
        busy={undoing.loading}
      >
        {`${whatUndoDoes(operation)} It did this: ${operation.summary.sentence}.`}
      </ConfirmDialog>
    </li>
  );
}
