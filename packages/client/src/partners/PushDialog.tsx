import { useMutation, useQuery } from '@apollo/client/react';
import { Button, Group, Modal, Select, Skeleton, Stack, Text, Textarea } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { BackerTarget } from '@waybill/schema/backers';
import { PartnerPush, ProjectPartners } from '@waybill/schema/project-partners';
import { useState } from 'react';
import { usePaths } from '../paths.ts';
import { useProject } from '../projects/project.ts';
import { TargetChoice } from '../segments/TargetChoice.tsx';
import { useTargetChoice } from '../segments/use-target-choice.ts';
import { ErrorState } from '../ui/ErrorState.tsx';
import { FormErrors } from '../ui/FormErrors.tsx';
import { LinkButton } from '../ui/LinkButton.tsx';
import { useUserErrors } from '../ui/useUserErrors.ts';

interface PushDialogProps {
  /** The partner it was opened for; left out to choose here. */
  partnerId?: string;
  /** For whom it was opened; left out to choose here. */
  target?: BackerTarget;
  /** How many those are; left out where it is not known. */
  count?: number;
  onClose: () => void;
}

/** To whom and whose orders; then on to the preview. Nothing is sent here. */
export function PushDialog({ partnerId, target, count, onClose }: PushDialogProps) {
  const project = useProject();
  const paths = usePaths();
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<string | null>(partnerId ?? null);
  const whom = useTargetChoice(target);
  const [note, setNote] = useState('');
  const errors = useUserErrors(['partnerId', 'target', 'note']);
  const { data, error, refetch } = useQuery(ProjectPartners, { variables: { projectId: project.id } });
  const [push, { loading }] = useMutation(PartnerPush);
  const partners = data?.project?.partners.filter((partner) => !partner.archivedAt);
  const partner = chosen ?? (partners?.length === 1 ? (partners[0]?.id ?? null) : null);

  const submit = async () => {
    if (!whom.target || !partner) return;
    try {
      const { data: answer } = await push({
        variables: {
          projectId: project.id,
          input: { partnerId: partner, target: whom.target, note: note.trim() || null },
        },
      });
      const payload = answer?.partnerPush;
      if (!errors.take(payload?.userErrors) || !payload?.operation) return;
      onClose();
      void navigate({ to: paths.operation(payload.operation.id) });
    } catch (thrown) {
      errors.fail(thrown);
    }
  };

  if (!partners)
    return (
      <Modal opened onClose={onClose} title="Push to a partner">
        {error ? (
          <ErrorState
            compact
            error={error}
            title="The partners could not be read"
            onRetry={() => void refetch()}
          />
        ) : (
          <Skeleton height={220} />
        )}
      </Modal>
    );
  if (partners.length === 0)
    return (
      <Modal opened onClose={onClose} title="Push to a partner">
        <Stack gap="md">
          <Text size="sm">This project has no partner yet: add who packs and ships for you.</Text>
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <LinkButton href={paths.partners()}>Add a partner</LinkButton>
          </Group>
        </Stack>
      </Modal>
    );
  return (
    <Modal opened onClose={onClose} title="Push to a partner">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Stack gap="lg">
          <FormErrors messages={errors.rest} />
          <Select
            label="Partner"
            placeholder="Choose one"
            data={partners.map(({ id, name }) => ({ value: id, label: name }))}
            value={partner}
            onChange={setChosen}
            allowDeselect={false}
            error={errors.of('partnerId')}
          />
          <TargetChoice
            choice={whom}
            label="Whose orders"
            count={count}
            leftAlone="Who is not ready, on hold or with a partner already is left alone, and listed."
            error={errors.of('target')}
          />
          <Textarea
            label="A word to the partner"
            description="Optional; stands on every request."
            autosize
            minRows={2}
            maxLength={500}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
            error={errors.of('note')}
          />
          <Text size="sm" c="dimmed">
            Nothing is sent yet: you see first what would become of each order.
          </Text>
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={loading} disabled={!whom.target || !partner}>
              Preview the push
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
