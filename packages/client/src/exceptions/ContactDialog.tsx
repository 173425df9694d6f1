import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { IconMail } from '@tabler/icons-react';
import type { ExceptionItem } from '@waybill/schema/exceptions';
import { useState } from 'react';
import { sizes } from '../theme.ts';
import { CopyField } from '../ui/CopyField.tsx';
import { formatCount } from '../ui/format.ts';
import { FormErrors } from '../ui/FormErrors.tsx';
import { useUserErrors } from '../ui/useUserErrors.ts';
import { useExceptionActions } from './use-exception-actions.ts';

interface ContactDialogProps {
  exceptions: readonly ExceptionItem[];
  onClose: () => void;
  onDone: () => void;
}

/** Writes to backers by the person's own mail program, and notes that it was done. */
export function ContactDialog({ exceptions, onClose, onDone }: ContactDialogProps) {
  const [note, setNote] = useState('');
  const errors = useUserErrors(['note']);
  const actions = useExceptionActions(errors);
  const [only] = exceptions;
  const single = exceptions.length === 1 && only ? only : null;
  const addresses = [...new Set(exceptions.map(({ backer }) => backer.email).filter(Boolean))];
  const submit = async () => {
    const ids = exceptions.map(({ id }) => id);
    if (await actions.contact(ids, note.trim() || null)) onDone();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={
        single
          ? `Write to ${single.backer.name || 'the backer'}`
          : `Write to ${formatCount(addresses.length, 'backer')}`
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Stack gap="md">
          <FormErrors messages={errors.rest} />
          <Text size="sm">
            The letter leaves from your own mail program, so that the answer comes to you. Then note here that
            you wrote: the exception stays, and waits for the answer.
          </Text>
          {single ? (
            single.mailto ? (
              <Group gap="xs">
                <Button
                  component="a"
                  href={single.mailto}
                  variant="default"
                  leftSection={<IconMail size={sizes.icon.medium} aria-hidden />}
                >
                  Open the letter
                </Button>
                <Text size="sm" c="dimmed">
                  to {single.backer.email}
                </Text>
              </Group>
            ) : (
              <Text size="sm" c="dimmed">
                No address is known of this backer.
              </Text>
            )
          ) : (
            <CopyField
              value={addresses.join(', ')}
              label="Addresses, for the blind copy of one letter to all"
            />
          )}
          <Textarea
            label="Note"
            description="Optional: what you asked."
            autosize
            minRows={2}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
            error={errors.of('note')}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={actions.busy}>
              Mark {formatCount(exceptions.length, 'exception')} contacted
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
