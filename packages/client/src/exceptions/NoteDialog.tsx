import { Stack, Text, Textarea } from '@mantine/core';
import type { ExceptionItem } from '@waybill/schema/exceptions';
import { useState } from 'react';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { formatCount } from '../ui/format.ts';
import { FormErrors } from '../ui/FormErrors.tsx';
import { useUserErrors } from '../ui/useUserErrors.ts';
import { useExceptionActions } from './use-exception-actions.ts';

interface NoteDialogProps {
  of: 'resolve' | 'reship';
  exceptions: readonly ExceptionItem[];
  onClose: () => void;
  onDone: () => void;
}

/** Ends exceptions with a note, or has their parcels sent again. */
export function NoteDialog({ of, exceptions, onClose, onDone }: NoteDialogProps) {
  const [note, setNote] = useState('');
  const errors = useUserErrors(['note']);
  const actions = useExceptionActions(errors);
  const count = exceptions.length;
  const ids = exceptions.map(({ id }) => id);
  const name = exceptions[0]?.backer.name || 'this backer';
  const submit = async () => {
    if (await actions[of](ids, note.trim() || null)) onDone();
  };
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={
        of === 'reship'
          ? count === 1
            ? `Send ${name}’s parcel again`
            : `Send ${formatCount(count, 'parcel')} again`
          : count === 1
            ? `Resolve the exception of ${name}`
            : `Resolve ${formatCount(count, 'exception')}`
      }
      confirmLabel={
        of === 'reship'
          ? `Send ${formatCount(count, 'parcel')} again`
          : `Resolve ${formatCount(count, 'exception')}`
      }
      onConfirm={submit}
      busy={actions.busy}
    >
      <Stack gap="md">
        <FormErrors messages={errors.rest} />
        <Text size="sm">
          {of === 'reship'
            ? `${count === 1 ? 'The order goes' : 'The orders go'} back to Start Shipping: buy a label, upload a number, or push to a partner. The next parcel takes the place of the first, which is not counted any more. You can take this back until then.`
            : `${count === 1 ? 'It leaves' : 'They leave'} the queue. Should the carrier report new trouble, ${count === 1 ? 'it comes back' : 'they come back'}.`}
        </Text>
        <Textarea
          label="Note"
          description="Optional; the history keeps it."
          autosize
          minRows={2}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          error={errors.of('note')}
          data-autofocus
        />
      </Stack>
    </ConfirmDialog>
  );
}
