import { Skeleton, Stack } from '@mantine/core';
import type { MailPreview } from '@waybill/schema/mail-templates';
import type { Project } from '../projects/project.ts';
import { ErrorState } from '../ui/ErrorState.tsx';
import { BackerSelect } from './BackerSelect.tsx';
import { MailLook } from './MailLook.tsx';

interface TemplatePreviewProps {
  project: Project;
  /** Null until the first one is there. */
  preview: MailPreview | null;
  error: unknown;
  backerId: string | null;
  onBacker: (backerId: string | null) => void;
}

/** What is written, as one backer would get it. */
export function TemplatePreview({ project, preview, error, backerId, onBacker }: TemplatePreviewProps) {
  return (
    <Stack gap="md" component="section" aria-label="Preview" miw={0}>
      <BackerSelect projectId={project.id} value={backerId} onChange={onBacker} />
      {preview ? (
        <MailLook
          subject={preview.subject}
          lines={[{ term: 'To', value: preview.to }]}
          html={preview.html}
          text={preview.text}
          title="The mail as the backer sees it"
        />
      ) : error ? (
        <ErrorState compact error={error} title="The preview could not be made" />
      ) : (
        <Skeleton height={680} radius="lg" aria-label="Loading the preview" />
      )}
    </Stack>
  );
}
