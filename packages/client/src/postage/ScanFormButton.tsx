import { useMutation } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { IconFileCheck } from '@tabler/icons-react';
import { PostageOverview, ScanFormCreate } from '@waybill/schema/labels';
import type { Project } from '../projects/project.ts';
import { sizes } from '../theme.ts';
import { formatCount } from '../ui/format.ts';
import { toastDone, toastFailed, toastUserErrors, toastWarning } from '../ui/toasts.ts';

interface ScanFormButtonProps {
  project: Project;
  /** Which labels; left out for all bought today that wait to be handed over. */
  labelIds?: readonly string[];
}

/** One form for a hand-over: the carrier scans it once instead of every parcel. */
export function ScanFormButton({ project, labelIds }: ScanFormButtonProps) {
  const [create, { loading }] = useMutation(ScanFormCreate, { refetchQueries: [PostageOverview] });
  const submit = async () => {
    try {
      const { data } = await create({
        variables: { projectId: project.id, ...(labelIds ? { labelIds: [...labelIds] } : {}) },
      });
      const payload = data?.scanFormCreate;
      if (!toastUserErrors(payload?.userErrors, 'No scan form was made')) return;
      for (const form of payload?.scanForms ?? []) {
        if (form.problem) toastWarning(form.problem, `No form from ${form.carrier ?? 'the carrier'}`);
        else
          toastDone(
            `${formatCount(form.labels, 'parcel')} on it. It is listed under Scan forms.`,
            `Scan form of ${form.carrier ?? 'the carrier'}`,
          );
      }
    } catch (error) {
      toastFailed(error, 'No scan form was made');
    }
  };
  return (
    <Button
      variant="default"
      loading={loading}
      onClick={() => void submit()}
      leftSection={<IconFileCheck size={sizes.icon.medium} stroke={sizes.iconStroke} aria-hidden />}
    >
      {labelIds ? `Scan form for ${formatCount(labelIds.length, 'parcel')}` : 'Scan form for today'}
    </Button>
  );
}
