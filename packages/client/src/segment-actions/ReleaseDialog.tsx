import { useMutation } from '@apollo/client/react';
import { Stack, Text } from '@mantine/core';
import type { BackerRow } from '@waybill/schema/backers';
import { BackerRelease } from '@waybill/schema/segment-actions';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { FormErrors } from '../ui/FormErrors.tsx';
import { formatDay } from '../ui/format.ts';
import { toastDone } from '../ui/toasts.ts';
import { useUserErrors } from '../ui/useUserErrors.ts';

interface ReleaseDialogProps {
  backer: Pick<BackerRow, 'id' | 'name' | 'order'>;
  onClose: () => void;
}

/** Ends the hold of one order, once its reason has been read. */
export function ReleaseDialog({ backer, onClose }: ReleaseDialogProps) {
  const { hold } = backer.order;
  const errors = useUserErrors([]);
  const [send, { loading }] = useMutation(BackerRelease);

  const submit = async () => {
    try {
      const { data } = await send({ variables: { backerId: backer.id } });
      if (!errors.take(data?.backerRelease.userErrors)) return;
      toastDone(`${backer.name}'s order is released`);
      onClose();
    } catch (error) {
      errors.fail(error);
    }
  };

  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={`Release ${backer.name}'s order`}
      confirmLabel="Release 1 order"
      onConfirm={submit}
      busy={loading}
    >
      <Stack gap="md">
        <FormErrors messages={errors.rest} />
        {hold ? (
          <Text size="sm">
            On hold since {formatDay(hold.createdAt)}
            {hold.until ? `, until ${formatDay(hold.until)}` : ''}: {hold.reason}
          </Text>
        ) : null}
        <Text size="sm">From then on it is shipped like any other.</Text>
      </Stack>
    </ConfirmDialog>
  );
}
