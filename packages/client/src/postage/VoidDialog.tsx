import { useMutation } from '@apollo/client/react';
import { List, Stack, Text } from '@mantine/core';
import { LabelsVoid, type LabelItem } from '@waybill/schema/labels';
import { useState } from 'react';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { formatCount, formatList } from '../ui/format.ts';
import { FormErrors } from '../ui/FormErrors.tsx';
import { toastDone, toastWarning } from '../ui/toasts.ts';
import { useUserErrors } from '../ui/useUserErrors.ts';
import { isVoidable, whyNotVoidable } from './label-looks.ts';
import { formatMoney } from './money.ts';

interface VoidDialogProps {
  projectId: string;
  labels: readonly LabelItem[];
  onClose: () => void;
  onDone: () => void;
}

/** As many as the server takes at once. */
const most = 100;

/** Voids labels, after saying what that does and which can no longer be. */
export function VoidDialog({ projectId, labels, onClose, onDone }: VoidDialogProps) {
  const [voidLabels] = useMutation(LabelsVoid);
  const [busy, setBusy] = useState(false);
  const errors = useUserErrors([]);
  const going = labels.filter(isVoidable);
  const staying = labels.filter((label) => !isVoidable(label));
  const money = new Map<string, number>();
  for (const { priceCents, currency } of going)
    if (priceCents !== null && currency) money.set(currency, (money.get(currency) ?? 0) + priceCents);
  const amount = formatList([...money].map(([currency, cents]) => formatMoney(cents, currency)));

  const submit = async () => {
    setBusy(true);
    let back = 0;
    const refused: string[] = [];
    try {
      for (let at = 0; at < going.length; at += most) {
        const ids = going.slice(at, at + most).map(({ id }) => id);
        const { data } = await voidLabels({ variables: { projectId, ids } });
        const payload = data?.labelsVoid;
        if (!errors.take(payload?.userErrors)) {
          setBusy(false);
          return;
        }
        refused.push(...(payload?.refused ?? []).map(({ message }) => message));
        back += ids.length - (payload?.refused?.length ?? 0);
      }
      if (back > 0)
        toastDone(`${formatCount(back, 'label is', 'labels are')} voided. The refund is on its way.`);
      if (refused.length > 0)
        toastWarning(
          [...new Set(refused)].slice(0, 3).join(' '),
          `${formatCount(refused.length, 'label was', 'labels were')} not voided`,
        );
      onDone();
      onClose();
    } catch (error) {
      errors.fail(error);
      onDone();
    }
    setBusy(false);
  };

  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={`Void ${formatCount(going.length, 'label')}?`}
      confirmLabel={`Void ${formatCount(going.length, 'label')}${amount ? ` for ${amount}` : ''}`}
      onConfirm={submit}
      busy={busy}
      disabled={going.length === 0}
      danger
    >
      <Stack gap="sm">
        <FormErrors messages={errors.rest} />
        <Text size="sm">
          The provider is asked for the money, which may take days. The parcels no longer count, and their
          orders can be shipped again. A voided label must not be used: throw away what is printed.
        </Text>
        {staying.length > 0 ? (
          <div>
            <Text size="sm" fw={600}>
              {formatCount(staying.length, 'label stays', 'labels stay')} as{' '}
              {staying.length === 1 ? 'it is' : 'they are'}
            </Text>
            <List size="sm">
              {reasons(staying).map(([why, count]) => (
                <List.Item key={why}>
                  {count}: {why}
                </List.Item>
              ))}
            </List>
          </div>
        ) : null}
      </Stack>
    </ConfirmDialog>
  );
}

function reasons(labels: readonly LabelItem[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const label of labels) {
    const why = whyNotVoidable(label);
    if (why) counts.set(why, (counts.get(why) ?? 0) + 1);
  }
  return [...counts];
}
