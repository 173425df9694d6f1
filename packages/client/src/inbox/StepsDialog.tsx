import { Button, Group, Modal, Stack } from '@mantine/core';
import type { ConnectionItem } from '@waybill/schema/inbox';
import { Steps } from './Steps.tsx';
import { vendorWords } from './vendor-words.ts';

interface StepsDialogProps {
  connection: ConnectionItem;
  secret?: string;
  title?: string;
  onClose: () => void;
}

/** The steps at the vendor, right after a connection was made and whenever they are asked for again. */
export function StepsDialog({ connection, secret, title, onClose }: StepsDialogProps) {
  return (
    <Modal
      opened
      onClose={onClose}
      title={title ?? `Connect ${vendorWords[connection.vendor].title}`}
      size="lg"
      // The secret is gone with the dialog.
      closeOnClickOutside={!secret}
    >
      <Stack gap="lg">
        <Steps connection={connection} {...(secret ? { secret } : {})} />
        <Group justify="flex-end">
          <Button onClick={onClose}>Done</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
