import { Alert, Button, Paper, Text } from '@mantine/core';
import { IconCircleX, IconSend, IconWebhook } from '@tabler/icons-react';
import { useMutation } from '@apollo/client/react';
import { useParams } from '@tanstack/react-router';
import { WebhookEndpointEnable, WebhookTest } from '@waybill/schema/webhooks';
import { paths } from '../paths.ts';
import { sizes, tone } from '../theme.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorState } from '../ui/ErrorState.tsx';
import { formatMoment } from '../ui/format.ts';
import { LinkButton } from '../ui/LinkButton.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { SkeletonRows } from '../ui/Skeletons.tsx';
import { StatusBadge } from '../ui/StatusBadge.tsx';
import { TextLink } from '../ui/TextLink.tsx';
import { toastDone, toastFailed, toastUserErrors } from '../ui/toasts.ts';
import { DeliveryLog } from './DeliveryLog.tsx';
import classes from './EndpointPage.module.css';
import { EndpointMenu } from './EndpointMenu.tsx';
import { LeaveOffButton } from './LeaveOffButton.tsx';
import { useEventTypes, useWebhooks } from './use-webhooks.ts';
import { healthLook, healthWords, turnedOff, wireName } from './webhook-looks.ts';

/** One endpoint: how it is doing, what it is told, and everything that was sent to it. */
export function EndpointPage() {
  const { endpoint: id } = useParams({ from: '/signed-in/$creator/settings/webhooks/$endpoint' });
  const { slug, manages, endpoints, error, retry } = useWebhooks();
  const catalogue = useEventTypes();
  const [test, testing] = useMutation(WebhookTest);
  const [enable, enabling] = useMutation(WebhookEndpointEnable);
  const endpoint = endpoints?.find((one) => one.id === id);

  const sendTest = async () => {
    try {
      const { data } = await test({ variables: { endpointId: id } });
      if (toastUserErrors(data?.webhookTest.userErrors, 'No test was sent'))
        toastDone('A test is on its way. See below what the endpoint makes of it.');
    } catch (failure) {
      toastFailed(failure, 'No test was sent');
    }
  };
  const turnOn = async () => {
    try {
      const { data } = await enable({ variables: { id } });
      if (toastUserErrors(data?.webhookEndpointEnable.userErrors, 'The endpoint is still off'))
        toastDone('The endpoint is on. Replay what it missed if it should know.');
    } catch (failure) {
      toastFailed(failure, 'The endpoint is still off');
    }
  };

  if (!endpoint)
    return (
      <div className={classes['page']}>
        {error && !endpoints ? (
          <ErrorState order={1} error={error} title="The endpoint could not be read" onRetry={retry} />
        ) : endpoints || manages === false ? (
          <EmptyState
            order={1}
            icon={IconWebhook}
            title="There is no such endpoint"
            description="It may have been deleted, or it belongs to somebody else."
            action={
              <LinkButton variant="default" href={paths.webhooks(slug)}>
                All endpoints
              </LinkButton>
            }
          />
        ) : (
          <SkeletonRows rows={6} height={64} />
        )}
      </div>
    );

  const off = endpoint.disabledAt !== null;
  return (
    <div className={classes['page']}>
      <TextLink href={paths.webhooks(slug)} size="sm">
        Webhooks
      </TextLink>
      <PageHeader
        title={endpoint.description ?? hostOf(endpoint.url)}
        badge={<StatusBadge look={healthLook(endpoint)} />}
        description={<span className={classes['url']}>{endpoint.url}</span>}
        actions={
          <>
            {off ? (
              <Button onClick={() => void turnOn()} loading={enabling.loading}>
                Turn it on
              </Button>
            ) : (
              <Button
                leftSection={<IconSend size={sizes.icon.medium} />}
                onClick={() => void sendTest()}
                loading={testing.loading}
              >
                Send a test
              </Button>
            )}
            <EndpointMenu slug={slug} endpoint={endpoint} />
          </>
        }
      />
      {turnedOff(endpoint.disabledReason) ? (
        <Alert
          mb="md"
          role="alert"
          variant="light"
          bg={tone('attention', 'soft')}
          icon={<IconCircleX size={sizes.icon.medium} color={tone('attention')} />}
          title="Waybill turned this endpoint off"
        >
          <Text size="sm" mb="xs">
            {healthWords(endpoint)} Mend it, turn it on, and replay what it missed: events that any endpoint
            wanted are kept for 30 days.
          </Text>
          <LeaveOffButton id={endpoint.id} />
        </Alert>
      ) : null}
      <Paper withBorder p="lg" mb="lg" component="section" aria-label="About the endpoint">
        <dl className={classes['facts']}>
          <dt>How it is doing</dt>
          <dd>{healthWords(endpoint)}</dd>
          <dt>It is told</dt>
          <dd className={classes['types']}>
            {endpoint.eventTypes.map((type) => (
              <code key={type} className={classes['type']}>
                {wireName(type, catalogue)}
              </code>
            ))}
          </dd>
          <dt>Signing</dt>
          <dd>
            {endpoint.oldSecretUntil
              ? `With the new secret, and until ${formatMoment(endpoint.oldSecretUntil)} with the old one, too.`
              : 'With the secret that was shown when it was made or rotated.'}
          </dd>
          <dt>Made</dt>
          <dd>
            {formatMoment(endpoint.createdAt)}
            {endpoint.createdBy ? ` by ${endpoint.createdBy}` : ''}
          </dd>
        </dl>
      </Paper>
      <DeliveryLog endpoint={endpoint} slug={slug} catalogue={catalogue} />
    </div>
  );
}

function hostOf(url: string): string {
  return URL.parse(url)?.host ?? url;
}
