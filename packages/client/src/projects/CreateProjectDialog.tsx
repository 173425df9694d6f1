import { useState } from 'react';
import { Button, Group, Modal, Radio, Select, Stack, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useApolloClient, useMutation } from '@apollo/client/react';
import { Viewer } from '@waybill/schema/access';
import { ProjectCreate, Projects } from '@waybill/schema/projects';
import { paths } from '../paths.ts';
import { FormErrors } from '../ui/FormErrors.tsx';
import { useUserErrors } from '../ui/useUserErrors.ts';
import { methodOrder, methodWords, type FulfillmentMethod } from './methods.ts';
import { slugOf } from './slug.ts';

interface CreateProjectDialogProps {
  creators: readonly { id: string; slug: string; name: string }[];
  onClose: () => void;
}

/** Title, address and way of shipping; then on to the import, which is the next thing to do. */
export function CreateProjectDialog({ creators, onClose }: CreateProjectDialogProps) {
  const [creatorId, setCreatorId] = useState(creators[0]?.id ?? '');
  const [title, setTitle] = useState('');
  const [slug, setSlug] = useState<string | null>(null);
  const [method, setMethod] = useState<FulfillmentMethod>('MANUAL_EXPORT');
  const [create] = useMutation(ProjectCreate);
  const [busy, setBusy] = useState(false);
  const errors = useUserErrors(['title', 'slug', 'fulfillmentMethod', 'creatorId']);
  const apollo = useApolloClient();
  const navigate = useNavigate();
  const creator = creators.find((one) => one.id === creatorId);
  const address = slug ?? slugOf(title);

  async function submit() {
    setBusy(true);
    try {
      const { data } = await create({
        variables: {
          input: {
            creatorId,
            title: title.trim(),
            fulfillmentMethod: method,
            ...(slug ? { slug } : {}),
          },
        },
      });
      const project = data?.projectCreate.project;
      if (errors.take(data?.projectCreate.userErrors) && project) {
        // The lists of projects (switcher, cards) have no way to know of the new one by its id alone.
        await apollo.query({ query: Viewer, fetchPolicy: 'network-only' });
        void apollo.refetchQueries({ include: [Projects] });
        await navigate({ to: paths.project(project.creator.slug, project.slug).import() });
      }
    } catch (error) {
      errors.fail(error);
    }
    setBusy(false);
  }

  return (
    <Modal opened onClose={onClose} title="New project">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Stack gap="lg">
          <FormErrors messages={errors.rest} />
          {creators.length > 1 ? (
            <Select
              label="Creator"
              data={creators.map((one) => ({ value: one.id, label: one.name }))}
              value={creatorId}
              onChange={(value) => setCreatorId(value ?? creatorId)}
              allowDeselect={false}
              error={errors.of('creatorId')}
            />
          ) : null}
          <TextInput
            label="Title"
            required
            withAsterisk={false}
            value={title}
            onChange={(event) => setTitle(event.currentTarget.value)}
            error={errors.of('title')}
            data-autofocus
          />
          <TextInput
            label="Address"
            description={`${location.host}/${creator?.slug ?? ''}/${address || '…'}`}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            value={address}
            onChange={(event) => setSlug(event.currentTarget.value.toLowerCase())}
            error={errors.of('slug')}
            autoComplete="off"
            spellCheck={false}
          />
          <Radio.Group
            label="How it ships"
            value={method}
            onChange={(value) => setMethod(value)}
            error={errors.of('fulfillmentMethod')}
          >
            <Stack gap="sm" mt="xs">
              {methodOrder.map((one) => (
                <Radio
                  key={one}
                  value={one}
                  label={methodWords[one].word}
                  description={methodWords[one].means}
                />
              ))}
            </Stack>
          </Radio.Group>
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={busy}>
              Create project
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
