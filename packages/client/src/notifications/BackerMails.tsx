import { useQuery } from '@apollo/client/react';
import { Text } from '@mantine/core';
import { BackerNotifications } from '@waybill/schema/notifications';
import { useState } from 'react';
import { Section } from '../backers/Section.tsx';
import { mayWrite, useProject } from '../projects/project.ts';
import { formatAgo, formatMoment } from '../ui/format.ts';
import { StatusBadge } from '../ui/StatusBadge.tsx';
import classes from './BackerMails.module.css';
import { LedgerDetails } from './LedgerDetails.tsx';
import { about } from './mail-words.ts';
import { notificationLooks } from './notification-looks.ts';
import { useMailChanges, useMailFeed } from './use-mail.ts';

/** Every mail to one backer: how it stands, when, and what the server said; opened, all that is known of it. */
export function BackerMails({ backerId }: { backerId: string }) {
  const project = useProject();
  const feed = useMailFeed(project.id);
  const { data, error, refetch } = useQuery(BackerNotifications, { variables: { id: backerId } });
  const [open, setOpen] = useState<string | null>(null);
  useMailChanges(feed, () => {
    refetch().catch(() => undefined);
  });
  const mails = data?.backer?.notifications;
  return (
    <Section title="Mails">
      {mails?.length === 0 ? (
        <Text size="sm" c="dimmed">
          Nothing has been written to this backer.
        </Text>
      ) : null}
      {!mails && error ? (
        <Text size="sm" c="dimmed" role="alert">
          The mails could not be read.
        </Text>
      ) : null}
      <ul className={classes['list']}>
        {mails?.map((mail) => {
          const at = mail.sentAt ?? mail.settledAt ?? mail.createdAt;
          return (
            <li key={mail.id} className={classes['mail']}>
              <button
                type="button"
                className={classes['head']}
                aria-expanded={open === mail.id}
                onClick={() => setOpen(open === mail.id ? null : mail.id)}
              >
                <span className={classes['words']}>
                  <span className={classes['what']}>{about(mail)}</span>
                  <span className={classes['soft']}>
                    <time dateTime={at} title={formatMoment(at)}>
                      {formatAgo(at)}
                    </time>
                    {mail.response ? ` · ${mail.response}` : ''}
                  </span>
                </span>
                <StatusBadge look={notificationLooks[mail.status]} size="sm" />
              </button>
              {open === mail.id ? (
                <div className={classes['details']}>
                  <LedgerDetails mail={mail} writable={mayWrite(project.creator.role)} />
                </div>
              ) : null}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
