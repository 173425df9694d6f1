import { useApolloClient } from '@apollo/client/react';
import { useRouter } from '@tanstack/react-router';
import { closeSocket } from '../apollo.ts';

/** What follows a sign-in: nothing of the former person stays, and on to where one wanted to go. */
export function useSignedIn(): (to: string | undefined) => Promise<void> {
  const apollo = useApolloClient();
  const router = useRouter();
  return async function signedIn(to) {
    closeSocket();
    await apollo.clearStore();
    await router.navigate({ href: to ?? '/', replace: true });
  };
}
