import { useMutation } from '@apollo/client/react';
import {
  OperationApply,
  OperationCancel,
  OperationDismiss,
  OperationUndo,
  type OperationProgress,
} from '@waybill/schema/operations';
import { toastFailed, toastUserErrors } from '../ui/toasts.ts';

/** What a person can do to an operation. Refusals are shown as toasts; true when it was taken. */
export function useOperationActions() {
  const [apply, applying] = useMutation(OperationApply);
  const [cancel, canceling] = useMutation(OperationCancel);
  const [undo, undoing] = useMutation(OperationUndo);
  const [dismiss, dismissing] = useMutation(OperationDismiss);

  async function tell(
    title: string,
    send: () => Promise<readonly { message: string }[] | undefined>,
  ): Promise<boolean> {
    try {
      return toastUserErrors(await send(), title);
    } catch (error) {
      toastFailed(error, title);
      return false;
    }
  }

  return {
    /** @param confirmTotal what it costs in hundredths, where it costs money */
    apply: (operation: OperationProgress, notify?: boolean, confirmTotal?: number) =>
      tell('Not applied', async () => {
        const { data } = await apply({
          variables: {
            id: operation.id,
            input: { expectedCount: operation.totalCount, notify, confirmTotal },
          },
        });
        return data?.operationApply.userErrors;
      }),
    cancel: (id: string) =>
      tell('Not canceled', async () => {
        const { data } = await cancel({ variables: { id } });
        return data?.operationCancel.userErrors;
      }),
    undo: (id: string) =>
      tell('Not undone', async () => {
        const { data } = await undo({ variables: { id } });
        return data?.operationUndo.userErrors;
      }),
    dismiss: (id: string) =>
      tell('Not put aside', async () => {
        const { data } = await dismiss({ variables: { id } });
        return data?.operationDismiss.userErrors;
      }),
    applying: applying.loading,
    canceling: canceling.loading,
    undoing: undoing.loading,
    dismissing: dismissing.loading,
  };
}
