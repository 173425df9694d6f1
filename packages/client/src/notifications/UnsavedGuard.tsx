import { useBlocker } from '@tanstack/react-router';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';

/** Asks before a page is left whose text is not saved; the browser asks where the whole tab goes. */
export function UnsavedGuard({ changed }: { changed: boolean }) {
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: () => changed,
    enableBeforeUnload: () => changed,
    withResolver: true,
  });
  return (
    <ConfirmDialog
      opened={status === 'blocked'}
      onClose={() => reset?.()}
      title="Leave without saving?"
      confirmLabel="Leave, and lose the changes"
      onConfirm={() => proceed?.()}
      danger
    >
      What you changed in this template is not saved.
    </ConfirmDialog>
  );
}
