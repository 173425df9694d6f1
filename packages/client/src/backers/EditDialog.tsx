import { useMutation, useQuery } from '@apollo/client/react';
import { Alert, Button, Group, Modal, Skeleton, Stack, Text } from '@mantine/core';
import { IconTruckDelivery } from '@tabler/icons-react';
import { BackerById, BackerUpdate, type BackerDetail } from '@waybill/schema/backers';
import { useState } from 'react';
import { sizes } from '../theme.ts';
import { ErrorState } from '../ui/ErrorState.tsx';
import { formatDay } from '../ui/format.ts';
import { FormErrors } from '../ui/FormErrors.tsx';
import { toastDone, toastWarning } from '../ui/toasts.ts';
import { useUserErrors } from '../ui/useUserErrors.ts';
import { backerChange, formOf, isMoved, type BackerForm } from './backer-form.ts';
import { BackerFields } from './BackerFields.tsx';

interface EditDialogProps {
  backerId: string;
  name: string;
  onClose: () => void;
}

/** Name, email, phone and address of one backer. A row of the report knows too little of them, so they are read first. */
export function EditDialog({ backerId, name, onClose }: EditDialogProps) {
  const { data, error, refetch } = useQuery(BackerById, { variables: { id: backerId } });
  const backer = data?.backer;
  return (
    <Modal opened onClose={onClose} title={`Edit ${name || 'this backer'}`} size="lg">
      {backer ? (
        <Form backer={backer} onClose={onClose} />
      ) : error ? (
        <ErrorState
          compact
          error={error}
          title="This backer could not be read"
          onRetry={() => void refetch()}
        />
      ) : (
        <Skeleton height={360} />
      )}
    </Modal>
  );
}

function Form({ backer, onClose }: { backer: BackerDetail; onClose: () => void }) {
  const [before] = useState(() => formOf(backer));
  const [form, setForm] = useState<BackerForm>(before);
  const errors = useUserErrors(Object.keys(before));
  const [update, { loading }] = useMutation(BackerUpdate);
  const change = backerChange(before, form);
  const leftAt = backer.addressExportedAt;

  const submit = async () => {
    if (!change) return onClose();
    try {
      const { data } = await update({ variables: { id: backer.id, input: change } });
      if (!errors.take(data?.backerUpdate.userErrors)) return;
      toastDone(`${form.name || 'The backer'} is saved`);
      for (const warning of data?.backerUpdate.warnings ?? []) toastWarning(warning, 'Tell your packer');
      onClose();
    } catch (error) {
      errors.fail(error);
    }
  };

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Stack gap="md">
        <FormErrors messages={errors.rest} />
        <BackerFields value={form} onChange={setForm} error={errors.of} />
        {leftAt && isMoved(before, form) ? (
          <Alert
            color="yellow"
            variant="light"
            icon={<IconTruckDelivery size={sizes.icon.medium} stroke={sizes.iconStroke} aria-hidden />}
            title="Your packer has another address"
            role="status"
          >
            <Text size="sm">
              {backer.addressExportedVersion === backer.addressVersion
                ? `This address went out in the export of ${formatDay(leftAt)}`
                : `An earlier address went out in the export of ${formatDay(leftAt)}`}
              . Saving changes it here only: tell your packer, or export this backer again.
            </Text>
          </Alert>
        ) : null}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={loading} disabled={!change}>
            Save backer
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
