import { Switch } from '@mantine/core';
import { useMutation } from '@apollo/client/react';
import { ProjectPublish, ProjectUnpublish } from '@waybill/schema/public-pages';
import { toastFailed, toastUserErrors } from '../ui/toasts.ts';

interface PublishSwitchProps {
  project: { id: string; title: string; publishedAt: string | null };
  /** Named by the project where several stand in a list. */
  named?: boolean;
  onChanged?: () => void;
}

/** Puts a project on the creator's public profile, and takes it off. */
export function PublishSwitch({ project, named = false, onChanged }: PublishSwitchProps) {
  const [publish, publishing] = useMutation(ProjectPublish);
  const [unpublish, unpublishing] = useMutation(ProjectUnpublish);
  const variables = { id: project.id };

  async function set(published: boolean) {
    const title = published ? 'It was not published' : 'It is still published';
    try {
      const errors = published
        ? (await publish({ variables })).data?.projectPublish.userErrors
        : (await unpublish({ variables })).data?.projectUnpublish.userErrors;
      if (toastUserErrors(errors, title)) onChanged?.();
    } catch (error) {
      toastFailed(error, title);
    }
  }

  return (
    <Switch
      label={named ? 'Publish' : 'Publish on the profile'}
      aria-label={named ? `Publish ${project.title} on the profile` : undefined}
      checked={project.publishedAt !== null}
      disabled={publishing.loading || unpublishing.loading}
      onChange={(event) => void set(event.currentTarget.checked)}
    />
  );
}
