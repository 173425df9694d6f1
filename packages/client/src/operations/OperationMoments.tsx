import { useState, type ReactNode } from 'react';
import { Group, Stack, Text } from '@mantine/core';
import type { OperationDetail } from '@waybill/schema/operations';
import { OperationMail } from '../notifications/OperationMail.tsx';
import { RouteNotFound } from '../routes/RouteNotFound.tsx';
import { RoutePending } from '../routes/RoutePending.tsx';
import { ErrorState } from '../ui/ErrorState.tsx';
import { formatCount, formatDay } from '../ui/format.ts';
import { operationKindLooks } from '../ui/operation-kind.ts';
import { PageHeader } from '../ui/PageHeader.tsx';
import { StatusBadge } from '../ui/StatusBadge.tsx';
import { useDelayed } from '../ui/useDelayed.ts';
import { FileArrival } from './FileArrival.tsx';
import { momentOf } from './operation-state.ts';
import { OperationReport } from './OperationReport.tsx';
import { OperationWatch } from './OperationWatch.tsx';
import { OutcomeSections } from './OutcomeSections.tsx';
import { ProgressAnnouncer } from './ProgressAnnouncer.tsx';
import { useOperation } from './use-operation.ts';

interface OperationMomentsProps {
  operationId: string;
  /** The preview, with its choices and its one button. `replanning`: what is given is the plan before this one. */
  check: (operation: OperationDetail, replanning: boolean) => ReactNode;
  /** What can be done next, beside the report's own buttons. */
  next?: (operation: OperationDetail) => ReactNode;
  /** Below the report: what comes of it, such as labels to print. */
  below?: (operation: OperationDetail) => ReactNode;
  /** Below a failed operation: another try. */
  retry?: (operation: OperationDetail) => ReactNode;
}

/**
 * The page of one operation, whichever moment it is in. The operation is all there is to know, so a person finds
 * it where it is after a reload and on another machine.
 */
export function OperationMoments({ operationId, check, next, below, retry }: OperationMomentsProps) {
  const { operation, error, retry: readAgain } = useOperation(operationId);
  const [lastPlan, setLastPlan] = useState<OperationDetail | null>(null);
  const waiting = useDelayed(operation === undefined && !error);

  // A plan that is being made anew shows the former one, dimmed, instead of an empty page.
  if (operation?.status === 'PLANNED' && operation !== lastPlan) setLastPlan(operation);

  if (operation === null) {
    return (
      <>
        <PageHeader title="Operation" />
        <RouteNotFound />
      </>
    );
  }
  if (operation === undefined) {
    if (error)
      return <ErrorState error={error} title="The operation could not be read" onRetry={readAgain} />;
    return waiting ? <RoutePending /> : null;
  }

  const title = operationKindLooks[operation.kind].word;
  const moment = momentOf(operation.status);
  const replanning = operation.status === 'PLANNING' && lastPlan !== null;
  const plan =
    moment === 'check'
      ? operation
      : replanning
        ? { ...lastPlan, options: operation.options ?? lastPlan.options }
        : null;
  return (
    <>
      <PageHeader
        title={title}
        description={describe(operation)}
        badge={<StatusBadge operation={operation.status} />}
        documentTitle={`${title} ${operation.file?.name ?? ''}`.trim()}
      />
      <ProgressAnnouncer operation={operation} />
      {plan ? check(plan, replanning) : null}
      {moment === 'arriving' && !plan ? <FileArrival operation={operation} /> : null}
      {moment === 'watch' ? <OperationWatch operation={operation} /> : null}
      {moment === 'report' ? (
        <Stack gap="lg">
          <OperationReport operation={operation}>{next?.(operation)}</OperationReport>
          {below?.(operation)}
          <OperationMail operation={operation} />
          {operation.status === 'FAILED' ? retry?.(operation) : null}
          <OutcomeSections operation={operation} plan={operation.status} />
        </Stack>
      ) : null}
    </>
  );
}

function describe(operation: OperationDetail): ReactNode {
  const parts = [
    operation.file?.name,
    operation.totalCount > 0 ? formatCount(operation.totalCount, 'row') : null,
    `by ${operation.actor.name}`,
    operation.options?.until ? `until ${formatDay(operation.options.until)}` : null,
    operation.options?.reason ? `“${operation.options.reason}”` : null,
  ].filter(Boolean);
  return (
    <Group gap="xs" component="span">
      <Text span inherit>
        {parts.join(' · ')}
      </Text>
    </Group>
  );
}
