import { useMutation, useQuery } from '@apollo/client/react';
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { BackerTarget } from '@waybill/schema/backers';
import { DigitalRewards, DigitalRewardsSend, type DigitalRewardItem } from '@waybill/schema/digital-rewards';
import { useState } from 'react';
import { usePaths } from '../paths.ts';
import { useProject } from '../projects/project.ts';
import { formatCount } from '../ui/format.ts';
import { FormErrors } from '../ui/FormErrors.tsx';
import { toastDone } from '../ui/toasts.ts';
import { useUserErrors } from '../ui/useUserErrors.ts';
import { CodesStep } from './CodesStep.tsx';
import { RewardStep } from './RewardStep.tsx';
import { checkInput, emptyForm, sendInput, type SendForm } from './send-form.ts';
import { useRewardsCheck } from './use-rewards-check.ts';

interface SendRewardDialogProps {
  /** A reward that is sent again; null to choose or make one. */
  reward?: DigitalRewardItem | null;
  /** For whom it was opened; null to choose here. */
  target?: BackerTarget | null;
  /** How many those are; null where it is not known. */
  count?: number | null;
  onClose: () => void;
}

/** Of the fields that the first step shows. */
const firstStep = ['name', 'kind', 'instructions'];

/**
 * Codes for backers in two steps, then the operation's preview, where nothing has been given yet. A code for one
 * backer needs no preview: the second step has said all there is to know.
 */
export function SendRewardDialog({
  reward = null,
  target = null,
  count = null,
  onClose,
}: SendRewardDialogProps) {
  const project = useProject();
  const paths = usePaths();
  const navigate = useNavigate();
  const [form, setForm] = useState<SendForm>(() => emptyForm(reward));
  const [step, setStep] = useState<1 | 2>(1);
  const errors = useUserErrors([...firstStep, 'codes', 'sharedCode', 'assignments', 'target']);
  const { data } = useQuery(DigitalRewards, { variables: { projectId: project.id } });
  const live = useRewardsCheck(project.id, step === 2 ? checkInput(form, target) : null);
  const [send, { loading }] = useMutation(DigitalRewardsSend);
  const one = count === 1;
  const named = form.reward !== null || form.name.trim() !== '';
  const ready = live.check !== null && !live.stale && !live.error && live.check.problems.length === 0;

  const change = (next: SendForm) => {
    errors.clear();
    setForm(next);
  };
  const submit = async () => {
    const input = sendInput(form, target, one);
    if (!input) return;
    try {
      const { data: answer } = await send({ variables: { projectId: project.id, input } });
      const payload = answer?.digitalRewardsSend;
      if (!errors.take(payload?.userErrors)) {
        if (payload?.userErrors.some(({ field }) => firstStep.includes(field?.at(-1) ?? ''))) setStep(1);
        return;
      }
      onClose();
      if (one) toastDone('It is being given, and appears with the backer in a moment.');
      else if (payload?.operation) void navigate({ to: paths.operation(payload.operation.id) });
    } catch (error) {
      errors.fail(error);
    }
  };

  return (
    <Modal
      opened
      onClose={onClose}
      title={reward ? `Send ${reward.name}` : 'Send a digital reward'}
      size="lg"
      closeOnClickOutside={false}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (step === 1) setStep(2);
          else if (ready) void submit();
        }}
      >
        <Stack gap="lg">
          <Text size="sm" c="dimmed">
            {step === 1
              ? 'Step 1 of 2: what it is'
              : `Step 2 of 2: ${form.way === 'ASSIGNED' ? 'the codes and their backers' : target ? 'the codes' : 'who gets it'}`}
          </Text>
          <FormErrors messages={errors.rest} />
          {step === 1 ? (
            <RewardStep
              form={form}
              rewards={data?.project?.digitalRewards ?? []}
              given={target}
              error={errors.of}
              onChange={change}
            />
          ) : (
            <CodesStep
              projectId={project.id}
              form={form}
              given={target}
              count={count}
              live={live}
              error={errors.of}
              onChange={change}
            />
          )}
          <Group justify="space-between" gap="xs">
            {step === 2 ? (
              <Button variant="subtle" onClick={() => setStep(1)}>
                Back
              </Button>
            ) : (
              <span />
            )}
            <Group gap="xs">
              <Button variant="default" onClick={onClose}>
                Cancel
              </Button>
              {step === 1 ? (
                <Button type="submit" disabled={!named}>
                  Next
                </Button>
              ) : (
                <Button type="submit" loading={loading} disabled={!ready}>
                  {one ? 'Give it to this backer' : previewLabel(live.check?.recipients ?? null)}
                </Button>
              )}
            </Group>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function previewLabel(recipients: number | null): string {
  return recipients ? `Preview for ${formatCount(recipients, 'recipient')}` : 'Preview';
}
