import { useParams } from '@tanstack/react-router';
import { runKinds } from '../notifications/run-kinds.ts';
import { RunMail } from '../notifications/RunMail.tsx';
import { usePaths } from '../paths.ts';
import { LabelPurchaseCheck } from '../postage/LabelPurchaseCheck.tsx';
import { PurchaseNext } from '../postage/PurchaseNext.tsx';
import { LinkButton } from '../ui/LinkButton.tsx';
import { OperationCheck } from './OperationCheck.tsx';
import { OperationMoments } from './OperationMoments.tsx';

/** Any one operation: its preview while it waits, its progress while it works, then its report. */
export function OperationPage() {
  const { operationId } = useParams({ from: '/signed-in/$creator/$project/operations/$operationId' });
  const paths = usePaths();
  return (
    <OperationMoments
      key={operationId}
      operationId={operationId}
      check={(operation, replanning) =>
        operation.kind === 'LABEL_PURCHASE' ? (
          <LabelPurchaseCheck operation={operation} replanning={replanning} />
        ) : (
          <OperationCheck
            operation={operation}
            replanning={replanning}
            beside={runKinds(operation).length > 0 ? <RunMail operation={operation} /> : undefined}
          />
        )
      }
      below={(operation) =>
        operation.kind === 'LABEL_PURCHASE' ? <PurchaseNext operation={operation} /> : null
      }
      next={() => (
        <LinkButton href={paths.operations()} variant="default">
          All operations
        </LinkButton>
      )}
    />
  );
}
