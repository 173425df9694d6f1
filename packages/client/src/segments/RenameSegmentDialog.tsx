import { useMutation } from '@apollo/client/react';
import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { SegmentUpdate, type SegmentItem } from '@waybill/schema/segments';
import { useState } from 'react';
import { FormErrors } from '../ui/FormErrors.tsx';
import { useUserErrors } from '../ui/useUserErrors.ts';

/** As long as a name may be: it is a tab of the report too. */
export const longestName = 120;

/** Another name for a segment. */
export function RenameSegmentDialog({ segment, onClose }: { segment: SegmentItem; onClose: () => void }) {
  const [name, setName] = useState(segment.name);
  const [update, { loading }] = useMutation(SegmentUpdate);
  const errors = useUserErrors(['name']);

  const submit = async () => {
    try {
      const { data } = await update({ variables: { id: segment.id, input: { name: name.trim() } } });
      if (errors.take(data?.segmentUpdate.userErrors)) onClose();
    } catch (error) {
      errors.fail(error);
    }
  };

  return (
    <Modal opened onClose={onClose} title="Rename the segment">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Stack gap="md">
          <FormErrors messages={errors.rest} />
          <TextInput
            label="Name"
            required
            withAsterisk={false}
            maxLength={longestName}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={errors.of('name')}
            data-autofocus
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={loading} disabled={!name.trim()}>
              Rename
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
