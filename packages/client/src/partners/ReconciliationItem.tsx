import { useMutation } from '@apollo/client/react';
import { Button, Group } from '@mantine/core';
import { PartnerRecall, RequestRetry, type ReconciliationRow } from '@waybill/schema/reconciliation';
import { usePaths } from '../paths.ts';
import { useProject } from '../projects/project.ts';
import { tone } from '../theme.ts';
import { formatAgo, formatMoment } from '../ui/format.ts';
import { StatusBadge } from '../ui/StatusBadge.tsx';
import { TextLink } from '../ui/TextLink.tsx';
import { toastDone, toastFailed, toastUserErrors } from '../ui/toasts.ts';
import { stageLooks } from './partner-looks.ts';
import classes from './partners.module.css';
import { endedWords, leftAloneWords, takenBackWords } from './recall-words.ts';

interface ReconciliationItemProps {
  entry: ReconciliationRow;
  writable: boolean;
  onChanged: () => void;
}

/** One request between sending and arrival: whose, how far, since when, and the one thing that can be done now. */
export function ReconciliationItem({ entry, writable, onChanged }: ReconciliationItemProps) {
  const paths = usePaths();
  const project = useProject();
  const { request, backer, stage, since, still, endedOtherwise } = entry;
  const [recall, recalling] = useMutation(PartnerRecall);
  const [retry, retrying] = useMutation(RequestRetry);
  const who = backer?.name || request.reference;

  const takeBack = async () => {
    try {
      const { data } = await recall({
        variables: { projectId: project.id, input: { requestIds: [request.id] } },
      });
      if (toastUserErrors(data?.partnerRecall.userErrors, 'It could not be taken back')) {
        if (data?.partnerRecall.changed === 0)
          toastFailed(new Error(leftAloneWords(entry)), 'It could not be taken back');
        else toastDone(takenBackWords(entry, who));
      }
      onChanged();
    } catch (error) {
      toastFailed(error, 'It could not be taken back');
    }
  };
  const again = async () => {
    try {
      const { data } = await retry({ variables: { ids: [request.id] } });
      if (toastUserErrors(data?.requestRetry.userErrors, 'It could not be sent again')) {
        if (data?.requestRetry.changed === 0)
          toastFailed(
            new Error('The order is on hold, has no address, or is elsewhere by now.'),
            'It could not be sent again',
          );
        else
          toastDone(
            `The order of ${who} is sent again, with the address as it is now and the items that no other parcel holds.`,
          );
      }
      onChanged();
    } catch (error) {
      toastFailed(error, 'It could not be sent again');
    }
  };

  const parcel = request.parcels.at(-1);
  const detail =
    (endedOtherwise ? endedWords(entry) : null) ??
    request.rejection ??
    request.trouble ??
    (request.addressChanged
      ? 'The address has changed since it was sent.'
      : parcel
        ? [parcel.carrierName, parcel.trackingNumber].filter(Boolean).join(' ')
        : (request.note ?? ''));
  return (
    <div className={classes['row']}>
      <div>
        {backer ? <TextLink href={paths.backer(backer.id)}>{who}</TextLink> : who}
        <div className={classes['soft']}>
          {request.reference} · {request.partnerName}
        </div>
      </div>
      <StatusBadge look={stageLooks[stage]} />
      <div className={classes['detail']}>{detail}</div>
      <time
        dateTime={since}
        title={formatMoment(since)}
        className={classes['soft']}
        style={still ? { color: tone('attention', 'text') } : undefined}
      >
        {still ? `Still, ${formatAgo(since)}` : formatAgo(since)}
      </time>
      <Group gap={4} justify="flex-end" wrap="nowrap">
        {writable && (stage === 'SENT' || endedOtherwise) ? (
          <Button
            size="compact-sm"
            variant="subtle"
            loading={recalling.loading}
            aria-label={`Take back, the order of ${who}`}
            onClick={() => void takeBack()}
          >
            Take back
          </Button>
        ) : null}
        {writable && stage === 'REJECTED' ? (
          <Button
            size="compact-sm"
            variant="default"
            loading={retrying.loading}
            aria-label={`Send again, the order of ${who}`}
            onClick={() => void again()}
          >
            Send again
          </Button>
        ) : null}
      </Group>
    </div>
  );
}
