import { Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { OperationProgress } from '@waybill/schema/operations';
import { mayWrite, useProject } from '../projects/project.ts';
import { sizes } from '../theme.ts';
import { useOperationActions } from './use-operation-actions.ts';

/** Puts a failed operation aside, so that the dashboard no longer asks for attention. Gone once that was done. */
export function DismissButton({ operation, compact }: { operation: OperationProgress; compact?: boolean }) {
  const project = useProject();
  const { dismiss, dismissing } = useOperationActions();
  if (operation.status !== 'FAILED' || operation.dismissedAt || !mayWrite(project.creator.role)) return null;
  return (
    <Button
      variant={compact ? 'subtle' : 'default'}
      size={compact ? 'compact-sm' : 'sm'}
      leftSection={<IconX size={sizes.icon.medium} stroke={sizes.iconStroke} />}
      title="Seen: it no longer asks for attention. Nothing of it changes."
      onClick={() => void dismiss(operation.id)}
      loading={dismissing}
    >
      Put aside
    </Button>
  );
}
