import { useState } from 'react';
import { Radio, Stack, Text, Textarea } from '@mantine/core';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { formatCount } from '../ui/format.ts';
import type { NotReady } from './tracking-choices.ts';

interface NotReadyChoiceProps {
  /** Rows that forcing would change. */
  count: number;
  value: NotReady;
  reason: string | null;
  onChange: (value: NotReady, reason: string | null) => Promise<boolean>;
  disabled: boolean;
}

/** Orders not in Start Shipping or on hold: left alone, or forced with a reason and the count typed out. */
export function NotReadyChoice({ count, value, reason, onChange, disabled }: NotReadyChoiceProps) {
  const [asking, setAsking] = useState(false);
  const [typedReason, setTypedReason] = useState('');
  const [busy, setBusy] = useState(false);
  return (
    <>
      <Radio.Group
        label="These orders are not in Start Shipping, or on hold"
        value={value}
        onChange={(chosen) => {
          if (chosen === 'FORCE') setAsking(true);
          else void onChange('SKIP', null);
        }}
      >
        <Stack gap="xs" mt="xs">
          <Radio
            value="SKIP"
            disabled={disabled}
            label="Skip them"
            description="Lock their addresses first, then upload them."
          />
          <Radio
            value="FORCE"
            disabled={disabled}
            label="Force them Fulfilled"
            description={
              value === 'FORCE' && reason
                ? `Because: ${reason}`
                : 'Wants a reason, which stands in each order’s history.'
            }
          />
        </Stack>
      </Radio.Group>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={`Force ${formatCount(count, 'order')}?`}
        confirmLabel={`Force ${formatCount(count, 'order')} Fulfilled`}
        danger
        typeCount={count}
        busy={busy}
        disabled={typedReason.trim() === ''}
        onConfirm={async () => {
          setBusy(true);
          const taken = await onChange('FORCE', typedReason.trim());
          setBusy(false);
          if (taken) setAsking(false);
        }}
      >
        <Stack gap="sm">
          <Text size="sm">
            Their survey or address is still open, or somebody put them on hold. Forcing marks them Fulfilled
            all the same. It can be undone with the upload.
          </Text>
          <Textarea
            label="Reason"
            description="Kept in the history of each order."
            required
            autosize
            minRows={2}
            value={typedReason}
            onChange={(event) => setTypedReason(event.currentTarget.value)}
          />
        </Stack>
      </ConfirmDialog>
    </>
  );
}
