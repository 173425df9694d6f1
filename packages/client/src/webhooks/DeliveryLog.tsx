import { Button, Group, Paper, Text, Title } from '@mantine/core';
import { useThrottledCallback } from '@mantine/hooks';
import { IconChevronLeft, IconChevronRight, IconListSearch } from '@tabler/icons-react';
import { useQuery } from '@apollo/client/react';
import { Link, useSearch } from '@tanstack/react-router';
import { WebhookLog, type WebhookEndpointItem, type WebhookEventTypeInfo } from '@waybill/schema/webhooks';
import { paths } from '../paths.ts';
import { sizes } from '../theme.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorState } from '../ui/ErrorState.tsx';
import { formatCount } from '../ui/format.ts';
import { LinkButton } from '../ui/LinkButton.tsx';
import { SkeletonRows } from '../ui/Skeletons.tsx';
import { useChange } from '../use-change.ts';
import chips from '../ui/filter-chips.module.css';
import classes from './DeliveryLog.module.css';
import { DeliveryRow } from './DeliveryRow.tsx';
import { logStates, type LogSearch, type LogState } from './webhook-looks.ts';

const pageSize = 25;
/** While events go out the page is read again this often. */
const rereadEvery = 1500;

interface DeliveryLogProps {
  endpoint: WebhookEndpointItem;
  slug: string;
  catalogue: readonly WebhookEventTypeInfo[] | undefined;
}

/** Everything that was sent to an endpoint in the last 30 days, the newest first. */
export function DeliveryLog({ endpoint, slug, catalogue }: DeliveryLogProps) {
  const search: LogSearch = useSearch({ from: '/signed-in/$creator/settings/webhooks/$endpoint' });
  const { data, dataState, error, refetch } = useQuery(WebhookLog, {
    variables: {
      endpointId: endpoint.id,
      first: pageSize,
      after: search.after ?? null,
      status: search.status ? logStates[search.status].status : null,
    },
  });
  const reread = useThrottledCallback(() => void refetch().catch(() => undefined), rereadEvery);
  const moves = JSON.stringify([
    endpoint.waiting,
    endpoint.failures,
    endpoint.lastDeliveredAt,
    endpoint.disabledAt,
  ]);
  useChange(moves, reread);
  const log = dataState === 'complete' ? data.webhookEndpoint?.deliveries : undefined;
  const at = paths.webhook(slug, endpoint.id);
  const chip = (state: LogState | undefined, word: string) => (
    <li key={word}>
      <Link
        to={at}
        search={state ? { status: state } : {}}
        replace
        resetScroll={false}
        activeOptions={{ exact: true }}
        aria-current={search.status === state ? 'true' : undefined}
        data-chosen={search.status === state || undefined}
        className={chips['chip']}
      >
        {word}
      </Link>
    </li>
  );
  const kept = search.status ? { status: search.status } : {};
  return (
    <section aria-labelledby="log">
      <Title order={2} id="log" mb="sm">
        Log
      </Title>
      <Group justify="space-between" mb="sm">
        <ul className={chips['chips']} aria-label="Deliveries by how they stand">
          {chip(undefined, 'All')}
          {Object.entries(logStates).map(([state, { word }]) => chip(state as LogState, word))}
        </ul>
        <Text size="sm" c="dimmed" role="status">
          {log ? formatCount(log.totalCount, 'delivery', 'deliveries') : ''}
        </Text>
      </Group>
      <Paper withBorder className={classes['frame']}>
        {error && !log ? (
          <ErrorState
            error={error}
            title="The log could not be read"
            onRetry={() => void refetch()}
            compact
          />
        ) : !log ? (
          <SkeletonRows rows={6} height={56} />
        ) : log.nodes.length === 0 ? (
          <EmptyState
            icon={IconListSearch}
            title={search.status ? 'No delivery fits' : 'Nothing was sent yet'}
            description={
              search.status
                ? 'Deliveries are kept for 30 days.'
                : 'Send a test, or wait until something happens that this endpoint is told.'
            }
            compact
          />
        ) : (
          <ul className={classes['list']} aria-label="Deliveries">
            {log.nodes.map((delivery) => (
              <li key={delivery.id} className={classes['item']}>
                <DeliveryRow
                  delivery={delivery}
                  at={at}
                  search={search}
                  catalogue={catalogue}
                  replayable={endpoint.disabledAt === null}
                />
              </li>
            ))}
          </ul>
        )}
      </Paper>
      {log && (search.after || log.pageInfo.hasNextPage) ? (
        <Group justify="space-between" mt="sm">
          {search.after ? (
            <LinkButton
              variant="default"
              size="compact-md"
              href={at}
              search={kept}
              leftSection={<IconChevronLeft size={sizes.icon.small} />}
            >
              Newest
            </LinkButton>
          ) : (
            <span />
          )}
          {log.pageInfo.hasNextPage && log.pageInfo.endCursor ? (
            <LinkButton
              variant="default"
              size="compact-md"
              href={at}
              search={{ ...kept, after: log.pageInfo.endCursor }}
              rightSection={<IconChevronRight size={sizes.icon.small} />}
            >
              Older
            </LinkButton>
          ) : (
            <Button variant="default" size="compact-md" disabled>
              Older
            </Button>
          )}
        </Group>
      ) : null}
    </section>
  );
}
