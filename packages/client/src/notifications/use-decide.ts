import { useMutation } from '@apollo/client/react';
import { NotificationsDecide, type NotificationDecision } from '@waybill/schema/notifications';
import { formatCount } from '../ui/format.ts';
import { toastDone, toastFailed, toastUserErrors } from '../ui/toasts.ts';

const said: Record<NotificationDecision, (count: number) => string> = {
  SENT: (count) => `${formatCount(count, 'mail counts', 'mails count')} as sent`,
  RETRY: (count) => `${formatCount(count, 'mail goes', 'mails go')} out again`,
  GIVE_UP: (count) => `${formatCount(count, 'mail is', 'mails are')} given up`,
};

/** Settles mails whose end nobody knows, as a person decides it. True when it was taken. */
export function useDecide() {
  const [decide, { loading }] = useMutation(NotificationsDecide);

  async function settle(ids: readonly string[], decision: NotificationDecision): Promise<boolean> {
    const title = 'Not decided';
    try {
      const { data } = await decide({ variables: { input: { ids: [...ids], decision } } });
      const payload = data?.notificationsDecide;
      if (!toastUserErrors(payload?.userErrors, title)) return false;
      toastDone(said[decision](payload?.notifications?.length ?? ids.length));
      return true;
    } catch (error) {
      toastFailed(error, title);
      return false;
    }
  }

  return { settle, deciding: loading };
}
