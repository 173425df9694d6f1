import { Button, Group, Text } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import type { DigitalRewardItem } from '@waybill/schema/digital-rewards';
import { sizes } from '../theme.ts';
import { AnimatedNumber } from '../ui/AnimatedNumber.tsx';
import { formatAgo, formatCount, formatMoment, formatNumber } from '../ui/format.ts';
import { StatusBadge } from '../ui/StatusBadge.tsx';
import classes from './DigitalRewardsPage.module.css';
import { rewardKindLooks } from './reward-looks.ts';

interface RewardRowProps {
  reward: DigitalRewardItem;
  writable: boolean;
  onSend: () => void;
  onEdit: () => void;
}

/** One reward: what backers read of it, how many have it, and the two things that can be done. */
export function RewardRow({ reward, writable, onSend, onEdit }: RewardRowProps) {
  const rest = [
    reward.revoked > 0 ? `${formatNumber(reward.revoked)} revoked` : null,
    reward.waiting > 0 ? `${formatCount(reward.waiting, 'code waits', 'codes wait')} in a preview` : null,
  ].filter(Boolean);
  return (
    <li className={classes['item']}>
      <div className={classes['words']}>
        <Group gap="xs">
          <Text fw={600} className={classes['name']}>
            {reward.name}
          </Text>
          <StatusBadge look={rewardKindLooks[reward.kind]} size="sm" />
        </Group>
        {reward.instructions ? (
          <Text size="sm" lineClamp={2} className={classes['instructions']}>
            {reward.instructions}
          </Text>
        ) : null}
        <Text size="xs" c="dimmed">
          Made{reward.createdBy ? ` by ${reward.createdBy}` : ''}{' '}
          <time dateTime={reward.createdAt} title={formatMoment(reward.createdAt)}>
            {formatAgo(reward.createdAt)}
          </time>
        </Text>
      </div>
      <Text className={classes['count']} component="div">
        <span className={classes['number']}>
          <AnimatedNumber value={reward.given} />
        </span>{' '}
        <Text span size="xs" c="dimmed">
          {reward.given === 1 ? 'backer has it' : 'backers have it'}
        </Text>
        {rest.length > 0 ? (
          <Text size="xs" c="dimmed">
            {rest.join(' · ')}
          </Text>
        ) : null}
      </Text>
      {writable ? (
        <Group gap="xs" className={classes['buttons']}>
          <Button variant="subtle" size="compact-sm" onClick={onEdit} aria-label={`Edit ${reward.name}`}>
            Edit
          </Button>
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconSend size={sizes.icon.small} stroke={sizes.iconStroke} aria-hidden />}
            onClick={onSend}
            aria-label={`Send to more: ${reward.name}`}
          >
            Send to more
          </Button>
        </Group>
      ) : null}
    </li>
  );
}
