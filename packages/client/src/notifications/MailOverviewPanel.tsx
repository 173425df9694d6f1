import { useState } from 'react';
import { Stack } from '@mantine/core';
import type { MailFeed } from '@waybill/schema/notifications';
import type { Project } from '../projects/project.ts';
import { MailRunsPanel } from './MailRunsPanel.tsx';
import { meant } from './mail-counts.ts';
import { SendDialog } from './SendDialog.tsx';
import { SendingPanel } from './SendingPanel.tsx';
import { TransportNote } from './TransportNote.tsx';
import { UntoldPanel } from './UntoldPanel.tsx';
import type { MailState } from './use-mail.ts';

interface MailOverviewPanelProps {
  project: Project;
  mail: MailState;
  feed: MailFeed;
}

/** Who is not told yet, what goes out now, and what was sent before. */
export function MailOverviewPanel({ project, mail, feed }: MailOverviewPanelProps) {
  const [sending, setSending] = useState(false);
  return (
    <Stack gap="md">
      <UntoldPanel project={project} mail={mail} feed={feed} onSend={() => setSending(true)} />
      <TransportNote settings={mail.mailSettings} />
      {meant(feed.counts) > 0 ? <SendingPanel project={project} feed={feed} /> : null}
      <MailRunsPanel project={project} feed={feed} />
      {sending ? (
        <SendDialog project={project} untold={mail.untold} onClose={() => setSending(false)} />
      ) : null}
    </Stack>
  );
}
