import { Group, Paper, Stack, Text } from '@mantine/core';
import type { Project } from '../projects/project.ts';
import { AnimatedNumber } from '../ui/AnimatedNumber.tsx';
import { formatAgo, formatCount, formatMoment, formatNumber, formatRate, formatShare } from '../ui/format.ts';
import { ProgressBar } from '../ui/ProgressBar.tsx';
import classes from './FulfilledShare.module.css';

type Progress = Project['progress'];

/** The evidence behind the number: who says so. Marked by the creator, scanned by a carrier, delivered. */
function evidence({ fulfilled, confirmed, delivered }: Progress): string {
  if (fulfilled === 0) return 'Nothing marked yet';
  return `${formatNumber(confirmed)} scanned by a carrier, ${formatNumber(delivered)} delivered`;
}

function remaining({ status, untilFulfilled, eligibleOrders }: Progress): string {
  if (eligibleOrders === 0) return 'No order with something physical to ship yet';
  if (status === 'FULFILLED') return 'The majority is fulfilled: this project is Fulfilled';
  return `${formatNumber(untilFulfilled)} more until Fulfilled`;
}

function completion(done: boolean, at: string | null): string {
  if (done) return 'Everything is fulfilled';
  if (!at) return 'Known once parcels move';
  return Date.parse(at) - Date.now() < 60_000 ? 'Within a minute' : `Around ${formatMoment(at)}`;
}

/** How much is fulfilled, against the line that makes the project Fulfilled. */
export function FulfilledShare({ progress, stale }: { progress: Progress; stale: boolean }) {
  const { fulfilled, eligibleOrders, fulfilledShare, shippedPerMinute, estimatedCompletionAt } = progress;
  const uncounted = progress.orders - eligibleOrders;
  const done = eligibleOrders > 0 && fulfilled >= eligibleOrders;
  return (
    <Paper component="section" aria-labelledby="share-title" withBorder p="lg">
      <Stack gap="md" className={classes['body']} data-stale={stale || undefined}>
        <Group justify="space-between" align="baseline" gap="xs">
          <h2 id="share-title" className={classes['share']}>
            <span className={classes['count']}>
              <AnimatedNumber value={fulfilled} />
            </span>
            <span className={classes['of']}>
              {' '}
              of {formatNumber(eligibleOrders)} ·{' '}
              <AnimatedNumber value={fulfilledShare} format={formatShare} />
            </span>
            <span className="wb-sr-only"> of the orders are fulfilled</span>
          </h2>
          <Text fw={550}>{remaining(progress)}</Text>
        </Group>
        <ProgressBar
          size="lg"
          share={eligibleOrders === 0 ? 0 : fulfilledShare}
          label="Orders fulfilled"
          mark={0.5}
          markLabel={`Fulfilled above ${formatNumber(Math.floor(eligibleOrders / 2))}`}
        />
        <dl className={classes['facts']}>
          <div>
            <dt>Pace</dt>
            <dd>
              {shippedPerMinute > 0 ? (
                <>
                  <AnimatedNumber value={shippedPerMinute} format={formatRate} /> fulfilled a minute
                </>
              ) : (
                'Nothing moving now'
              )}
            </dd>
          </div>
          <div>
            <dt>Expected completion</dt>
            <dd title={estimatedCompletionAt ? formatAgo(estimatedCompletionAt) : undefined}>
              {completion(done, estimatedCompletionAt)}
            </dd>
          </div>
          <div>
            <dt>Evidence</dt>
            <dd>{evidence(progress)}</dd>
          </div>
          <div>
            <dt>Parcels</dt>
            <dd>
              <AnimatedNumber value={progress.shipments} /> on record
            </dd>
          </div>
        </dl>
        {uncounted > 0 ? (
          <Text size="xs" c="dimmed">
            {formatCount(uncounted, 'order')} canceled or owed nothing physical{' '}
            {uncounted === 1 ? 'does' : 'do'} not count.
          </Text>
        ) : null}
      </Stack>
    </Paper>
  );
}
