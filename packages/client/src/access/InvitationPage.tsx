import { useState } from 'react';
import { Button, PasswordInput, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useMutation, useQuery } from '@apollo/client/react';
import { Invitation, InvitationAccept } from '@waybill/schema/access';
import { paths } from '../paths.ts';
import { ErrorState } from '../ui/ErrorState.tsx';
import { FormErrors } from '../ui/FormErrors.tsx';
import { useUserErrors } from '../ui/useUserErrors.ts';
import { AuthFrame, AuthLink } from './AuthFrame.tsx';
import { roleWords } from './roles.ts';
import { useSignedIn } from './use-signed-in.ts';

/** Where an invitation link leads: what it offers, and the password (new or known) that takes it. */
export function InvitationPage() {
  const { token } = useParams({ from: '/invitation/$token' });
  const { data, dataState, error, refetch } = useQuery(Invitation, {
    variables: { token },
    fetchPolicy: 'network-only',
  });
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [accept] = useMutation(InvitationAccept);
  const [busy, setBusy] = useState(false);
  const errors = useUserErrors(['name', 'password']);
  const signedIn = useSignedIn();

  if (error) {
    return (
      <AuthFrame title="Invitation">
        <ErrorState error={error} onRetry={() => void refetch()} compact />
      </AuthFrame>
    );
  }
  if (dataState !== 'complete') {
    return (
      <AuthFrame title="Invitation">
        <Stack aria-busy="true" aria-label="Loading">
          <Skeleton height={36} />
          <Skeleton height={36} />
        </Stack>
      </AuthFrame>
    );
  }
  const { invitation } = data;
  if (!invitation) {
    return (
      <AuthFrame
        title="This invitation no longer works"
        description="It was used, withdrawn, or is older than its time. Ask the person who sent it for a new link."
      >
        <AuthLink href={paths.signIn()}>Sign in with an account you have</AuthLink>
      </AuthFrame>
    );
  }

  const { creatorName, email, role, needsAccount } = invitation;

  async function submit() {
    setBusy(true);
    try {
      const { data: answer } = await accept({ variables: { input: { token, name, password } } });
      if (errors.take(answer?.invitationAccept.userErrors)) await signedIn(undefined);
    } catch (thrown) {
      errors.fail(thrown);
    }
    setBusy(false);
  }

  return (
    <AuthFrame
      title={`Join ${creatorName}`}
      description={`You are invited as ${roleWords[role].word}. ${roleWords[role].may}`}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Stack gap="md">
          <FormErrors messages={errors.rest} />
          <TextInput
            label="Email"
            value={email}
            readOnly
            autoComplete="username"
            name="email"
            variant="filled"
          />
          {needsAccount ? (
            <TextInput
              label="Your name"
              name="name"
              autoComplete="name"
              required
              withAsterisk={false}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              error={errors.of('name')}
              autoFocus
            />
          ) : (
            <Text size="sm">You have an account with this email. Its password is enough.</Text>
          )}
          <PasswordInput
            label={needsAccount ? 'Choose a password' : 'Password'}
            {...(needsAccount
              ? {
                  description:
                    'Eight characters or more. A few words in a row are easy to keep and hard to guess.',
                }
              : {})}
            name="password"
            autoComplete={needsAccount ? 'new-password' : 'current-password'}
            required
            withAsterisk={false}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            error={errors.of('password')}
          />
          <Button type="submit" fullWidth loading={busy} size="md">
            Join {creatorName}
          </Button>
        </Stack>
      </form>
    </AuthFrame>
  );
}
