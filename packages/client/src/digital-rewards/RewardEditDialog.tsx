import { useMutation } from '@apollo/client/react';
import { Button, Group, Modal, Stack, Textarea, TextInput } from '@mantine/core';
import { DigitalRewardUpdate, type DigitalRewardItem } from '@waybill/schema/digital-rewards';
import { useState } from 'react';
import { FormErrors } from '../ui/FormErrors.tsx';
import { toastDone } from '../ui/toasts.ts';
import { useUserErrors } from '../ui/useUserErrors.ts';

/** Another name or other instructions for a reward; backers see them at once. */
export function RewardEditDialog({ reward, onClose }: { reward: DigitalRewardItem; onClose: () => void }) {
  const [name, setName] = useState(reward.name);
  const [instructions, setInstructions] = useState(reward.instructions ?? '');
  const errors = useUserErrors(['name', 'instructions']);
  const [update, { loading }] = useMutation(DigitalRewardUpdate);

  const submit = async () => {
    try {
      const { data } = await update({
        variables: { id: reward.id, input: { name: name.trim(), instructions } },
      });
      if (!errors.take(data?.digitalRewardUpdate.userErrors)) return;
      toastDone('Backers see the change on their pages. Mails that are out stay as they were.');
      onClose();
    } catch (error) {
      errors.fail(error);
    }
  };

  return (
    <Modal opened onClose={onClose} title={`Edit ${reward.name}`}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Stack gap="lg">
          <FormErrors messages={errors.rest} />
          <TextInput
            label="Name"
            required
            withAsterisk={false}
            maxLength={200}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={errors.of('name')}
            data-autofocus
          />
          <Textarea
            label="Instructions"
            description="How to use the code. Optional."
            autosize
            minRows={3}
            maxRows={12}
            maxLength={5000}
            value={instructions}
            onChange={(event) => setInstructions(event.currentTarget.value)}
            error={errors.of('instructions')}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={loading} disabled={!name.trim()}>
              Save
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
