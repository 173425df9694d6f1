import { useMutation } from '@apollo/client/react';
import { Button, Group, Modal, Skeleton, Stack, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { BackerTarget } from '@waybill/schema/backers';
import { LabelPurchaseCreate } from '@waybill/schema/label-purchases';
import { useState } from 'react';
import { usePaths } from '../paths.ts';
import { useProject } from '../projects/project.ts';
import { TargetChoice } from '../segments/TargetChoice.tsx';
import { useTargetChoice } from '../segments/use-target-choice.ts';
import { ErrorState } from '../ui/ErrorState.tsx';
import { FormErrors } from '../ui/FormErrors.tsx';
import { LinkButton } from '../ui/LinkButton.tsx';
import { useUserErrors } from '../ui/useUserErrors.ts';
import { PurchaseFields } from './PurchaseFields.tsx';
import { emptyChoice, serviceInput, type PurchaseChoice } from './purchase-choice.ts';
import { isReady, usePostage } from './use-postage.ts';

interface BuyLabelsDialogProps {
  /** For whom it was opened; left out to choose here. */
  target?: BackerTarget;
  /** How many those are; left out where it is not known. */
  count?: number;
  onClose: () => void;
}

/** For whom, in which box, by which service; then on to the prices. Nothing is bought here. */
export function BuyLabelsDialog({ target, count, onClose }: BuyLabelsDialogProps) {
  const project = useProject();
  const paths = usePaths();
  const navigate = useNavigate();
  const whom = useTargetChoice(target);
  const [choice, setChoice] = useState<PurchaseChoice>(emptyChoice);
  const errors = useUserErrors(['target', 'presetId', 'carrier', 'service']);
  const { postage, error, retry } = usePostage(project.id);
  const [create, { loading }] = useMutation(LabelPurchaseCreate);

  const submit = async () => {
    if (!whom.target) return;
    try {
      const { data: answer } = await create({
        variables: {
          projectId: project.id,
          input: { target: whom.target, presetId: choice.presetId, service: serviceInput(choice) },
        },
      });
      const payload = answer?.labelPurchaseCreate;
      if (!errors.take(payload?.userErrors) || !payload?.operation) return;
      onClose();
      void navigate({ to: paths.operation(payload.operation.id) });
    } catch (thrown) {
      errors.fail(thrown);
    }
  };

  return (
    <Modal opened onClose={onClose} title="Buy labels">
      {!postage ? (
        error ? (
          <ErrorState compact error={error} title="The postage could not be read" onRetry={retry} />
        ) : (
          <Skeleton height={280} />
        )
      ) : !isReady(postage) ? (
        <Stack gap="md">
          <Text size="sm">Postage is not set up for this project yet: it takes an address and a box.</Text>
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <LinkButton href={paths.postage()}>Set up postage</LinkButton>
          </Group>
        </Stack>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
        >
          <Stack gap="lg">
            <FormErrors messages={errors.rest} />
            <TargetChoice
              choice={whom}
              label="For whom"
              count={count}
              leftAlone="Who has a label already, is on hold or is not ready is left alone, and listed."
              error={errors.of('target')}
            />
            <PurchaseFields
              presets={postage.parcelPresets}
              choice={choice}
              onChange={(next) => {
                errors.clear();
                setChoice(next);
              }}
              error={errors.of}
            />
            <Text size="sm" c="dimmed">
              Nothing is bought yet: prices are asked first, and you see the total.
            </Text>
            <Group justify="flex-end" gap="xs">
              <Button variant="default" onClick={onClose}>
                Cancel
              </Button>
              <Button type="submit" loading={loading} disabled={!whom.target}>
                Ask for prices
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
