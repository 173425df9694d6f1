import type { ReactNode } from 'react';
import type { OperationDetail } from '@waybill/schema/operations';
import { ApplyBar } from './ApplyBar.tsx';
import { CheckLayout } from './CheckLayout.tsx';
import { OperationNotices } from './OperationNotices.tsx';
import { OutcomeSections } from './OutcomeSections.tsx';
import { PlanSummary } from './PlanSummary.tsx';
import { useOperationActions } from './use-operation-actions.ts';

/** The preview of an operation without choices: what will happen, to whom, and the one button. */
export function OperationCheck({
  operation,
  replanning,
  beside,
}: {
  operation: OperationDetail;
  replanning: boolean;
  /** What it is about, beside its rows: the mail of a run. */
  beside?: ReactNode;
}) {
  const { apply, applying } = useOperationActions();
  return (
    <CheckLayout
      replanning={replanning}
      head={
        <>
          <PlanSummary operation={operation} replanning={replanning} />
          <OperationNotices operation={operation} />
        </>
      }
      file={beside}
      groups={<OutcomeSections operation={operation} plan={operation.version} />}
      foot={
        <ApplyBar
          operation={operation}
          applying={applying}
          onApply={() => void apply(operation)}
          blocked={replanning ? 'Working out what will happen.' : null}
        />
      }
    />
  );
}
