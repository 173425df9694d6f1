import { useQuery } from '@apollo/client/react';
import { Button, Text } from '@mantine/core';
import { BackerGifts as Gifts } from '@waybill/schema/digital-rewards';
import { useState } from 'react';
import { Section } from '../backers/Section.tsx';
import { useBackerChanges } from '../backers/use-backer-changes.ts';
import { mayWrite, useProject } from '../projects/project.ts';
import classes from './BackerGifts.module.css';
import { GiftItem } from './GiftItem.tsx';
import { SendRewardDialog } from './SendRewardDialog.tsx';

/** The codes and links one backer has: shown when asked for, copied, revoked, and one more sent. */
export function BackerGifts({ backerId }: { backerId: string }) {
  const project = useProject();
  const writable = mayWrite(project.creator.role);
  const { data, error, refetch } = useQuery(Gifts, { variables: { backerId } });
  const [sending, setSending] = useState(false);
  useBackerChanges(project.id, backerId, () => void refetch().catch(() => undefined));
  const gifts = data?.backer?.digitalRewards;
  return (
    <Section
      title="Digital rewards"
      action={
        writable ? (
          <Button variant="default" size="compact-sm" onClick={() => setSending(true)}>
            Send one
          </Button>
        ) : null
      }
    >
      {gifts?.length === 0 ? (
        <Text size="sm" c="dimmed">
          No code or link has been given.
        </Text>
      ) : null}
      {!gifts && error ? (
        <Text size="sm" c="dimmed" role="alert">
          The digital rewards could not be read.
        </Text>
      ) : null}
      <ul className={classes['list']}>
        {gifts?.map((gift) => (
          <GiftItem key={gift.id} gift={gift} backerId={backerId} writable={writable} />
        ))}
      </ul>
      {sending ? (
        <SendRewardDialog target={{ backerIds: [backerId] }} count={1} onClose={() => setSending(false)} />
      ) : null}
    </Section>
  );
}
