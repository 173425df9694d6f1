import { useMutation, useQuery } from '@apollo/client/react';
import { Anchor, Button, Group, Text } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import * as documents from '@waybill/schema/public-pages';
import { useState } from 'react';
import { mayManage, useProject } from '../projects/project.ts';
import { sizes } from '../theme.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { CopyField } from '../ui/CopyField.tsx';
import { toastDone, toastFailed, toastUserErrors } from '../ui/toasts.ts';
import { Section } from '../backers/Section.tsx';

/** The link to a backer's own page, to hand over, and a new one where the old one got into wrong hands. */
export function BackerLink({ backerId }: { backerId: string }) {
  const project = useProject();
  const { data } = useQuery(documents.BackerLink, { variables: { id: backerId } });
  const [rotate, { loading }] = useMutation(documents.BackerLinkRotate);
  const [asking, setAsking] = useState(false);
  const url = data?.backer?.publicUrl;
  if (!url) return null;

  async function makeNew() {
    try {
      const { data: made } = await rotate({ variables: { backerId } });
      if (toastUserErrors(made?.backerLinkRotate.userErrors, 'The old link still works'))
        toastDone('The new link is here; the older ones no longer work.');
    } catch (error) {
      toastFailed(error, 'The old link still works');
    }
    setAsking(false);
  }

  return (
    <Section title="Backer’s own page">
      <Text size="sm" c="dimmed" mb="sm">
        Parcels, codes and what is still to come, without signing in. Every mail to this backer has the link.
      </Text>
      <CopyField value={url} label="Link" />
      <Group justify="space-between" mt="xs">
        <Anchor href={url} target="_blank" rel="noopener" size="sm">
          Open it <IconExternalLink size={sizes.icon.small} aria-label="(opens in a new tab)" />
        </Anchor>
        {mayManage(project.creator.role) ? (
          <Button variant="subtle" color="gray" size="compact-sm" onClick={() => setAsking(true)}>
            Make a new link
          </Button>
        ) : null}
      </Group>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title="Make a new link?"
        confirmLabel="Make a new link"
        onConfirm={makeNew}
        danger
        busy={loading}
      >
        Whoever has the present link, from a mail or from you, sees nothing there any more; that cannot be
        taken back. The next mail to this backer has the new one.
      </ConfirmDialog>
    </Section>
  );
}
