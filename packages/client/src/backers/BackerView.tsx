import { useQuery } from '@apollo/client/react';
import { ActionIcon, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconArrowsMaximize, IconMoodEmpty, IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { BackerById, type BackerDetail } from '@waybill/schema/backers';
import { BackerGifts } from '../digital-rewards/BackerGifts.tsx';
import { BackerRequests } from '../partners/BackerRequests.tsx';
import { BackerMails } from '../notifications/BackerMails.tsx';
import { usePaths } from '../paths.ts';
import { mayManage, mayWrite, useProject } from '../projects/project.ts';
import { BackerLink } from '../public-pages/BackerLink.tsx';
import { sizes } from '../theme.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorState } from '../ui/ErrorState.tsx';
import { useDelayed } from '../ui/useDelayed.ts';
import { BackerHistory } from './BackerHistory.tsx';
import { BackerItems } from './BackerItems.tsx';
import { BackerNotes } from './BackerNotes.tsx';
import { BackerOrder } from './BackerOrder.tsx';
import classes from './BackerView.module.css';
import { BackerWhere } from './BackerWhere.tsx';
import { Parcels } from './Parcels.tsx';
import { useBackerChanges } from './use-backer-changes.ts';

interface BackerViewProps {
  backerId: string;
  /** In the aside there is a close button and a way to the full page, and everything stands in one column. */
  inAside?: boolean;
  onClose?: () => void;
}

/** Everything about one backer, kept current. */
export function BackerView({ backerId, inAside = false, onClose }: BackerViewProps) {
  const project = useProject();
  const { data, error, refetch, loading } = useQuery(BackerById, {
    variables: { id: backerId },
    // What the pointer asked for ahead may have been read before this view listened.
    context: { queryDeduplication: false },
  });
  useBackerChanges(project.id, backerId, () => void refetch().catch(() => undefined));
  const waiting = useDelayed(loading && !data);
  const backer = data?.backer;

  if (!backer) {
    return (
      <div className={classes['view']} data-aside={inAside || undefined}>
        {onClose ? <CloseCorner onClose={onClose} /> : null}
        {error ? (
          <ErrorState
            compact={inAside}
            error={error}
            title="This backer could not be read"
            onRetry={() => void refetch()}
          />
        ) : loading ? (
          waiting ? (
            <BackerSkeleton />
          ) : null
        ) : (
          <EmptyState
            compact={inAside}
            icon={IconMoodEmpty}
            title="No such backer"
            description="It may belong to another project, or the import that brought it was undone."
          />
        )}
      </div>
    );
  }

  const writable = mayWrite(project.creator.role);
  const editable = mayManage(project.creator.role);
  return (
    <div className={classes['view']} data-aside={inAside || undefined}>
      {inAside ? <AsideHead backer={backer} {...(onClose ? { onClose } : {})} /> : null}
      <div className={classes['columns']}>
        <Stack gap="lg" miw={0}>
          <BackerOrder backer={backer} writable={writable} />
          <Parcels backer={backer} writable={writable} />
          <BackerItems backer={backer} />
          <BackerRequests backerId={backer.id} />
          <BackerMails backerId={backer.id} />
          <BackerGifts backerId={backer.id} />
        </Stack>
        <Stack gap="lg" miw={0}>
          <BackerWhere backer={backer} editable={editable} />
          <BackerLink backerId={backer.id} />
          <BackerNotes key={backer.id} backer={backer} writable={editable} />
          <BackerHistory backer={backer} />
        </Stack>
      </div>
    </div>
  );
}

function CloseCorner({ onClose }: { onClose: () => void }) {
  return (
    <Group justify="flex-end">
      <ActionIcon aria-label="Close the backer" onClick={onClose}>
        <IconX size={sizes.icon.medium} />
      </ActionIcon>
    </Group>
  );
}

function AsideHead({ backer, onClose }: { backer: BackerDetail; onClose?: () => void }) {
  const paths = usePaths();
  return (
    <Group justify="space-between" wrap="nowrap" align="flex-start" mb="md">
      <div className={classes['name']}>
        <Title order={2} size="h3">
          {backer.name || 'No name'}
        </Title>
        <Text size="xs" c="dimmed">
          {backer.number === null ? 'No number' : `Backer ${backer.number}`}
        </Text>
      </div>
      <Group gap={4} wrap="nowrap">
        <ActionIcon component={Link} to={paths.backer(backer.id)} aria-label="Open as a page">
          <IconArrowsMaximize size={sizes.icon.medium} />
        </ActionIcon>
        {onClose ? (
          <ActionIcon aria-label="Close the backer" onClick={onClose}>
            <IconX size={sizes.icon.medium} />
          </ActionIcon>
        ) : null}
      </Group>
    </Group>
  );
}

function BackerSkeleton() {
  return (
    <Stack gap="md" aria-busy="true" aria-label="Loading the backer">
      <Skeleton height={20} width="45%" />
      <Skeleton height={24} width="30%" />
      <Group gap="xs">
        <Skeleton height={36} width={160} />
        <Skeleton height={36} width={96} />
      </Group>
      <Skeleton height={72} />
      <Skeleton height={72} />
      <Skeleton height={120} />
    </Stack>
  );
}
