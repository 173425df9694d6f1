import { useQuery } from '@apollo/client/react';
import { Button, Paper } from '@mantine/core';
import { useThrottledCallback } from '@mantine/hooks';
import { IconGift, IconSend } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { BackersChanged } from '@waybill/schema/backers';
import { DigitalRewards } from '@waybill/schema/digital-rewards';
import { usePaths } from '../paths.ts';
import { mayWrite, useProject } from '../projects/project.ts';
import { sizes } from '../theme.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorState } from '../ui/ErrorState.tsx';
import { LinkButton } from '../ui/LinkButton.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { SkeletonRows } from '../ui/Skeletons.tsx';
import { useDelayed } from '../ui/useDelayed.ts';
import { useLive } from '../use-live.ts';
import classes from './DigitalRewardsPage.module.css';
import { RewardEditDialog } from './RewardEditDialog.tsx';
import { RewardRow } from './RewardRow.tsx';
import { SendRewardDialog } from './SendRewardDialog.tsx';

/** While a send runs, the counts are read again this often. */
const refreshEvery = 1500;

/** What is delivered by a code or a link: who has it, and the way to send more. */
export function DigitalRewardsPage() {
  const project = useProject();
  const paths = usePaths();
  const navigate = useNavigate();
  const { send, edit } = useSearch({ from: '/signed-in/$creator/$project/digital-rewards' });
  const { data, dataState, error, refetch } = useQuery(DigitalRewards, {
    variables: { projectId: project.id },
  });
  const reread = useThrottledCallback(() => {
    refetch().catch(() => undefined);
  }, refreshEvery);
  useLive(BackersChanged, {
    variables: { projectId: project.id },
    ignoreResults: true,
    onData: reread,
  });
  const rewards = dataState === 'complete' ? (data.project?.digitalRewards ?? []) : undefined;
  const waiting = useDelayed(!rewards && !error);
  const writable = mayWrite(project.creator.role);
  const open = (search: { send?: string; edit?: string }) =>
    void navigate({ to: paths.digitalRewards(), search });
  const edited = rewards?.find(({ id }) => id === edit);
  const sent = rewards?.find(({ id }) => id === send);
  const sendButton = (
    <Button
      leftSection={<IconSend size={sizes.icon.medium} stroke={sizes.iconStroke} aria-hidden />}
      onClick={() => open({ send: 'new' })}
    >
      Send a digital reward
    </Button>
  );

  return (
    <>
      <PageHeader
        title="Digital rewards"
        documentTitle={`Digital rewards · ${project.title}`}
        description="Codes and links for your backers. A code is stored encrypted, and is never given twice."
        actions={
          rewards?.length ? (
            <>
              <LinkButton variant="default" href={paths.operations()} search={{ kind: 'DIGITAL_REWARDS' }}>
                All sends
              </LinkButton>
              {writable ? sendButton : null}
            </>
          ) : null
        }
      />
      {error && !rewards ? (
        <ErrorState
          error={error}
          title="The digital rewards could not be read"
          onRetry={() => void refetch().catch(() => undefined)}
        />
      ) : null}
      {waiting ? (
        <Paper withBorder px="md">
          <SkeletonRows rows={3} height={88} />
        </Paper>
      ) : null}
      {rewards?.length === 0 ? (
        <EmptyState
          icon={IconGift}
          title="No digital reward yet"
          description={
            writable
              ? 'Paste the codes of a game, an artbook or a soundtrack, or one link for all. You see who gets one before anything is given.'
              : 'Whoever ships can send codes and links from here.'
          }
          action={writable ? sendButton : null}
        />
      ) : null}
      {rewards && rewards.length > 0 ? (
        <Paper withBorder style={{ overflow: 'hidden' }}>
          <ul className={classes['list']} aria-label="Digital rewards">
            {rewards.map((reward) => (
              <RewardRow
                key={reward.id}
                reward={reward}
                writable={writable}
                onSend={() => open({ send: reward.id })}
                onEdit={() => open({ edit: reward.id })}
              />
            ))}
          </ul>
        </Paper>
      ) : null}
      {writable && rewards && (send === 'new' || sent) ? (
        <SendRewardDialog key={send} reward={sent ?? null} onClose={() => open({})} />
      ) : null}
      {writable && edited ? (
        <RewardEditDialog key={edited.id} reward={edited} onClose={() => open({})} />
      ) : null}
    </>
  );
}
