import { useEffect, useState } from 'react';
import { Button, Group, Paper, Stack, Text, Title, VisuallyHidden } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import type { MailFeed } from '@waybill/schema/notifications';
import { useStale } from '../dashboard/use-stale.ts';
import { mayWrite, type Project } from '../projects/project.ts';
import { sizes } from '../theme.ts';
import { AnimatedNumber } from '../ui/AnimatedNumber.tsx';
import { formatClock, formatCount, formatDuration, formatNumber, formatRate } from '../ui/format.ts';
import { done, isInTrouble, meant, secondsToGo, toGo } from './mail-counts.ts';
import { MailBar } from './MailBar.tsx';
import classes from './SendingPanel.module.css';
import { usePause } from './use-pause.ts';

/** What goes out now: how many are sent, to go, failed and uncertain, how fast, until when; with the brake. */
export function SendingPanel({ project, feed }: { project: Project; feed: MailFeed }) {
  const stale = useStale();
  const { pause, resume, busy } = usePause(project.id);
  const { counts } = feed;
  const left = toGo(counts);
  const waits = isInTrouble(feed);
  const going = left > 0 && !feed.pausedAt && !waits;
  const seconds = secondsToGo(counts, feed);
  const title =
    left === 0 ? 'Sent so far' : feed.pausedAt ? 'Paused' : waits ? 'Waiting for the mail server' : 'Sending';
  const step = announce(feed);
  return (
    <Paper withBorder p="lg" component="section" aria-label="Sending" data-stale={stale || undefined}>
      <Stack gap="md">
        <Group justify="space-between" align="flex-start" wrap="nowrap">
          <div>
            <Title order={2}>{title}</Title>
            <Text size="sm" c="dimmed">
              <AnimatedNumber value={done(counts)} /> of{' '}
              {formatCount(meant(counts), 'mail has', 'mails have')} gone
            </Text>
          </div>
          {mayWrite(project.creator.role) && (left > 0 || feed.pausedAt) ? (
            <Button
              variant="default"
              flex="none"
              loading={busy}
              leftSection={
                feed.pausedAt ? (
                  <IconPlayerPlay size={sizes.icon.medium} aria-hidden />
                ) : (
                  <IconPlayerPause size={sizes.icon.medium} aria-hidden />
                )
              }
              onClick={() => void (feed.pausedAt ? resume() : pause())}
            >
              {feed.pausedAt ? 'Resume' : 'Pause'}
            </Button>
          ) : null}
        </Group>
        <MailBar counts={counts} stale={stale} linked />
        {left > 0 ? (
          <dl className={classes['facts']}>
            <Fact term="Rate now">
              {going ? `${formatRate(feed.perMinuteNow)} a minute` : 'Nothing goes out'}
            </Fact>
            <Fact term="Limit">{formatNumber(feed.ratePerMinute)} a minute</Fact>
            <Fact term="Expected end">
              {seconds !== null ? (
                <Ending seconds={seconds} />
              ) : feed.pausedAt ? (
                'When it is resumed'
              ) : (
                'When the mail server takes mail again'
              )}
            </Fact>
          </dl>
        ) : null}
      </Stack>
      <VisuallyHidden role="status">{step}</VisuallyHidden>
    </Paper>
  );
}

function Fact({ term, children }: { term: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** An end that counts down between two events of the feed. */
function Ending({ seconds }: { seconds: number }) {
  const [passed, setPassed] = useState(0);
  useEffect(
    function tick() {
      const from = Date.now();
      setPassed(0);
      const timer = setInterval(() => setPassed((Date.now() - from) / 1000), 1000);
      return () => clearInterval(timer);
    },
    [seconds],
  );
  const left = Math.max(1, seconds - passed);
  return (
    <>
      in {formatDuration(left)}
      {left > 120 ? `, at ${formatClock(new Date(Date.now() + left * 1000))}` : ''}
    </>
  );
}

/** What is said to those who do not see it: at each quarter and at the end, no more. */
function announce(feed: MailFeed): string {
  const { counts, pausedAt } = feed;
  if (pausedAt) return 'Sending is paused';
  if (isInTrouble(feed)) return 'Mail waits for the mail server';
  const all = meant(counts);
  if (toGo(counts) === 0)
    return `All mails are out: ${formatNumber(counts.sent)} sent, ${formatNumber(counts.failed)} failed, ${formatNumber(counts.unknown)} uncertain`;
  return `Sending: ${Math.floor((done(counts) / all) * 4) * 25} percent`;
}
