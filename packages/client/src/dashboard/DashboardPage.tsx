import { useQuery } from '@apollo/client/react';
import { Stack } from '@mantine/core';
import { useThrottledCallback } from '@mantine/hooks';
import { IconReceipt2, IconUpload, IconUsersPlus } from '@tabler/icons-react';
import { DashboardAside } from '@waybill/schema/dashboard';
import { useEffect, useRef } from 'react';
import { usePaths } from '../paths.ts';
import { MethodPanel } from '../projects/MethodPanel.tsx';
import { methodWords } from '../projects/methods.ts';
import { mayManage, mayWrite, useProject, type Project } from '../projects/project.ts';
import { PublishPanel } from '../public-pages/PublishPanel.tsx';
import { sizes } from '../theme.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { formatDay } from '../ui/format.ts';
import { LinkButton } from '../ui/LinkButton.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { projectStatusLooks } from '../ui/status.ts';
import { StatusBadge } from '../ui/StatusBadge.tsx';
import { BucketTimeline } from './BucketTimeline.tsx';
import { Celebration } from './Celebration.tsx';
import { Countries } from './Countries.tsx';
import { FulfilledShare } from './FulfilledShare.tsx';
import { NeedsAttention } from './NeedsAttention.tsx';
import { OperationsPanel } from './OperationsPanel.tsx';
import classes from './panel.module.css';
import { ShippedChart } from './ShippedChart.tsx';
import { useDashboardOperations } from './use-dashboard-operations.ts';
import { useStale } from './use-stale.ts';

/** Countries and holds are read again at most this often while the counts move. */
const asideEvery = 5000;

/** Since when it is what it is. The counts say what it is: they and the status come in one event. */
function since({ progress, statusChangedAt }: Project): string | null {
  const at = progress.status === 'FULFILLED' ? progress.fulfilledAt : statusChangedAt;
  return at ? `${projectStatusLooks[progress.status].word} since ${formatDay(at)}` : null;
}

/** What is left to ship, is it going well, what needs me. */
export function DashboardPage() {
  const project = useProject();
  const paths = usePaths();
  const stale = useStale();
  const operations = useDashboardOperations(project);
  const aside = useQuery(DashboardAside, { variables: { projectId: project.id } });
  const rereadAside = useThrottledCallback(() => {
    aside.refetch().catch(() => undefined);
  }, asideEvery);
  const { version, orders } = project.progress;
  const before = useRef(version);
  useEffect(
    function followProgress() {
      if (before.current !== version) rereadAside();
      before.current = version;
    },
    [version, rereadAside],
  );

  const role = project.creator.role;
  const isEmpty = orders === 0;
  return (
    <div className={classes['page']}>
      <Celebration project={project} />
      <PageHeader
        title={project.title}
        badge={<StatusBadge project={project.progress.status} />}
        description={[methodWords[project.fulfillmentMethod].word, since(project)]
          .filter(Boolean)
          .join(' · ')}
        actions={
          !isEmpty && mayWrite(role) ? (
            project.fulfillmentMethod === 'POSTAGE' ? (
              <LinkButton
                href={paths.postage()}
                search={{ open: 'buy' }}
                leftSection={<IconReceipt2 size={sizes.icon.medium} aria-hidden />}
              >
                Buy labels
              </LinkButton>
            ) : (
              <LinkButton
                href={paths.upload()}
                leftSection={<IconUpload size={sizes.icon.medium} aria-hidden />}
              >
                Upload tracking numbers
              </LinkButton>
            )
          ) : null
        }
      />
      {isEmpty ? (
        <Stack gap="md">
          <EmptyState
            icon={IconUsersPlus}
            title="Import your backers to begin"
            description="Bring the report from Kickstarter, BackerKit, PledgeBox or Gamefound, or any CSV or Excel file. You see what would happen before anything is saved."
            action={
              mayManage(role) ? (
                <LinkButton
                  href={paths.import()}
                  leftSection={<IconUsersPlus size={sizes.icon.medium} aria-hidden />}
                >
                  Import backers
                </LinkButton>
              ) : null
            }
          />
          {operations.operations &&
          operations.operations.open.totalCount + operations.operations.settled.totalCount > 0 ? (
            <OperationsPanel {...operations} />
          ) : null}
        </Stack>
      ) : (
        <Stack gap="md">
          <FulfilledShare progress={project.progress} stale={stale} />
          <BucketTimeline progress={project.progress} stale={stale} />
          <div className={classes['columns']}>
            <div className={classes['column']}>
              <ShippedChart project={project} stale={stale} />
              <OperationsPanel {...operations} />
            </div>
            <div className={classes['column']}>
              <NeedsAttention
                project={project}
                operations={operations.operations}
                held={aside.data?.project?.held.totalCount ?? 0}
                stale={stale}
                onChange={operations.reread}
              />
              <Countries countries={aside.data?.project?.countries ?? null} />
              <MethodPanel project={project} />
              <PublishPanel project={project} />
            </div>
          </div>
        </Stack>
      )}
    </div>
  );
}
