import { useState } from 'react';
import { Button, Group, Paper, Stack, Textarea, TextInput, Title } from '@mantine/core';
import { useMutation } from '@apollo/client/react';
import type { ResultOf } from '@waybill/schema/graphql';
import { CreatorUpdate, type CreatorProfile } from '@waybill/schema/public-pages';
import { FormErrors } from '../ui/FormErrors.tsx';
import { toastDone } from '../ui/toasts.ts';
import { useUserErrors } from '../ui/useUserErrors.ts';

type Creator = NonNullable<ResultOf<typeof CreatorProfile>['creator']>;

/** Name and words of a creator. */
export function ProfileForm({ creator }: { creator: Creator }) {
  const [name, setName] = useState(creator.name);
  const [about, setAbout] = useState(creator.about ?? '');
  const [update, { loading }] = useMutation(CreatorUpdate);
  const errors = useUserErrors(['name', 'about']);
  const changed = name !== creator.name || about !== (creator.about ?? '');

  async function save() {
    try {
      const { data } = await update({ variables: { id: creator.id, input: { name, about: about || null } } });
      const saved = data?.creatorUpdate.creator;
      if (!errors.take(data?.creatorUpdate.userErrors) || !saved) return;
      setName(saved.name);
      setAbout(saved.about ?? '');
      toastDone('The profile says so from now on.');
    } catch (error) {
      errors.fail(error);
    }
  }

  return (
    <section aria-labelledby="profile-words">
      <Title order={2} id="profile-words" mb="sm">
        Name and words
      </Title>
      <Paper withBorder p="lg">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          <Stack gap="md">
            <FormErrors messages={errors.rest} />
            <TextInput
              label="Name"
              required
              withAsterisk={false}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              error={errors.of('name')}
            />
            <Textarea
              label="About"
              description="What you make, in a few sentences. Shown as plain text."
              autosize
              minRows={3}
              maxRows={12}
              maxLength={2000}
              value={about}
              onChange={(event) => setAbout(event.currentTarget.value)}
              error={errors.of('about')}
            />
            <Group justify="flex-end">
              <Button type="submit" loading={loading} disabled={!changed}>
                Save name and words
              </Button>
            </Group>
          </Stack>
        </form>
      </Paper>
    </section>
  );
}
