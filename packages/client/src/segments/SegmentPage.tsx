import { Menu } from '@mantine/core';
import { IconFilterEdit, IconGift, IconUsers } from '@tabler/icons-react';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { SegmentItem } from '@waybill/schema/segments';
import { useMemo, useState } from 'react';
import { BackerActions } from '../backers/BackerActions.tsx';
import { BackerListView } from '../backers/BackerListView.tsx';
import { ExportListMenu } from '../backers/ExportListMenu.tsx';
import { useChangeSearch } from '../backers/use-report-search.ts';
import { SendNotificationsItem } from '../notifications/SendNotificationsItem.tsx';
import { SendRewardDialog } from '../digital-rewards/SendRewardDialog.tsx';
import { usePaths } from '../paths.ts';
import { PushDialog } from '../partners/PushDialog.tsx';
import { PushItem } from '../partners/PushItem.tsx';
import { BuyLabelsDialog } from '../postage/BuyLabelsDialog.tsx';
import { BuyLabelsItem } from '../postage/BuyLabelsItem.tsx';
import { mayWrite, useProject } from '../projects/project.ts';
import { RoutePending } from '../routes/RoutePending.tsx';
import { SegmentActionMenu } from '../segment-actions/SegmentActionMenu.tsx';
import { sizes } from '../theme.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorState } from '../ui/ErrorState.tsx';
import { formatMoment } from '../ui/format.ts';
import { LinkButton } from '../ui/LinkButton.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { StatusBadge } from '../ui/StatusBadge.tsx';
import { useDelayed } from '../ui/useDelayed.ts';
import { SaveSearchButton } from './SaveSearchButton.tsx';
import { segmentKindLooks } from './segment-looks.ts';
import { SegmentGone } from './SegmentGone.tsx';
import { SegmentMenu } from './SegmentMenu.tsx';
import { useSegment } from './use-segment.ts';

/** One segment: whom it holds, what can be done with all of them, and its filter. */
export function SegmentPage() {
  const { segmentId } = useParams({ from: '/signed-in/$creator/$project/segments/$segmentId' });
  const project = useProject();
  const { segment, deleted, error, retry } = useSegment(project.id, segmentId);
  const waiting = useDelayed(segment === undefined && !error);
  if (segment) {
    return (
      <BackerActions>
        <Page key={segmentId} segment={segment} />
      </BackerActions>
    );
  }
  if (segment === null) return <SegmentGone deleted={deleted} />;
  if (error) return <ErrorState error={error} title="The segment could not be read" onRetry={retry} />;
  return waiting ? <RoutePending /> : null;
}

function Page({ segment }: { segment: SegmentItem }) {
  const project = useProject();
  const paths = usePaths();
  const navigate = useNavigate();
  const given = useSearch({ from: '/signed-in/$creator/$project/segments/$segmentId' });
  const change = useChangeSearch(paths.segment(segment.id), given);
  const search = { ...given, segment: segment.id };
  const writes = mayWrite(project.creator.role);
  const [rewarding, setRewarding] = useState(false);
  const [buying, setBuying] = useState(false);
  const [pushing, setPushing] = useState(false);
  const target = useMemo(() => ({ segmentId: segment.id }), [segment.id]);

  return (
    <BackerListView
      project={project}
      search={search}
      change={change}
      revision={`${segment.kind} ${segment.updatedAt} ${segment.backerCount}`}
      head={({ nobody }) => (
        <PageHeader
          title={segment.name}
          documentTitle={`${segment.name} · ${project.title}`}
          badge={<StatusBadge look={segmentKindLooks[segment.kind]} />}
          description={
            <>
              {segment.sentence}
              {segment.frozenAt ? ` Frozen ${formatMoment(segment.frozenAt)}.` : ''}
            </>
          }
          actions={
            <>
              {nobody ? null : <ExportListMenu project={project} target={target} />}
              {writes && segment.kind === 'DYNAMIC' && !nobody ? (
                <LinkButton
                  variant="default"
                  href={paths.segmentEdit(segment.id)}
                  leftSection={<IconFilterEdit size={sizes.icon.medium} aria-hidden />}
                >
                  Edit the filter
                </LinkButton>
              ) : null}
              {nobody ? null : (
                <SegmentActionMenu project={project} target={target} total={segment.backerCount}>
                  <BuyLabelsItem onChoose={() => setBuying(true)} />
                  <PushItem onChoose={() => setPushing(true)} />
                  <SendNotificationsItem target={target} />
                  <Menu.Item
                    leftSection={<IconGift size={sizes.icon.medium} stroke={sizes.iconStroke} aria-hidden />}
                    onClick={() => setRewarding(true)}
                  >
                    Send digital reward…
                  </Menu.Item>
                </SegmentActionMenu>
              )}
              {buying ? (
                <BuyLabelsDialog
                  target={target}
                  count={segment.backerCount}
                  onClose={() => setBuying(false)}
                />
              ) : null}
              {pushing ? (
                <PushDialog target={target} count={segment.backerCount} onClose={() => setPushing(false)} />
              ) : null}
              {rewarding ? (
                <SendRewardDialog
                  target={target}
                  count={segment.backerCount}
                  onClose={() => setRewarding(false)}
                />
              ) : null}
              <SegmentMenu segment={segment} onDeleted={() => void navigate({ to: paths.segments() })} />
            </>
          }
        />
      )}
      narrowed={<SaveSearchButton project={project} search={search} />}
      empty={
        <EmptyState
          icon={IconUsers}
          title="Nobody is in this segment now"
          description={
            segment.kind === 'DYNAMIC'
              ? 'Backers appear here as soon as the filter fits them.'
              : 'It was frozen while nobody fitted. Refresh it from its menu, or make another.'
          }
          action={
            writes && segment.kind === 'DYNAMIC' ? (
              <LinkButton href={paths.segmentEdit(segment.id)}>Edit the filter</LinkButton>
            ) : null
          }
        />
      }
    />
  );
}
