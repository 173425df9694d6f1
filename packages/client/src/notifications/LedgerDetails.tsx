import { Stack, Text } from '@mantine/core';
import type { NotificationItem } from '@waybill/schema/notifications';
import { carrierOf, TrackingLink } from '../backers/TrackingLink.tsx';
import { usePaths } from '../paths.ts';
import { formatCount, formatMoment } from '../ui/format.ts';
import { TextLink } from '../ui/TextLink.tsx';
import { DecideButtons } from './DecideButtons.tsx';
import classes from './LedgerDetails.module.css';

/** Everything that is known of one mail, and what a person can make of it. */
export function LedgerDetails({ mail, writable }: { mail: NotificationItem; writable: boolean }) {
  const paths = usePaths();
  const open = decidable(mail);
  return (
    <Stack gap="sm">
      {mail.status === 'UNKNOWN' ? (
        <Text size="sm">Nobody knows whether it arrived. Waybill does not send it again by itself.</Text>
      ) : null}
      {writable && open ? <DecideButtons ids={[mail.id]} status={open} /> : null}
      <dl className={classes['facts']}>
        <dt>Backer</dt>
        <dd>
          <TextLink href={paths.backer(mail.backer.id)} inherit underline="always">
            {mail.backer.name || 'No name'}
          </TextLink>
          {mail.backer.number === null ? '' : `, number ${mail.backer.number}`}
        </dd>
        {mail.shipments.length > 0 ? (
          <>
            <dt>Parcels</dt>
            <dd>
              {mail.shipments.map((parcel) => (
                <div key={parcel.id} className={classes['parcel']}>
                  {carrierOf(parcel) ? <span>{carrierOf(parcel)}</span> : null}
                  <TrackingLink parcel={parcel} />
                </div>
              ))}
            </dd>
          </>
        ) : null}
        <dt>{mail.response && !mail.responseCode ? 'What became of it' : 'Server’s answer'}</dt>
        <dd className={classes['exact']}>{answerOf(mail)}</dd>
        <dt>Tries</dt>
        <dd>{mail.attempts === 0 ? 'None yet' : formatCount(mail.attempts, 'try', 'tries')}</dd>
        <dt>Written</dt>
        <dd>
          <Moment at={mail.createdAt} />
          {mail.operationId ? (
            <>
              {' '}
              by{' '}
              <TextLink href={paths.operation(mail.operationId)} inherit underline="always">
                this operation
              </TextLink>
            </>
          ) : null}
        </dd>
        {mail.sentAt ? (
          <>
            <dt>Sent</dt>
            <dd>
              <Moment at={mail.sentAt} />
            </dd>
          </>
        ) : null}
        {mail.decidedBy ? (
          <>
            <dt>Decided by</dt>
            <dd>
              {mail.decidedBy}
              {mail.settledAt ? (
                <>
                  , <Moment at={mail.settledAt} />
                </>
              ) : null}
            </dd>
          </>
        ) : null}
        <dt>Message-ID</dt>
        <dd className={classes['exact']}>{mail.messageId}</dd>
      </dl>
    </Stack>
  );
}

function Moment({ at }: { at: string }) {
  return <time dateTime={at}>{formatMoment(at)}</time>;
}

/** How a mail stands that a person can decide about; null where there is nothing to decide. */
function decidable({ status, decidedBy }: NotificationItem): 'UNKNOWN' | 'FAILED' | 'CANCELED' | null {
  if (status === 'UNKNOWN' || status === 'FAILED') return status;
  return status === 'CANCELED' && decidedBy !== null ? status : null;
}

function answerOf({ response, responseCode, status }: NotificationItem): string {
  if (response)
    return responseCode && !response.startsWith(`${responseCode}`) ? `${responseCode} ${response}` : response;
  if (responseCode) return `${responseCode}`;
  return status === 'PENDING' || status === 'SENDING' ? 'Not asked yet' : 'None';
}
