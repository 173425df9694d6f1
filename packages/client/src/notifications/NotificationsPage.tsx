import { useParams } from '@tanstack/react-router';
import { useProject } from '../projects/project.ts';
import { RouteNotFound } from '../routes/RouteNotFound.tsx';
import { ErrorState } from '../ui/ErrorState.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { SkeletonCard } from '../ui/Skeletons.tsx';
import { useDelayed } from '../ui/useDelayed.ts';
import { Ledger } from './Ledger.tsx';
import { MailboxPanel } from './MailboxPanel.tsx';
import { MailOverviewPanel } from './MailOverviewPanel.tsx';
import { MailSettingsPanel } from './MailSettingsPanel.tsx';
import { MailTabs } from './MailTabs.tsx';
import classes from './NotificationsPage.module.css';
import { readTab, type MailTab } from './notifications-search.ts';
import { PausedNote } from './PausedNote.tsx';
import { TemplatePanel } from './TemplatePanel.tsx';
import { TroubleNote } from './TroubleNote.tsx';
import { useMail } from './use-mail.ts';

const tabTitles: Record<MailTab, string> = {
  overview: 'Notifications',
  ledger: 'Ledger',
  templates: 'Templates',
  mailbox: 'Mailbox',
  settings: 'Mail settings',
};

/** Mails to backers: who is not told yet, what goes out now, what became of each, and what they say. */
export function NotificationsPage() {
  const project = useProject();
  const { tab: part } = useParams({ strict: false });
  const tab = readTab(part);
  const { mail, feed, error, retry } = useMail(project);
  const waiting = useDelayed(!mail && !error);
  if (!tab) return <RouteNotFound />;
  return (
    <div className={classes['page']}>
      <PageHeader
        title="Notifications"
        description="Who is not told yet, what goes out, and what became of every mail."
        documentTitle={`${tabTitles[tab]} · ${project.title}`}
      />
      <MailTabs counts={feed?.counts ?? null} />
      {mail && feed ? (
        <>
          <PausedNote project={project} settings={mail.mailSettings} feed={feed} />
          <TroubleNote feed={feed} />
          {tab === 'overview' ? <MailOverviewPanel project={project} mail={mail} feed={feed} /> : null}
          {tab === 'ledger' ? <Ledger project={project} feed={feed} /> : null}
          {tab === 'templates' ? <TemplatePanel project={project} /> : null}
          {tab === 'mailbox' ? (
            <MailboxPanel project={project} settings={mail.mailSettings} feed={feed} />
          ) : null}
          {tab === 'settings' ? <MailSettingsPanel project={project} settings={mail.mailSettings} /> : null}
        </>
      ) : error ? (
        <ErrorState error={error} title="The notifications could not be read" onRetry={retry} />
      ) : waiting ? (
        <SkeletonCard height={200} />
      ) : null}
    </div>
  );
}
