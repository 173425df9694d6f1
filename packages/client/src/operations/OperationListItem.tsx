import { Text } from '@mantine/core';
import { OperationUpdated, type OperationListItem as Item } from '@waybill/schema/operations';
import { usePaths } from '../paths.ts';
import { sizes } from '../theme.ts';
import { formatAgo, formatMoment, formatNumber } from '../ui/format.ts';
import { operationHref, operationKindLooks } from '../ui/operation-kind.ts';
import { ProgressBar } from '../ui/ProgressBar.tsx';
import { StatusBadge } from '../ui/StatusBadge.tsx';
import { DismissButton } from './DismissButton.tsx';
import { isMoving, momentOf, shareDone } from './operation-state.ts';
import { TextLink } from '../ui/TextLink.tsx';
import { useLive } from '../use-live.ts';
import { UndoButton } from './UndoButton.tsx';
import classes from './OperationsPage.module.css';

/** One operation in the list: what, when, by whom, how it went; live while it moves, undone in place. */
export function OperationListItem({ operation }: { operation: Item }) {
  const paths = usePaths();
  const moving = isMoving(operation.status);
  useLive(OperationUpdated, { variables: { id: operation.id }, ignoreResults: true, skip: !moving });
  const { icon: Sign, word } = operationKindLooks[operation.kind];
  return (
    <li className={classes['item']}>
      <div className={classes['words']}>
        <div className={classes['head']}>
          <Sign size={sizes.icon.medium} stroke={sizes.iconStroke} aria-hidden />
          <TextLink href={operationHref(paths, operation)} fw={550} c="inherit" underline="hover">
            {word}
            {operation.file ? `: ${operation.file.name}` : ''}
          </TextLink>
        </div>
        <Text size="sm">{operation.failure?.message ?? whatItDoes(operation)}</Text>
        <Text size="xs" c="dimmed">
          {operation.actor.name} ·{' '}
          <time dateTime={operation.createdAt} title={formatMoment(operation.createdAt)}>
            {formatAgo(operation.createdAt)}
          </time>
          {operation.undoneAt
            ? ` · undone by ${operation.undoneBy?.name ?? 'Waybill'} ${formatAgo(operation.undoneAt)}`
            : ''}
          {operation.dismissedAt ? ` · put aside ${formatAgo(operation.dismissedAt)}` : ''}
        </Text>
      </div>
      <StatusBadge operation={operation.status} />
      <div className={classes['ways']}>
        <UndoButton operation={operation} compact />
        <DismissButton operation={operation} compact />
      </div>
      {moving ? (
        <div className={classes['progress']}>
          <ProgressBar share={shareDone(operation)} label={`${word} progress`} size="sm" tone="accent" />
          {operation.totalCount > 0 ? (
            <Text size="xs" c="dimmed">
              {formatNumber(operation.processedCount)} of {formatNumber(operation.totalCount)} rows
            </Text>
          ) : null}
        </div>
      ) : null}
    </li>
  );
}

/** Its sentence; before its rows are known there is nothing to say of them. */
function whatItDoes(operation: Item): string {
  return momentOf(operation.status) === 'arriving'
    ? 'Its rows are not known yet.'
    : operation.summary.sentence;
}
