import {
  IconMailForward,
  IconMailQuestion,
  IconMailX,
  IconPlayerPause,
  IconPlugConnectedX,
  type Icon,
} from '@tabler/icons-react';
import { usePaths } from '../paths.ts';
import type { Project } from '../projects/project.ts';
import type { Tone } from '../theme.ts';
import { formatAgo, formatCount } from '../ui/format.ts';
import { isInTrouble, toGo } from './mail-counts.ts';
import { useMail } from './use-mail.ts';

/** Something about mail that goes no further without a person. */
export interface MailMatter {
  key: string;
  icon: Icon;
  tone: Tone;
  title: string;
  detail: string;
  href: string;
  search?: Record<string, unknown>;
}

/** What of a project's mail wants a person, the most pressing first; live. */
export function useMailMatters(project: Project): MailMatter[] {
  const paths = usePaths();
  const { mail, feed } = useMail(project);
  if (!mail || !feed) return [];
  const { counts, pausedAt } = feed;
  const { untold } = mail;
  const matters: MailMatter[] = [];
  if (isInTrouble(feed)) {
    matters.push({
      key: 'mail trouble',
      icon: IconPlugConnectedX,
      tone: 'attention',
      title: 'The mail server cannot be reached',
      detail: `${formatCount(toGo(counts), 'mail waits', 'mails wait')}${feed.troubleSince ? `; first seen ${formatAgo(feed.troubleSince)}` : ''}.`,
      href: paths.notifications(),
    });
  }
  if (counts.unknown > 0) {
    matters.push({
      key: 'mail uncertain',
      icon: IconMailQuestion,
      tone: 'attention',
      title: `${formatCount(counts.unknown, 'mail')} uncertain`,
      detail: 'Nobody knows whether they arrived. Decide whether they count or go again.',
      href: paths.notifications('ledger'),
      search: { status: 'uncertain' },
    });
  }
  if (counts.failed > 0) {
    matters.push({
      key: 'mail failed',
      icon: IconMailX,
      tone: 'attention',
      title: `${formatCount(counts.failed, 'mail')} failed`,
      detail: 'The server refused them for good. Mend the address and send again, or give them up.',
      href: paths.notifications('ledger'),
      search: { status: 'failed' },
    });
  }
  if (pausedAt && toGo(counts) > 0) {
    matters.push({
      key: 'mail paused',
      icon: IconPlayerPause,
      tone: 'shipping',
      title: 'Sending is paused',
      detail: `${formatCount(toGo(counts), 'mail waits', 'mails wait')}.`,
      href: paths.notifications(),
    });
  }
  if (untold.backers > 0 || untold.corrections > 0) {
    matters.push({
      key: 'mail untold',
      icon: IconMailForward,
      tone: 'shipping',
      title:
        untold.backers > 0
          ? `${formatCount(untold.backers, 'backer')} not told yet`
          : `${formatCount(untold.corrections, 'number')} to correct`,
      detail:
        untold.backers > 0
          ? `No mail has told them of ${formatCount(untold.shipments, 'parcel')}.`
          : 'Backers were told a tracking number that has changed since.',
      href: paths.notifications(),
    });
  }
  return matters;
}
