import { useMutation } from '@apollo/client/react';
import { useNavigate } from '@tanstack/react-router';
import { TrackingNotificationsSend, type TrackingNotificationsInput } from '@waybill/schema/notifications';
import { usePaths } from '../paths.ts';
import { useProject } from '../projects/project.ts';
import { toastFailed, toastUserErrors } from '../ui/toasts.ts';

/**
 * Plans a run over some backers and goes to its preview, where nothing is sent yet. Corrections go along unless they are
 * declined: a mail about the new number alone would leave two numbers standing, and the preview counts them apart.
 */
export function useSendNotifications() {
  const project = useProject();
  const paths = usePaths();
  const navigate = useNavigate();
  const [plan, { loading }] = useMutation(TrackingNotificationsSend);

  async function send(target: TrackingNotificationsInput['target'], corrections = true): Promise<void> {
    const title = 'The mails could not be prepared';
    try {
      const { data } = await plan({
        variables: { projectId: project.id, input: { target, corrections, autoApply: false } },
      });
      const payload = data?.trackingNotificationsSend;
      if (!toastUserErrors(payload?.userErrors, title) || !payload?.operation) return;
      await navigate({ to: paths.operation(payload.operation.id) });
    } catch (error) {
      toastFailed(error, title);
    }
  }

  return { send, preparing: loading };
}
