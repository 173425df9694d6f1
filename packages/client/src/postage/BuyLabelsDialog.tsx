import { useMutation, useQuery } from '@apollo/client/react';
import { Button, Group, Modal, Radio, Select, Skeleton, Stack, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { BackerTarget } from '@waybill/schema/backers';
import { LabelPurchaseCreate } from '@waybill/schema/label-purchases';
import { ProjectSegments } from '@waybill/schema/segments';
import { useState } from 'react';
import { usePaths } from '../paths.ts';
import { useProject } from '../projects/project.ts';
import { everyoneReady } from '../projects/template-target.ts';
import { ErrorState } from '../ui/ErrorState.tsx';
import { formatCount } from '../ui/format.ts';
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
  const [whom, setWhom] = useState<'ready' | 'segment'>('ready');
  const [segmentId, setSegmentId] = useState<string | null>(null);
  const [choice, setChoice] = useState<PurchaseChoice>(emptyChoice);
  const errors = useUserErrors(['target', 'presetId', 'carrier', 'service']);
  const { postage, error, retry } = usePostage(project.id);
  const { data } = useQuery(ProjectSegments, { variables: { projectId: project.id } });
  const [create, { loading }] = useMutation(LabelPurchaseCreate);
  const segments = data?.project?.segments ?? [];
  const wanted = target ?? (whom === 'ready' ? everyoneReady : segmentId ? { segmentId } : null);
  const ready = project.progress.byBucket.find(({ bucket }) => bucket === 'START_SHIPPING')?.count ?? 0;

  const submit = async () => {
    if (!wanted) return;
    try {
      const { data: answer } = await create({
        variables: {
          projectId: project.id,
          input: { target: wanted, presetId: choice.presetId, service: serviceInput(choice) },
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
            {target ? (
              <Text size="sm">
                {count === undefined ? 'For those you chose.' : `For ${formatCount(count, 'backer')}.`} Who
                has a label already, is on hold or is not ready is left alone, and listed.
              </Text>
            ) : (
              <Radio.Group label="For whom" value={whom} onChange={setWhom} error={errors.of('target')}>
                <Stack gap="xs" mt="xs">
                  <Radio
                    value="ready"
                    label="Everyone in Start Shipping"
                    description={formatCount(ready, 'order')}
                  />
                  <Radio
                    value="segment"
                    label="The backers of a segment"
                    disabled={segments.length === 0}
                    description={segments.length === 0 ? 'This project has no segment yet.' : undefined}
                  />
                </Stack>
              </Radio.Group>
            )}
            {!target && whom === 'segment' ? (
              <Select
                label="Segment"
                placeholder="Choose one"
                searchable
                data={segments.map((segment) => ({
                  value: segment.id,
                  label: `${segment.name} · ${formatCount(segment.backerCount, 'backer')}`,
                }))}
                value={segmentId}
                onChange={setSegmentId}
                nothingFoundMessage="No segment of that name"
              />
            ) : null}
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
              <Button type="submit" loading={loading} disabled={!wanted}>
                Ask for prices
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
