import { CloseButton, Group, Paper, Text } from '@mantine/core';
import { useReducedMotion } from '@mantine/hooks';
import { IconConfetti } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { Project } from '../projects/project.ts';
import { sizes, tone } from '../theme.ts';
import { formatNumber } from '../ui/format.ts';
import classes from './Celebration.module.css';
import { throwConfetti } from './confetti.ts';

/** A crossing older than this was not seen live, whatever the page showed before: nothing to celebrate. */
const freshFor = 60_000;

function celebratedBefore(projectId: string): boolean {
  try {
    const key = `waybill.celebrated.${projectId}`;
    if (localStorage.getItem(key)) return true;
    localStorage.setItem(key, new Date().toISOString());
    return false;
  } catch {
    // Without storage "once" cannot be kept, and a party at each crossing is worse than none.
    return true;
  }
}

/** The moment a project becomes Fulfilled, once per project and browser, only for those who see it happen. */
export function Celebration({ project }: { project: Project }) {
  const { status, fulfilledAt, fulfilled, eligibleOrders } = project.progress;
  const before = useRef(status);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [open, setOpen] = useState(false);
  const [paper, setPaper] = useState(false);
  const still = useReducedMotion();

  useEffect(
    function seeTheCrossing() {
      const crossed = before.current !== 'FULFILLED' && status === 'FULFILLED';
      before.current = status;
      if (status !== 'FULFILLED') setOpen(false);
      if (!crossed || !fulfilledAt || Math.abs(Date.now() - Date.parse(fulfilledAt)) > freshFor) return;
      if (celebratedBefore(project.id)) return;
      setOpen(true);
      setPaper(!still);
    },
    [status, fulfilledAt, project.id, still],
  );

  useEffect(
    function throwPaper() {
      if (!paper || !canvas.current) return;
      const style = getComputedStyle(canvas.current);
      const colours = (['shipped', 'shipping', 'lock', 'accent'] as const).map((name) =>
        style.getPropertyValue(`--wb-${name}-solid`).trim(),
      );
      return throwConfetti(canvas.current, colours, () => setPaper(false));
    },
    [paper],
  );

  return (
    <>
      <div role="status">
        {open ? (
          <Paper withBorder p="md" mb="md" bg={tone('shipped', 'soft')} className={classes['banner']}>
            <Group wrap="nowrap" gap="sm">
              <IconConfetti
                size={sizes.icon.large}
                stroke={sizes.iconStroke}
                color={tone('shipped')}
                aria-hidden
              />
              <div className={classes['words']}>
                <Text fw={620}>{project.title} is Fulfilled</Text>
                <Text size="sm">
                  {formatNumber(fulfilled)} of {formatNumber(eligibleOrders)} orders are fulfilled: more than
                  half.
                </Text>
              </div>
              <CloseButton aria-label="Close" onClick={() => setOpen(false)} />
            </Group>
          </Paper>
        ) : null}
      </div>
      {paper ? <canvas ref={canvas} className={classes['paper']} aria-hidden /> : null}
    </>
  );
}
