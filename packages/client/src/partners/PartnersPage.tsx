import { useQuery } from '@apollo/client/react';
import { Button, Group, Paper } from '@mantine/core';
import { IconPackageExport, IconPlus, IconTruckLoading } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { ProjectPartners } from '@waybill/schema/project-partners';
import { useThrottledCallback } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { usePaths } from '../paths.ts';
import { mayManage, mayWrite, useProject } from '../projects/project.ts';
import { sizes } from '../theme.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorState } from '../ui/ErrorState.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { SkeletonRows } from '../ui/Skeletons.tsx';
import { useDelayed } from '../ui/useDelayed.ts';
import { PartnerCard } from './PartnerCard.tsx';
import { PartnerDialog } from './PartnerDialog.tsx';
import { PartnerTokensDialog } from './PartnerTokensDialog.tsx';
import classes from './partners.module.css';
import { readPartnersSearch } from './partners-search.ts';
import { PushDialog } from './PushDialog.tsx';
import { ReconciliationPanel } from './ReconciliationPanel.tsx';
import { useReconciliationFeed } from './use-reconciliation.ts';

type Dialog = { kind: 'add' } | { kind: 'push'; partnerId?: string } | { kind: 'tokens'; partnerId: string };

/** While a partner answers by the thousand, its card is read again this often. */
const rereadEvery = 1500;

const icon = { size: sizes.icon.medium, stroke: sizes.iconStroke, 'aria-hidden': true } as const;

/** Who ships for the project: partners with what they have, and how far everything that was sent to them has come. */
export function PartnersPage() {
  const project = useProject();
  const paths = usePaths();
  const navigate = useNavigate();
  const search = readPartnersSearch(useSearch({ strict: false }));
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const { data, error, refetch } = useQuery(ProjectPartners, {
    variables: { projectId: project.id },
    fetchPolicy: 'cache-and-network',
  });
  const partners = data?.project?.partners.filter((partner) => !partner.archivedAt);
  const waiting = useDelayed(partners === undefined && !error);
  const manages = mayManage(project.creator.role);
  const writes = mayWrite(project.creator.role);
  const close = () => setDialog(null);
  const reread = () => void refetch().catch(() => undefined);
  const feed = useReconciliationFeed(project.id, undefined);
  const readAgain = useThrottledCallback(reread, rereadEvery);
  const news = feed && JSON.stringify(feed);
  useEffect(
    function readNews() {
      if (news !== null) readAgain();
    },
    [news, readAgain],
  );
  const add = (
    <Button leftSection={<IconPlus {...icon} />} onClick={() => setDialog({ kind: 'add' })}>
      Add a partner
    </Button>
  );
  const withTokens = dialog?.kind === 'tokens' && partners?.find(({ id }) => id === dialog.partnerId);

  return (
    <div className={classes['page']}>
      <PageHeader
        title="Partners"
        description="Who packs and ships for you: push orders to them, and follow each until it has arrived."
        documentTitle={`Partners · ${project.title}`}
        actions={
          partners && partners.length > 0 ? (
            <Group gap="xs">
              {manages ? (
                <Button
                  variant="default"
                  leftSection={<IconPlus {...icon} />}
                  onClick={() => setDialog({ kind: 'add' })}
                >
                  Add a partner
                </Button>
              ) : null}
              {writes ? (
                <Button
                  leftSection={<IconPackageExport {...icon} />}
                  onClick={() => setDialog({ kind: 'push' })}
                >
                  Push orders
                </Button>
              ) : null}
            </Group>
          ) : null
        }
      />
      {error && !partners ? (
        <ErrorState error={error} title="The partners could not be read" onRetry={reread} />
      ) : null}
      {waiting ? (
        <Paper withBorder px="lg">
          <SkeletonRows rows={2} height={120} />
        </Paper>
      ) : null}
      {partners?.length === 0 ? (
        <Paper withBorder mb="xl">
          <EmptyState
            icon={IconTruckLoading}
            title="No partner yet"
            description={
              manages
                ? 'Add the fulfillment house that ships for you. It gets a token of its own, sees only what you push to it, and reports each parcel itself.'
                : 'An owner or a manager can add the fulfillment house that ships for this project.'
            }
            action={manages ? add : null}
          />
        </Paper>
      ) : null}
      {partners && partners.length > 0 ? (
        <>
          <ul className={classes['cards']} aria-label="Partners">
            {partners.map((partner) => (
              <PartnerCard
                key={partner.id}
                partner={partner}
                counts={partner.counts}
                manages={manages}
                writes={writes}
                onPush={() => setDialog({ kind: 'push', partnerId: partner.id })}
                onTokens={() => setDialog({ kind: 'tokens', partnerId: partner.id })}
                onChanged={reread}
              />
            ))}
          </ul>
          <ReconciliationPanel
            partners={partners}
            search={search}
            change={(wanted) =>
              void navigate({
                to: paths.partners(),
                search: readPartnersSearch(wanted) as Record<string, unknown>,
                replace: true,
                resetScroll: false,
              })
            }
          />
        </>
      ) : null}
      {dialog?.kind === 'add' ? (
        <PartnerDialog
          onClose={close}
          onMade={(partnerId) => {
            reread();
            setDialog({ kind: 'tokens', partnerId });
          }}
        />
      ) : null}
      {dialog?.kind === 'push' ? (
        <PushDialog {...(dialog.partnerId ? { partnerId: dialog.partnerId } : {})} onClose={close} />
      ) : null}
      {withTokens ? <PartnerTokensDialog partner={withTokens} onClose={close} /> : null}
    </div>
  );
}
