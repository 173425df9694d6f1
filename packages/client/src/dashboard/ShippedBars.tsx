import { BarChart } from '@mantine/charts';
import '@mantine/charts/styles.css';
import { useReducedMotion } from '@mantine/hooks';
import type { TimeUnit } from '@waybill/schema/dashboard';
import { tone } from '../theme.ts';
import { formatNumber } from '../ui/format.ts';
import { describeBars, ticksOf, type Bar } from './time-points.ts';

const labels: Record<TimeUnit, Intl.DateTimeFormat> = {
  MINUTE: new Intl.DateTimeFormat(undefined, { timeStyle: 'short' }),
  HOUR: new Intl.DateTimeFormat(undefined, { weekday: 'short', hour: 'numeric' }),
  DAY: new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric', timeZone: 'UTC' }),
};

/** The bars themselves; loaded apart from the page because of the chart library behind them. */
export function ShippedBars({ bars, by }: { bars: readonly Bar[]; by: TimeUnit }) {
  const still = useReducedMotion();
  const ticks = ticksOf(bars);
  const label = (at: number) => labels[by].format(at);
  return (
    <div role="img" aria-label={describeBars(bars, by, label)}>
      <BarChart
        h={220}
        data={bars.map((bar) => ({ at: label(bar.at), fulfilled: bar.fulfilled }))}
        dataKey="at"
        series={[{ name: 'fulfilled', label: 'Fulfilled', color: tone('shipped', 'solid') }]}
        tickLine="none"
        gridAxis="x"
        maxBarWidth={24}
        valueFormatter={formatNumber}
        xAxisProps={{ interval: 'preserveStartEnd', minTickGap: 32 }}
        yAxisProps={{ width: 44, ticks, domain: [0, ticks.at(-1) ?? 0], tickFormatter: formatNumber }}
        barProps={{ radius: [3, 3, 0, 0], isAnimationActive: !still, animationDuration: 300 }}
        barChartProps={{ accessibilityLayer: false, margin: { top: 8, right: 4, bottom: 0, left: 0 } }}
      />
    </div>
  );
}
