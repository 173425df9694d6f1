import { Link } from '@tanstack/react-router';
import type { MailboxItem } from '@waybill/schema/mailbox';
import { usePaths } from '../paths.ts';
import { formatAgo, formatMoment } from '../ui/format.ts';
import classes from './MailboxList.module.css';
import { inAddress } from './notifications-search.ts';

/** The mails of the mailbox, each a link to itself. */
export function MailboxList({
  mails,
  openId,
}: {
  mails: readonly MailboxItem[];
  openId: string | undefined;
}) {
  const paths = usePaths();
  return (
    <ul className={classes['list']} aria-label="Mailbox">
      {mails.map((mail) => (
        <li key={mail.id}>
          <Link
            to={paths.notifications('mailbox')}
            search={inAddress({ mail: mail.id })}
            resetScroll={false}
            className={classes['mail']}
            aria-current={mail.id === openId ? 'true' : undefined}
          >
            <span className={classes['to']}>{mail.to}</span>
            <time className={classes['at']} dateTime={mail.at} title={formatMoment(mail.at)}>
              {formatAgo(mail.at)}
            </time>
            <span className={classes['subject']}>{mail.subject}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
