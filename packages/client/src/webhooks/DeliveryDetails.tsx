import { Button, CopyButton, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconCheck, IconCopy, IconRepeat } from '@tabler/icons-react';
import { useMutation, useQuery } from '@apollo/client/react';
import {
  WebhookDeliveriesReplay,
  WebhookDelivery,
  type WebhookDeliveryDetail,
  type WebhookDeliveryItem,
} from '@waybill/schema/webhooks';
import { useEffect, useRef } from 'react';
import { sizes } from '../theme.ts';
import { ErrorState } from '../ui/ErrorState.tsx';
import { formatCount, formatMoment } from '../ui/format.ts';
import { toastDone, toastFailed, toastUserErrors } from '../ui/toasts.ts';
import classes from './DeliveryLog.module.css';

/** Every request of a delivery with what came back, the body as it was sent, and a way to send it again. */
export function DeliveryDetails({
  delivery,
  replayable,
}: {
  delivery: WebhookDeliveryItem;
  replayable: boolean;
}) {
  const { data, dataState, error, refetch } = useQuery(WebhookDelivery, { variables: { id: delivery.id } });
  const [replay, { loading }] = useMutation(WebhookDeliveriesReplay);
  const moves = `${delivery.status} ${delivery.attempts}`;
  const before = useRef(moves);
  useEffect(
    function followTheDelivery() {
      if (before.current !== moves) refetch().catch(() => undefined);
      before.current = moves;
    },
    [moves, refetch],
  );
  const full = dataState === 'complete' ? data.webhookDelivery : undefined;

  const again = async () => {
    try {
      const { data: answer } = await replay({ variables: { ids: [delivery.id] } });
      if (toastUserErrors(answer?.webhookDeliveriesReplay.userErrors, 'It was not sent again'))
        toastDone('It is sent again, under the same id.');
    } catch (failure) {
      toastFailed(failure, 'It was not sent again');
    }
  };

  if (error && !full)
    return (
      <ErrorState
        compact
        error={error}
        title="The delivery could not be read"
        onRetry={() => void refetch()}
      />
    );
  if (!full) return <Skeleton height={160} />;
  return (
    <Stack gap="md">
      <Group gap="xs">
        {replayable && delivery.status !== 'SENDING' ? (
          <Button
            variant="default"
            size="compact-md"
            leftSection={<IconRepeat size={sizes.icon.small} />}
            loading={loading}
            onClick={() => void again()}
          >
            {delivery.status === 'PENDING' ? 'Try it now' : 'Send it again'}
          </Button>
        ) : null}
        <CopyButton value={full.body}>
          {({ copied, copy }) => (
            <Button
              variant="default"
              size="compact-md"
              onClick={copy}
              leftSection={
                copied ? <IconCheck size={sizes.icon.small} /> : <IconCopy size={sizes.icon.small} />
              }
            >
              {copied ? 'Copied' : 'Copy the body as sent'}
            </Button>
          )}
        </CopyButton>
      </Group>
      <Text size="sm" className={classes['exact']}>
        <code>webhook-id: {full.messageId}</code>, the same at every attempt. It happened{' '}
        {formatMoment(full.happenedAt)}.
      </Text>
      <div>
        <Title order={3} size="h5" mb="xs">
          {full.attemptLog.length === 0 ? 'No attempt yet' : formatCount(full.attemptLog.length, 'attempt')}
        </Title>
        <ol className={classes['attempts']}>
          {full.attemptLog.map((attempt) => (
            <Attempt key={attempt.id} attempt={attempt} />
          ))}
        </ol>
      </div>
      <div>
        <Title order={3} size="h5" mb="xs">
          Body
        </Title>
        <pre className={classes['code']} tabIndex={0} aria-label="Body">
          {readable(full.body)}
        </pre>
      </div>
    </Stack>
  );
}

function Attempt({ attempt }: { attempt: WebhookDeliveryDetail['attemptLog'][number] }) {
  return (
    <li className={classes['attempt']}>
      <div>
        {attempt.problem ?? `It answered ${attempt.responseCode ?? ''}.`}{' '}
        <span className={classes['soft']}>
          <time dateTime={attempt.at}>{formatMoment(attempt.at)}</time>, {attempt.durationMs} ms
        </span>
      </div>
      {attempt.excerpt ? (
        <pre className={classes['code']} tabIndex={0} aria-label={`Answer to attempt ${attempt.no}`}>
          {attempt.excerpt}
        </pre>
      ) : null}
    </li>
  );
}

function readable(body: string): string {
  return JSON.stringify(JSON.parse(body), null, 2);
}
