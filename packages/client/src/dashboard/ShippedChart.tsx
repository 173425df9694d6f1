import { useQuery } from '@apollo/client/react';
import { Group, Paper, SegmentedControl, Skeleton, Title } from '@mantine/core';
import { useLocalStorage, useThrottledCallback } from '@mantine/hooks';
import { ShippedOverTime, type TimeUnit } from '@waybill/schema/dashboard';
import { lazy, Suspense, useEffect, useRef } from 'react';
import type { Project } from '../projects/project.ts';
import { ErrorState } from '../ui/ErrorState.tsx';
import classes from './ShippedChart.module.css';
import panels from './panel.module.css';
import { barsOf } from './time-points.ts';

/** The chart library is three times the rest of the page: it comes after the numbers are on screen. */
const ShippedBars = lazy(() =>
  import('./ShippedBars.tsx').then((module) => ({ default: module.ShippedBars })),
);

/** While orders move the chart is read again this often: each reading is a query over the history. */
const refreshEvery = 3000;

const units: readonly { value: TimeUnit; label: string }[] = [
  { value: 'MINUTE', label: 'Minute' },
  { value: 'HOUR', label: 'Hour' },
  { value: 'DAY', label: 'Day' },
];

/** Orders fulfilled by minute, hour or day; current while orders move. */
export function ShippedChart({ project, stale }: { project: Project; stale: boolean }) {
  const [by, setBy] = useLocalStorage<TimeUnit>({
    key: 'waybill.chart-unit',
    defaultValue: 'DAY',
    getInitialValueInEffect: false,
  });
  const { data, error, refetch } = useQuery(ShippedOverTime, { variables: { projectId: project.id, by } });
  const reread = useThrottledCallback(() => {
    refetch().catch(() => undefined);
  }, refreshEvery);

  const { fulfilled } = project.progress;
  const before = useRef(fulfilled);
  useEffect(
    function followProgress() {
      if (before.current !== fulfilled) reread();
      before.current = fulfilled;
    },
    [fulfilled, reread],
  );

  const points = data?.project?.shippedOverTime;
  return (
    <Paper component="section" aria-labelledby="chart-title" withBorder p="lg" className={panels['chart']}>
      <Group justify="space-between" mb="md" gap="xs">
        <Title order={2} size="h3" id="chart-title">
          Fulfilled over time
        </Title>
        <SegmentedControl
          size="xs"
          aria-label="Fulfilled by"
          value={by}
          onChange={(value) => setBy(units.find((unit) => unit.value === value)?.value ?? 'DAY')}
          data={units.map((unit) => ({ ...unit }))}
        />
      </Group>
      <div className={classes['chart']} data-stale={stale || undefined}>
        {points ? (
          <Suspense fallback={<Skeleton height="100%" />}>
            <ShippedBars bars={barsOf(points, by, Date.now())} by={by} />
          </Suspense>
        ) : error ? (
          <ErrorState
            compact
            error={error}
            title="The chart could not be read"
            onRetry={() => void refetch()}
          />
        ) : (
          <Skeleton height="100%" />
        )}
      </div>
    </Paper>
  );
}
