import { useQuery } from '@apollo/client/react';
import { Skeleton } from '@mantine/core';
import { IconMailOff } from '@tabler/icons-react';
import { MailboxMail } from '@waybill/schema/mailbox';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorState } from '../ui/ErrorState.tsx';
import { formatMoment } from '../ui/format.ts';
import { useDelayed } from '../ui/useDelayed.ts';
import { MailLook } from './MailLook.tsx';

/** One mail of the mailbox: as the backer would see it, as text, and with its headers. */
export function MailboxMailView({ id }: { id: string }) {
  // A mail never changes.
  const { data, error, refetch } = useQuery(MailboxMail, { variables: { id }, fetchPolicy: 'cache-first' });
  const waiting = useDelayed(!data && !error);
  const mail = data?.mailboxMail;
  if (mail)
    return (
      <MailLook
        subject={mail.subject}
        lines={[
          { term: 'From', value: mail.from },
          { term: 'To', value: mail.to },
          ...(mail.replyTo ? [{ term: 'Reply to', value: mail.replyTo }] : []),
          { term: 'When', value: formatMoment(mail.at) },
        ]}
        html={mail.html}
        text={mail.text}
        headers={mail.headers}
        title={`Mail to ${mail.to}`}
      />
    );
  if (error)
    return (
      <ErrorState
        compact
        error={error}
        title="The mail could not be read"
        onRetry={() => void refetch().catch(() => undefined)}
      />
    );
  if (data)
    return (
      <EmptyState
        compact
        icon={IconMailOff}
        title="This mail is not there any more"
        description="The mailbox was emptied since. The ledger still knows who was written to."
      />
    );
  return waiting ? <Skeleton height={680} radius="lg" /> : null;
}
