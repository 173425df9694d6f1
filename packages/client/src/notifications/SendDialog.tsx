import { useState } from 'react';
import { Button, Checkbox, Group, Modal, Radio, Stack, Text } from '@mantine/core';
import type { Project } from '../projects/project.ts';
import { SegmentRadio } from '../segments/SegmentRadio.tsx';
import { SegmentSelect } from '../segments/SegmentSelect.tsx';
import { useSegmentChoices } from '../segments/use-segment-choices.ts';
import { formatCount } from '../ui/format.ts';
import type { Untold } from './untold-words.ts';
import { useSendNotifications } from './use-send-notifications.ts';

interface SendDialogProps {
  project: Project;
  untold: Untold;
  onClose: () => void;
}

/** Whom the run is for; then on to its preview, which says who gets a mail, who does not, and why. */
export function SendDialog({ project, untold, onClose }: SendDialogProps) {
  const [whom, setWhom] = useState<'everyone' | 'segment'>('everyone');
  const [segmentId, setSegmentId] = useState<string | null>(null);
  const [corrections, setCorrections] = useState(untold.corrections > 0);
  const { send, preparing } = useSendNotifications();
  const choices = useSegmentChoices(project.id);

  return (
    <Modal opened onClose={onClose} title="Send tracking notifications">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (whom === 'everyone') void send({ everyone: true }, corrections);
          else if (segmentId) void send({ segmentId }, corrections);
        }}
      >
        <Stack gap="lg">
          <Stack gap="sm">
            <Radio.Group label="Who is told" value={whom} onChange={setWhom}>
              <Stack gap="sm" mt="xs">
                <Radio
                  value="everyone"
                  label="Everyone who is not told yet"
                  description={
                    untold.backers > 0
                      ? `${formatCount(untold.backers, 'backer')} with ${formatCount(untold.shipments, 'parcel')}`
                      : 'Nobody now'
                  }
                />
                <SegmentRadio
                  choices={choices}
                  label="Only those of a segment"
                  description="Those of its backers who are not told yet"
                />
              </Stack>
            </Radio.Group>
            {whom === 'segment' ? (
              <SegmentSelect segments={choices.segments} value={segmentId} onChange={setSegmentId} />
            ) : null}
          </Stack>
          <Checkbox
            label="Corrections go along"
            description={
              untold.corrections > 0
                ? `${formatCount(untold.corrections, 'backer was', 'backers were')} told a number that has changed since; each gets a mail that says so.`
                : 'Nobody was told a number that has changed since.'
            }
            disabled={untold.corrections === 0}
            checked={corrections}
            onChange={(event) => setCorrections(event.currentTarget.checked)}
          />
          <Text size="sm" c="dimmed">
            Nothing is sent yet: the next page shows who gets a mail and who does not.
          </Text>
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={preparing} disabled={whom === 'segment' && !segmentId}>
              See who gets a mail
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
