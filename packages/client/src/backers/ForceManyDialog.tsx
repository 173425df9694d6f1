import { useMutation } from '@apollo/client/react';
import { Stack, Text, Textarea } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { SegmentActionRun, type BackerTarget } from '@waybill/schema/backers';
import { useState } from 'react';
import { usePaths } from '../paths.ts';
import type { Project } from '../projects/project.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { formatCount } from '../ui/format.ts';
import { FormErrors } from '../ui/FormErrors.tsx';
import { useUserErrors } from '../ui/useUserErrors.ts';

interface ForceManyDialogProps {
  project: Project;
  target: BackerTarget;
  /** How many orders it changes: what the person types. */
  count: number;
  onClose: () => void;
}

/** Forces many orders: a reason, the typed count, and then still the preview before anything is touched. */
export function ForceManyDialog({ project, target, count, onClose }: ForceManyDialogProps) {
  const paths = usePaths();
  const navigate = useNavigate();
  const [reason, setReason] = useState('');
  const errors = useUserErrors(['reason']);
  const [run, { loading }] = useMutation(SegmentActionRun);

  const submit = async () => {
    try {
      const { data } = await run({
        variables: {
          projectId: project.id,
          input: { target, action: 'FORCE_MARK_FULFILLED', reason: reason.trim(), confirmCount: count },
        },
      });
      const payload = data?.segmentActionRun;
      if (!errors.take(payload?.userErrors)) return;
      onClose();
      if (payload?.operation) void navigate({ to: paths.operation(payload.operation.id) });
    } catch (error) {
      errors.fail(error);
    }
  };

  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title="Force Mark as Fulfilled"
      confirmLabel={`Preview forcing ${formatCount(count, 'order')}`}
      onConfirm={submit}
      typeCount={count}
      busy={loading}
      disabled={!reason.trim()}
      danger
    >
      <Stack gap="md">
        <FormErrors messages={errors.rest} />
        <Text size="sm">
          {formatCount(count, 'order')} become Fulfilled whatever their status and hold; canceled and
          fulfilled ones are left alone. You see the preview before anything changes, and the whole can be
          undone.
        </Text>
        <Textarea
          label="Reason"
          description="Stands in the history of every order."
          required
          autosize
          minRows={2}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={errors.of('reason')}
        />
      </Stack>
    </ConfirmDialog>
  );
}
