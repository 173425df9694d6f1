import { Checkbox, UnstyledButton } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import type { NotificationItem } from '@waybill/schema/notifications';
import { useId } from 'react';
import { sizes } from '../theme.ts';
import { formatAgo, formatMoment } from '../ui/format.ts';
import { StatusBadge } from '../ui/StatusBadge.tsx';
import { LedgerDetails } from './LedgerDetails.tsx';
import classes from './LedgerRow.module.css';
import { about } from './mail-words.ts';
import { notificationLooks } from './notification-looks.ts';

interface LedgerRowProps {
  mail: NotificationItem;
  open: boolean;
  onOpen: (id: string) => void;
  /** Undefined where nothing can be ticked. */
  ticked: boolean | undefined;
  onToggle: (id: string) => void;
  writable: boolean;
}

/** When the last thing happened to it: it went out, it ended, it is due, it was written. */
function when({ status, sentAt, settledAt, dueAt, createdAt }: NotificationItem): string {
  return status === 'PENDING' ? dueAt : (sentAt ?? settledAt ?? createdAt);
}

/** A mail as one line; opened, everything that is known of it. */
export function LedgerRow({ mail, open, onOpen, ticked, onToggle, writable }: LedgerRowProps) {
  const panelId = useId();
  const at = when(mail);
  return (
    <article className={classes['row']} data-ticked={ticked || undefined} data-open={open || undefined}>
      <div className={classes['line']}>
        {ticked === undefined ? null : (
          <Checkbox
            aria-label={`Select the mail to ${mail.backer.name || mail.email}`}
            checked={ticked}
            onChange={() => onToggle(mail.id)}
            className={classes['tick']}
          />
        )}
        <UnstyledButton
          className={classes['head']}
          aria-expanded={open}
          aria-controls={open ? panelId : undefined}
          onClick={() => onOpen(mail.id)}
        >
          <span className={classes['who']}>
            <span className={classes['name']}>{mail.backer.name || 'No name'}</span>
            <span className={classes['soft']}>{mail.email}</span>
          </span>
          <span className={classes['what']}>
            <span>{about(mail)}</span>
            {mail.response ? <span className={classes['soft']}>{mail.response}</span> : null}
          </span>
          <span className={classes['status']}>
            <StatusBadge look={notificationLooks[mail.status]} />
          </span>
          <time className={classes['when']} dateTime={at} title={formatMoment(at)}>
            {mail.status === 'PENDING' && Date.parse(at) > Date.now()
              ? `again ${formatAgo(at)}`
              : formatAgo(at)}
          </time>
          <IconChevronRight className={classes['chevron']} size={sizes.icon.medium} aria-hidden />
        </UnstyledButton>
      </div>
      {open ? (
        <div id={panelId} className={classes['details']}>
          <LedgerDetails mail={mail} writable={writable} />
        </div>
      ) : null}
    </article>
  );
}
