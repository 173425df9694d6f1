import { useState } from 'react';
import { Button } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import type { OperationProgress } from '@waybill/schema/operations';
import { sizes } from '../theme.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { formatCount, formatList } from '../ui/format.ts';
import { useOperationActions } from './use-operation-actions.ts';

/** What undo does and what it cannot, in words. */
export function whatUndoDoes(operation: Pick<OperationProgress, 'kind' | 'summary'>): string {
  const { kind, summary } = operation;
  if (kind === 'TRACKING_NOTIFICATIONS')
    return `This calls off the mails that have not gone out yet; their parcels count as untold again. ${NO_RECALL}`;
  if (kind === 'DIGITAL_REWARDS')
    return `This revokes what ${formatCount(summary.changed, 'backer')} got, for good: they no longer see it, and a code of their own is never given to anybody again. ${NO_RECALL}`;
  return `${whatUndoRestores(operation)} What somebody changed since is left alone and listed. ${NO_RECALL}`;
}

const NO_RECALL = 'Mail that went out cannot be called back.';

function whatUndoRestores({ summary }: Pick<OperationProgress, 'summary'>): string {
  const back = [
    summary.ordersFulfilled > 0
      ? `${formatCount(summary.ordersFulfilled, 'order')} to the status before`
      : null,
    summary.shipmentsReplaced > 0
      ? `the ${formatCount(summary.shipmentsReplaced, 'tracking number')} it replaced`
      : null,
    summary.backersUpdated > 0
      ? `${formatCount(summary.backersUpdated, 'backer')} to what stood there before`
      : null,
    summary.changed > 0 ? `what it changed about ${formatCount(summary.changed, 'backer')}` : null,
  ].filter((part) => part !== null);
  const away = [
    summary.shipmentsAdded > 0 ? `the ${formatCount(summary.shipmentsAdded, 'shipment')} it added` : null,
    summary.backersCreated > 0 ? `the ${formatCount(summary.backersCreated, 'backer')} it created` : null,
  ].filter((part) => part !== null);
  const sentences = [
    back.length > 0 ? `This puts back ${formatList(back)}.` : null,
    away.length > 0 ? `It takes away ${formatList(away)}.` : null,
  ].filter((sentence) => sentence !== null);
  return sentences.join(' ') || 'This puts back everything the operation changed.';
}

/** Undoes an operation, after saying what that restores. */
export function UndoButton({ operation, compact }: { operation: OperationProgress; compact?: boolean }) {
  const [asking, setAsking] = useState(false);
  const { undo, undoing } = useOperationActions();
  if (!operation.canUndo) return null;
  return (
    <>
      <Button
        variant={compact ? 'subtle' : 'default'}
        size={compact ? 'compact-sm' : 'sm'}
        leftSection={<IconArrowBackUp size={sizes.icon.medium} stroke={sizes.iconStroke} />}
        onClick={() => setAsking(true)}
      >
        Undo
      </Button>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title="Undo this operation?"
        confirmLabel="Undo it"
        onConfirm={async () => {
          await undo(operation.id);
          setAsking(false);
        }}
        busy={undoing}
      >
        {whatUndoDoes(operation)}
      </ConfirmDialog>
    </>
  );
}
