import { useMutation } from '@apollo/client/react';
import { Stack, TagsInput } from '@mantine/core';
import type { BackerRow } from '@waybill/schema/backers';
import { BackerTag } from '@waybill/schema/segment-actions';
import { useState } from 'react';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { FormErrors } from '../ui/FormErrors.tsx';
import { toastDone } from '../ui/toasts.ts';
import { useUserErrors } from '../ui/useUserErrors.ts';

interface TagsDialogProps {
  backer: Pick<BackerRow, 'id' | 'name' | 'tags'>;
  onClose: () => void;
}

/** The tags of one backer. What is sent is the difference, so that a tag somebody else puts on meanwhile stays. */
export function TagsDialog({ backer, onClose }: TagsDialogProps) {
  const [before] = useState(backer.tags);
  const [tags, setTags] = useState(before);
  const errors = useUserErrors(['add', 'remove']);
  const [send, { loading }] = useMutation(BackerTag);
  const add = tags.filter((tag) => !before.includes(tag));
  const remove = before.filter((tag) => !tags.includes(tag));

  const submit = async () => {
    try {
      const { data } = await send({ variables: { backerId: backer.id, input: { add, remove } } });
      if (!errors.take(data?.backerTag.userErrors)) return;
      toastDone(`${backer.name}'s tags are saved`);
      onClose();
    } catch (error) {
      errors.fail(error);
    }
  };

  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={`Tags of ${backer.name}`}
      confirmLabel="Save the tags"
      onConfirm={submit}
      busy={loading}
      disabled={add.length + remove.length === 0}
    >
      <Stack gap="md">
        <FormErrors messages={errors.rest} />
        <TagsInput
          label="Tags"
          description="Press Enter or comma after each."
          value={tags}
          onChange={setTags}
          maxTags={50}
          error={errors.of('add') ?? errors.of('remove')}
          data-autofocus
        />
      </Stack>
    </ConfirmDialog>
  );
}
