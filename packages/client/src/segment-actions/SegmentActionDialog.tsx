import { useMutation } from '@apollo/client/react';
import { Button, Stack, TagsInput, Text, Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { SegmentActionRun, type BackerTarget } from '@waybill/schema/backers';
import type { SegmentAction } from '@waybill/schema/segment-actions';
import { useState } from 'react';
import { usePaths } from '../paths.ts';
import type { Project } from '../projects/project.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { ErrorState } from '../ui/ErrorState.tsx';
import { FormErrors } from '../ui/FormErrors.tsx';
import { useUserErrors } from '../ui/useUserErrors.ts';
import { ActionOutcomes } from './ActionOutcomes.tsx';
import { ACTIONS } from './actions.ts';
import { untilOf } from './hold-until.ts';
import { HoldFields } from './HoldFields.tsx';
import { useActionPreview } from './use-action-preview.ts';

interface SegmentActionDialogProps {
  project: Project;
  target: BackerTarget;
  action: SegmentAction;
  onClose: () => void;
}

/** Long enough to finish a tag, short enough not to be waited for. */
const TYPING_MS = 250;

/**
 * One action on many backers: what would become of them first, then what it wants to know, then the button with the
 * count. The run is refused its way past the preview when the count is another by then.
 */
export function SegmentActionDialog({ project, target, action, onClose }: SegmentActionDialogProps) {
  const paths = usePaths();
  const navigate = useNavigate();
  const { word, about, button, asks, danger } = ACTIONS[action];
  const [reason, setReason] = useState('');
  const [day, setDay] = useState('');
  const [tags, setTags] = useState<string[]>([]);
  const [settledTags] = useDebouncedValue(tags, TYPING_MS);
  const errors = useUserErrors(['reason', 'until', 'tags']);
  const { preview, pending, error, retry } = useActionPreview(project.id, target, action, settledTags);
  const [run, { loading }] = useMutation(SegmentActionRun);
  const changes = preview?.changes ?? 0;
  const ready = !pending && settledTags === tags && changes > 0;
  const answered = asks.reason !== 'required' || reason.trim() !== '';

  const submit = async (autoApply: boolean) => {
    try {
      const { data } = await run({
        variables: {
          projectId: project.id,
          input: {
            target,
            action,
            autoApply,
            confirmCount: changes,
            ...(asks.reason ? { reason: reason.trim() || null } : {}),
            ...(asks.until ? { until: untilOf(day) } : {}),
            ...(asks.tags ? { tags } : {}),
          },
        },
      });
      const payload = data?.segmentActionRun;
      if (!errors.take(payload?.userErrors)) return;
      onClose();
      if (payload?.operation) void navigate({ to: paths.operation(payload.operation.id) });
    } catch (thrown) {
      errors.fail(thrown);
    }
  };

  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={word}
      confirmLabel={ready || changes > 0 ? button(changes) : word}
      onConfirm={() => submit(true)}
      busy={loading}
      disabled={!ready || !answered}
      {...(asks.count && preview ? { typeCount: changes } : {})}
      {...(danger ? { danger } : {})}
    >
      <Stack gap="md">
        <FormErrors messages={errors.rest} />
        <Text size="sm">{about} The whole can be undone.</Text>
        {asks.tags ? (
          <TagsInput
            label="Tags"
            description="Press Enter or comma after each."
            required
            value={tags}
            onChange={setTags}
            maxTags={50}
            error={errors.of('tags')}
            data-autofocus
          />
        ) : null}
        {error ? (
          <ErrorState compact error={error} title="This could not be counted" onRetry={retry} />
        ) : asks.tags && tags.length === 0 ? null : (
          <ActionOutcomes preview={preview} dimmed={pending} />
        )}
        {asks.until ? (
          <HoldFields reason={reason} day={day} onReason={setReason} onDay={setDay} error={errors.of} />
        ) : asks.reason ? (
          <Textarea
            label="Reason"
            description={
              asks.reason === 'required'
                ? 'Stands in the history of every order.'
                : 'Optional; stands in the history of every order.'
            }
            required={asks.reason === 'required'}
            autosize
            minRows={2}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            error={errors.of('reason')}
          />
        ) : null}
        {ready && answered && !asks.count ? (
          <Text size="sm" c="dimmed">
            <Button
              variant="transparent"
              size="compact-sm"
              px={0}
              onClick={() => void submit(false)}
              disabled={loading}
            >
              Look at every backer first
            </Button>
          </Text>
        ) : null}
      </Stack>
    </ConfirmDialog>
  );
}
