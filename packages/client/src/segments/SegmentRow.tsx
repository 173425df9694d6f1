import { Text } from '@mantine/core';
import type { SegmentItem } from '@waybill/schema/segments';
import { usePaths } from '../paths.ts';
import { AnimatedNumber } from '../ui/AnimatedNumber.tsx';
import { formatAgo, formatMoment } from '../ui/format.ts';
import { StatusBadge } from '../ui/StatusBadge.tsx';
import { TextLink } from '../ui/TextLink.tsx';
import { segmentKindLooks } from './segment-looks.ts';
import { SegmentMenu } from './SegmentMenu.tsx';
import classes from './SegmentsPage.module.css';

/** One segment in the list: its name, its sentence, how many are in it now. */
export function SegmentRow({ segment }: { segment: SegmentItem }) {
  const paths = usePaths();
  const at = segment.frozenAt ?? segment.createdAt;
  return (
    <li className={classes['item']}>
      <div className={classes['words']}>
        <TextLink href={paths.segment(segment.id)} fw={600} c="inherit" className={classes['name']}>
          {segment.name}
        </TextLink>
        <Text size="sm" lineClamp={2} className={classes['sentence']}>
          {segment.sentence}
        </Text>
        <Text size="xs" c="dimmed">
          {segment.frozenAt ? 'Frozen' : 'Made'}
          {segment.createdBy && !segment.frozenAt ? ` by ${segment.createdBy}` : ''}{' '}
          <time dateTime={at} title={formatMoment(at)}>
            {formatAgo(at)}
          </time>
        </Text>
      </div>
      <div className={classes['kind']}>
        <StatusBadge look={segmentKindLooks[segment.kind]} />
      </div>
      <Text className={classes['count']} component="div">
        <span className={classes['number']}>
          <AnimatedNumber value={segment.backerCount} />
        </span>{' '}
        <Text span size="xs" c="dimmed">
          {segment.backerCount === 1 ? 'backer' : 'backers'}
        </Text>
      </Text>
      <div className={classes['menu']}>
        <SegmentMenu segment={segment} withOpen />
      </div>
    </li>
  );
}
