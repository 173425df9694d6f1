import { useState } from 'react';
import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@apollo/client/react';
import { SignUp } from '@waybill/schema/access';
import { paths } from '../paths.ts';
import { FormErrors } from '../ui/FormErrors.tsx';
import { useUserErrors } from '../ui/useUserErrors.ts';
import { AuthFrame, AuthLink } from './AuthFrame.tsx';
import { useSignedIn } from './use-signed-in.ts';

const empty = { creatorName: '', name: '', email: '', password: '' };

/** A new account and the creator it owns. */
export function SignUpPage() {
  const [input, setInput] = useState(empty);
  const [signUp] = useMutation(SignUp);
  const [busy, setBusy] = useState(false);
  const errors = useUserErrors(['creatorName', 'name', 'email', 'password']);
  const signedIn = useSignedIn();

  async function submit() {
    setBusy(true);
    try {
      const { data } = await signUp({ variables: { input: { ...input, email: input.email.trim() } } });
      if (errors.take(data?.signUp.userErrors)) await signedIn(undefined);
    } catch (error) {
      errors.fail(error);
    }
    setBusy(false);
  }

  const field = (name: keyof typeof empty) => ({
    name,
    required: true,
    withAsterisk: false,
    value: input[name],
    error: errors.of(name),
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setInput((former) => ({ ...former, [name]: value }));
    },
  });

  return (
    <AuthFrame
      title="Create an account"
      description="You become the owner of a creator; others can be invited later."
      below={
        <>
          Have an account? <AuthLink href={paths.signIn()}>Sign in</AuthLink>
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
            label="Creator"
            description="The name your backers know: a studio, a company, or you."
            autoComplete="organization"
            autoFocus
            {...field('creatorName')}
          />
          <TextInput label="Your name" autoComplete="name" {...field('name')} />
          <TextInput label="Email" type="email" autoComplete="username" {...field('email')} />
          <PasswordInput
            label="Password"
            description="Eight characters or more. A few words in a row are easy to keep and hard to guess."
            autoComplete="new-password"
            {...field('password')}
          />
          <Button type="submit" fullWidth loading={busy} size="md">
            Create account
          </Button>
        </Stack>
      </form>
    </AuthFrame>
  );
}
