import { useMutation } from '@apollo/client/react';
import { MailPause, MailResume } from '@waybill/schema/mail-settings';
import { toastFailed, toastUserErrors } from '../ui/toasts.ts';

/** Stops and starts the sending of a project's mails; what waits keeps waiting. */
export function usePause(projectId: string) {
  const [pause, pausing] = useMutation(MailPause);
  const [resume, resuming] = useMutation(MailResume);

  return {
    busy: pausing.loading || resuming.loading,
    async pause() {
      try {
        const { data } = await pause({ variables: { projectId } });
        toastUserErrors(data?.mailPause.userErrors, 'Sending goes on');
      } catch (error) {
        toastFailed(error, 'Sending goes on');
      }
    },
    async resume() {
      try {
        const { data } = await resume({ variables: { projectId } });
        toastUserErrors(data?.mailResume.userErrors, 'Sending stays paused');
      } catch (error) {
        toastFailed(error, 'Sending stays paused');
      }
    },
  };
}
