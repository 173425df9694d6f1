import { useState } from 'react';
import { useQuery } from '@apollo/client/react';
import { Group, SegmentedControl, Skeleton, Stack, Title } from '@mantine/core';
import { MailPreview, MailTemplates } from '@waybill/schema/mail-templates';
import { OperationRows, type OperationDetail } from '@waybill/schema/operations';
import { usePaths } from '../paths.ts';
import { useProject } from '../projects/project.ts';
import { TextLink } from '../ui/TextLink.tsx';
import { MailLook } from './MailLook.tsx';
import { runKinds, runOutcome, type RunKind } from './run-kinds.ts';

/** Beside the preview of a run: the very mail that the first of its backers gets. */
export function RunMail({ operation }: { operation: OperationDetail }) {
  const kinds = runKinds(operation);
  const [chosen, setChosen] = useState<RunKind | null>(null);
  const paths = usePaths();
  const kind = chosen ?? kinds[0];
  if (!kind) return null;
  return (
    <Stack component="section" gap="xs" aria-label="The mail">
      <Group justify="space-between" gap="xs">
        <Title order={2}>What the first of them gets</Title>
        {kinds.length > 1 ? (
          <SegmentedControl
            size="xs"
            aria-label="Which mail"
            value={kind}
            onChange={setChosen}
            data={[
              { value: 'TRACKING', label: 'Tracking' },
              { value: 'CORRECTION', label: 'Correction' },
            ]}
          />
        ) : (
          <TextLink href={paths.notifications('templates')} size="sm">
            Change the template
          </TextLink>
        )}
      </Group>
      <FirstMail key={kind} operation={operation} kind={kind} />
    </Stack>
  );
}

function FirstMail({ operation, kind }: { operation: OperationDetail; kind: RunKind }) {
  const project = useProject();
  const templates = useQuery(MailTemplates, { variables: { projectId: project.id } });
  const rows = useQuery(OperationRows, {
    variables: { id: operation.id, first: 1, outcome: [runOutcome[kind]] },
    fetchPolicy: 'no-cache',
  });
  const template = templates.data?.project?.mailTemplates.find((one) => one.kind === kind);
  const backerId = rows.data?.operation?.rows.nodes[0]?.backer?.id ?? null;
  const { data } = useQuery(MailPreview, {
    variables: {
      projectId: project.id,
      kind,
      subject: template?.subject ?? '',
      body: template?.body ?? '',
      backerId,
    },
    skip: !template || !backerId,
    fetchPolicy: 'no-cache',
  });
  if (!data) return <Skeleton height={640} radius="lg" aria-label="Loading the mail" />;
  const { subject, to, html, text } = data.mailPreview;
  return (
    <MailLook
      subject={subject}
      lines={[{ term: 'To', value: to }]}
      html={html}
      text={text}
      title="The mail as the backer sees it"
    />
  );
}
