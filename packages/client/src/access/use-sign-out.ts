import { useApolloClient } from '@apollo/client/react';
import { useNavigate } from '@tanstack/react-router';
import { SignOut } from '@waybill/schema/access';
import { closeSocket } from '../apollo.ts';
import { toastFailed } from '../ui/toasts.ts';

/** Ends the session here: on the server, in the cache and on the socket. */
export function useSignOut(): () => Promise<void> {
  const apollo = useApolloClient();
  const navigate = useNavigate();
  return async function signOut() {
    try {
      await apollo.mutate({ mutation: SignOut });
    } catch (error) {
      toastFailed(error, 'You are still signed in');
      return;
    }
    await navigate({ to: '/sign-in' });
    closeSocket();
    await apollo.clearStore();
  };
}
