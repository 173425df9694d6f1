import { useState } from 'react';
import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useSearch } from '@tanstack/react-router';
import { useMutation } from '@apollo/client/react';
import { SignIn } from '@waybill/schema/access';
import { paths } from '../paths.ts';
import { FormErrors } from '../ui/FormErrors.tsx';
import { useUserErrors } from '../ui/useUserErrors.ts';
import { AuthFrame, AuthLink } from './AuthFrame.tsx';
import { useSignedIn } from './use-signed-in.ts';

/** Email and password; then back to where one wanted to go. */
export function SignInPage() {
  const { to } = useSearch({ from: '/sign-in' });
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [signIn] = useMutation(SignIn);
  const [busy, setBusy] = useState(false);
  const errors = useUserErrors(['email', 'password']);
  const signedIn = useSignedIn();

  async function submit() {
    setBusy(true);
    try {
      const { data } = await signIn({ variables: { input: { email: email.trim(), password } } });
      if (errors.take(data?.signIn.userErrors)) await signedIn(to);
    } catch (error) {
      errors.fail(error);
    }
    setBusy(false);
  }

  return (
    <AuthFrame
      title="Sign in"
      description={to ? 'Sign in to go on to the page you asked for.' : undefined}
      below={
        <>
          New here? <AuthLink href={paths.signUp()}>Create an account</AuthLink>
        </>
      }
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
            type="email"
            name="email"
            autoComplete="username"
            required
            withAsterisk={false}
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
            error={errors.of('email')}
            autoFocus
          />
          <PasswordInput
            label="Password"
            name="password"
            autoComplete="current-password"
            required
            withAsterisk={false}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            error={errors.of('password')}
          />
          <Button type="submit" fullWidth loading={busy} size="md">
            Sign in
          </Button>
        </Stack>
      </form>
    </AuthFrame>
  );
}
