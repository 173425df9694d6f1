import { Paper } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { usePaths } from '../paths.ts';
import type { Project } from '../projects/project.ts';
import { sizes, tone } from '../theme.ts';
import { AnimatedNumber } from '../ui/AnimatedNumber.tsx';
import { formatShare } from '../ui/format.ts';
import { bucketLooks, bucketOrder } from '../ui/status.ts';
import classes from './BucketTimeline.module.css';

/** The way of an order as five stations with how many stand in each; a click lists them. */
export function BucketTimeline({ progress, stale }: { progress: Project['progress']; stale: boolean }) {
  const paths = usePaths();
  const counts = new Map(progress.byBucket.map((one) => [one.bucket, one.count]));
  return (
    <Paper
      component="nav"
      aria-label="Orders by bucket"
      withBorder
      className={classes['root']}
      data-stale={stale || undefined}
    >
      {bucketOrder.map((bucket) => {
        const look = bucketLooks[bucket];
        const count = counts.get(bucket) ?? 0;
        const share = progress.orders === 0 ? 0 : count / progress.orders;
        return (
          <Link
            key={bucket}
            to={paths.backers()}
            search={{ bucket: [bucket] }}
            className={classes['station']}
          >
            <span className={classes['name']} style={{ color: tone(look.tone, 'text') }}>
              <look.icon size={sizes.icon.medium} stroke={sizes.iconStroke} aria-hidden />
              {look.word}
            </span>
            <span className={classes['count']}>
              <AnimatedNumber value={count} />
            </span>
            <span className={classes['share']}>{formatShare(share)}</span>
            <span className={classes['track']} aria-hidden>
              <span
                className={classes['fill']}
                style={{ width: `${share * 100}%`, background: tone(look.tone, 'solid') }}
              />
            </span>
          </Link>
        );
      })}
    </Paper>
  );
}
