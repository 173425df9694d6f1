import { useState } from 'react';
import { Button, Paper, Stack, Title } from '@mantine/core';
import { IconPlus, IconTruckDelivery } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { skipToken, useQuery } from '@apollo/client/react';
import { InboxUpdated, VendorConnections } from '@waybill/schema/inbox';
import { useViewerAt } from '../access/viewer.ts';
import { sizes } from '../theme.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ManagersOnly } from '../ui/ManagersOnly.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { useLive } from '../use-live.ts';
import classes from './CarrierUpdatesPage.module.css';
import { ConnectionDialog } from './ConnectionDialog.tsx';
import { ConnectionRow } from './ConnectionRow.tsx';
import { DeliveriesPanel } from './DeliveriesPanel.tsx';

/** Where carriers' news come in: the addresses vendors send to, and everything they sent. */
export function CarrierUpdatesPage() {
  const { creator: slug } = useParams({ from: '/signed-in/$creator/settings/carrier-updates' });
  const { manages } = useViewerAt(slug);
  const { data, dataState, error, refetch } = useQuery(
    VendorConnections,
    manages ? { variables: { slug } } : skipToken,
  );
  const creator = dataState === 'complete' ? data.creator : undefined;
  const live = useLive(InboxUpdated, creator ? { variables: { creatorId: creator.id } } : skipToken);
  const feed = live.data?.inboxUpdated ?? null;
  const [adding, setAdding] = useState(false);
  const connections = feed?.connections ?? creator?.vendorConnections ?? [];
  const working = connections.filter((connection) => !connection.disabledAt);
  const disabled = connections.filter((connection) => connection.disabledAt);
  const addButton = (
    <Button leftSection={<IconPlus size={sizes.icon.medium} />} onClick={() => setAdding(true)}>
      Add a connection
    </Button>
  );

  return (
    <div className={classes['page']}>
      <PageHeader
        title="Carrier updates"
        description="Carriers’ scans come in by the service you ship or track with. Each delivery is kept as it came, and taken in within moments."
        actions={creator && working.length > 0 ? addButton : null}
      />
      <ManagersOnly
        manages={manages}
        refusal={{
          icon: IconTruckDelivery,
          title: 'Carrier updates are for owners and managers',
          description: 'Ask one of them to connect a service, or for their role.',
        }}
        read={creator}
        error={error}
        failure="The connections could not be read"
        onRetry={() => void refetch()}
        rows={2}
      >
        <Stack gap="xl">
          <section aria-labelledby="connections">
            <Title order={2} id="connections" mb="sm">
              Connections
            </Title>
            <Paper withBorder>
              {working.length > 0 ? (
                <ul className={classes['list']} aria-label="Connections">
                  {working.map((connection) => (
                    <ConnectionRow key={connection.id} connection={connection} />
                  ))}
                </ul>
              ) : (
                <EmptyState
                  icon={IconTruckDelivery}
                  title="Nothing is connected yet"
                  description="Connect EasyPost, Shippo, ShipStation, AfterShip, ShipBob or Shopify, and parcels move by themselves as carriers scan them."
                  action={addButton}
                />
              )}
            </Paper>
          </section>
          {connections.length > 0 ? <DeliveriesPanel slug={slug} feed={feed} /> : null}
          {disabled.length > 0 ? (
            <section aria-labelledby="disabled-connections">
              <Title order={2} id="disabled-connections" mb="sm">
                Disabled
              </Title>
              <Paper withBorder>
                <ul className={classes['list']} aria-label="Disabled connections">
                  {disabled.map((connection) => (
                    <ConnectionRow key={connection.id} connection={connection} />
                  ))}
                </ul>
              </Paper>
            </section>
          ) : null}
        </Stack>
      </ManagersOnly>
      {adding && creator ? (
        <ConnectionDialog
          creatorId={creator.id}
          onClose={() => setAdding(false)}
          onMade={() => void refetch()}
        />
      ) : null}
    </div>
  );
}
