import { useState } from 'react';
import { Button } from '@mantine/core';
import type { OperationProgress } from '@waybill/schema/operations';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { stopSending } from './file-transfer.ts';
import { momentOf } from './operation-state.ts';
import { useOperationActions } from './use-operation-actions.ts';

/** Stops an operation: asks first when something has been applied already. */
export function CancelButton({ operation }: { operation: OperationProgress }) {
  const [asking, setAsking] = useState(false);
  const { cancel, canceling } = useOperationActions();
  if (!operation.canCancel) return null;
  const running = momentOf(operation.status) === 'watch';
  const stop = async () => {
    stopSending(operation.id);
    await cancel(operation.id);
    setAsking(false);
  };
  return (
    <>
      <Button
        variant="default"
        flex="none"
        size={running ? 'sm' : 'md'}
        loading={canceling && !asking}
        onClick={() => (running ? setAsking(true) : void stop())}
      >
        {running ? 'Stop' : 'Discard'}
      </Button>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title="Stop here?"
        confirmLabel="Stop after this part"
        onConfirm={stop}
        busy={canceling}
      >
        The part under way is finished first. What was applied stays, and can be undone afterwards; the rest
        of the rows is left as it is.
      </ConfirmDialog>
    </>
  );
}
