import { useState, type ReactNode } from 'react';
import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { formatNumber } from './format.ts';

interface ConfirmDialogProps {
  opened: boolean;
  onClose: () => void;
  title: string;
  /** What will happen, and whether it can be undone. */
  children: ReactNode;
  /** Says exactly what the button does: "Force 37 orders fulfilled". */
  confirmLabel: string;
  onConfirm: () => void | Promise<void>;
  /** Colours the button as something to think about. */
  danger?: boolean;
  /** Wants this number typed before the button works. */
  typeCount?: number;
  busy?: boolean;
  /** Keeps the button off for another reason: a field above is empty. */
  disabled?: boolean;
}

/** Asks once before something large or final; with `typeCount` the person types how many. */
export function ConfirmDialog({
  opened,
  onClose,
  title,
  children,
  confirmLabel,
  onConfirm,
  danger,
  typeCount,
  busy,
  disabled,
}: ConfirmDialogProps) {
  const [typed, setTyped] = useState('');
  const matches = typeCount === undefined || typed.replace(/[\s,.'_]/g, '') === String(typeCount);
  const close = () => {
    setTyped('');
    onClose();
  };
  return (
    <Modal opened={opened} onClose={close} title={title}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (matches && !busy && !disabled) void onConfirm();
        }}
      >
        <Stack gap="md">
          {typeof children === 'string' ? <Text size="sm">{children}</Text> : children}
          {typeCount === undefined ? null : (
            <TextInput
              label={`Type ${formatNumber(typeCount)} to confirm`}
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
              inputMode="numeric"
              autoComplete="off"
              data-autofocus
            />
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close}>
              Cancel
            </Button>
            <Button
              type="submit"
              loading={busy ?? false}
              disabled={!matches || disabled}
              {...(danger ? { color: 'red' } : {})}
            >
              {confirmLabel}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
