import { Button, Paper } from '@mantine/core';
import { IconChevronRight, IconPlus, IconWebhook } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { WebhookEndpointItem } from '@waybill/schema/webhooks';
import { useState } from 'react';
import { paths } from '../paths.ts';
import { sizes } from '../theme.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { formatCount } from '../ui/format.ts';
import { ManagersOnly } from '../ui/ManagersOnly.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { StatusBadge } from '../ui/StatusBadge.tsx';
import { EndpointDialog } from './EndpointDialog.tsx';
import { useWebhooks } from './use-webhooks.ts';
import { healthLook, healthWords } from './webhook-looks.ts';
import classes from './WebhooksPage.module.css';

/** The programs that are told what happens here: which, how they are doing, and a way to add one. */
export function WebhooksPage() {
  const { slug, creatorId, manages, endpoints, error, retry } = useWebhooks();
  const [making, setMaking] = useState(false);
  const makeButton = (
    <Button leftSection={<IconPlus size={sizes.icon.medium} />} onClick={() => setMaking(true)}>
      New endpoint
    </Button>
  );
  return (
    <div className={classes['page']}>
      <PageHeader
        title="Webhooks"
        description="Waybill tells your programs what happens as it happens: orders fulfilled, parcels delivered, bulk changes done. Each event is signed."
        actions={endpoints && endpoints.length > 0 ? makeButton : null}
      />
      <ManagersOnly
        manages={manages}
        refusal={{
          icon: IconWebhook,
          title: 'Webhooks are for owners and managers',
          description: 'Ask one of them for an endpoint, or for their role.',
        }}
        read={endpoints}
        error={error}
        failure="The endpoints could not be read"
        onRetry={retry}
        rows={3}
      >
        <Paper withBorder>
          {endpoints?.length ? (
            <ul className={classes['list']} aria-label="Endpoints">
              {endpoints.map((endpoint) => (
                <Row key={endpoint.id} slug={slug} endpoint={endpoint} />
              ))}
            </ul>
          ) : (
            <EmptyState
              icon={IconWebhook}
              title="No endpoint yet"
              description="Make one for the shop, the spreadsheet or the chat that should know when orders are fulfilled. Until then nothing is recorded and nothing leaves."
              action={makeButton}
            />
          )}
        </Paper>
      </ManagersOnly>
      {making && creatorId ? (
        <EndpointDialog creatorId={creatorId} onClose={() => setMaking(false)} onMade={retry} />
      ) : null}
    </div>
  );
}

function Row({ slug, endpoint }: { slug: string; endpoint: WebhookEndpointItem }) {
  return (
    <li className={classes['row']}>
      <Link to={paths.webhook(slug, endpoint.id)} className={classes['link']}>
        <span>
          <span className={classes['url']}>{endpoint.url}</span>
          {endpoint.description ? <span className={classes['soft']}>{endpoint.description}</span> : null}
          <span className={classes['soft']}>
            {formatCount(endpoint.eventTypes.length, 'type of event', 'types of event')}.{' '}
            {healthWords(endpoint)}
          </span>
        </span>
        <span className={classes['words']}>
          <StatusBadge look={healthLook(endpoint)} />
        </span>
        <IconChevronRight className={classes['chevron']} size={sizes.icon.medium} aria-hidden />
      </Link>
    </li>
  );
}
