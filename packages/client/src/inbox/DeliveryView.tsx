import { useMutation } from '@apollo/client/react';
import { Button, CopyButton, Group, Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconCheck, IconCopy, IconInboxOff, IconRefresh } from '@tabler/icons-react';
import { InboxReplay } from '@waybill/schema/inbox';
import { sizes } from '../theme.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorState } from '../ui/ErrorState.tsx';
import { formatCount, formatMoment } from '../ui/format.ts';
import { StatusBadge } from '../ui/StatusBadge.tsx';
import { toastDone, toastFailed, toastUserErrors } from '../ui/toasts.ts';
import { useDelayed } from '../ui/useDelayed.ts';
import { deliveryLooks, prettyBody, resultOf } from './delivery-looks.ts';
import classes from './DeliveryView.module.css';
import { useDelivery } from './use-delivery.ts';
import { vendorWords } from './vendor-words.ts';

interface DeliveryViewProps {
  id: string;
  /** Differs when the inbox has changed; null until it is known. */
  news: string | null;
}

/** One delivery: what became of it, its head, its body, and the button that works it off once more. */
export function DeliveryView({ id, news }: DeliveryViewProps) {
  const { data, error, reread } = useDelivery(id, news);
  const [replay, { loading }] = useMutation(InboxReplay);
  const waiting = useDelayed(!data && !error);
  const delivery = data?.inboxDelivery;

  async function again() {
    const failure = 'It is as it was';
    try {
      const { data: answer } = await replay({ variables: { ids: [id] } });
      if (toastUserErrors(answer?.inboxReplay.userErrors, failure))
        toastDone('It is worked off again. What was taken in already changes nothing.');
    } catch (thrown) {
      toastFailed(thrown, failure);
    }
  }

  if (error && !delivery)
    return <ErrorState compact error={error} title="The delivery could not be read" onRetry={reread} />;
  if (!data) return waiting ? <Skeleton height={480} radius="lg" /> : null;
  if (!delivery)
    return (
      <EmptyState
        compact
        icon={IconInboxOff}
        title="This delivery is not kept any more"
        description="Deliveries are kept for a time. What it said of parcels stands in their history."
      />
    );
  const body = prettyBody(delivery.body);
  return (
    <Paper withBorder component="article" className={classes['root']} aria-labelledby={`delivery-${id}`}>
      <Group justify="space-between" align="flex-start" gap="sm" wrap="wrap">
        <div>
          <Group gap="xs">
            <Title order={3} size="h4" id={`delivery-${id}`}>
              {vendorWords[delivery.vendor].title} {delivery.eventType ?? 'delivery'}
            </Title>
            <StatusBadge look={deliveryLooks[delivery.status]} />
          </Group>
          <Text size="sm" mt={4} className={classes['result']}>
            {resultOf(delivery)}
          </Text>
        </div>
        <Button
          variant="default"
          size="compact-md"
          leftSection={<IconRefresh size={sizes.icon.small} aria-hidden />}
          onClick={() => void again()}
          loading={loading}
        >
          Replay
        </Button>
      </Group>
      <dl className={classes['facts']}>
        <dt>Came in</dt>
        <dd>
          <time dateTime={delivery.receivedAt}>{formatMoment(delivery.receivedAt)}</time>
          {` by ${delivery.connection.name}`}
          {delivery.copies > 0 ? `, and ${formatCount(delivery.copies, 'time')} again` : ''}
        </dd>
        {delivery.processedAt ? (
          <>
            <dt>Worked off</dt>
            <dd>
              <time dateTime={delivery.processedAt}>{formatMoment(delivery.processedAt)}</time>
              {delivery.attempts > 1 ? `, ${delivery.attempts} times in all` : ''}
            </dd>
          </>
        ) : null}
      </dl>
      <Stack gap={6}>
        <Group justify="space-between">
          <Title order={4} size="sm">
            Body
          </Title>
          <CopyButton value={delivery.body} timeout={2500}>
            {({ copied, copy }) => (
              <Button
                variant="subtle"
                size="compact-xs"
                onClick={copy}
                leftSection={
                  copied ? <IconCheck size={sizes.icon.small} /> : <IconCopy size={sizes.icon.small} />
                }
              >
                {copied ? 'Copied' : 'Copy as it came'}
              </Button>
            )}
          </CopyButton>
        </Group>
        <pre className={classes['body']} tabIndex={0} aria-label="Body">
          {body === '' ? 'It is empty.' : body}
        </pre>
      </Stack>
      <details className={classes['headers']}>
        <summary>{formatCount(delivery.headers.length, 'header')}</summary>
        <dl className={classes['facts']}>
          {delivery.headers.map(({ name, value }) => (
            <div key={name} className={classes['header']}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </details>
    </Paper>
  );
}
