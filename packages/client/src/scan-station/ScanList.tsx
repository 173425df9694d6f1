import { ActionIcon, Text, Tooltip } from '@mantine/core';
import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconCircleCheck,
  IconCircleX,
  IconClock,
  IconEye,
} from '@tabler/icons-react';
import { useState } from 'react';
import { sizes, tone, type Tone } from '../theme.ts';
import { formatClock } from '../ui/format.ts';
import type { ScanAnswer, ScanEnd } from './scan-answer.ts';
import type { Scan } from './scan-queue.ts';
import classes from './ScanStation.module.css';

const signs: Record<ScanEnd, { icon: typeof IconClock; tone: Tone; word: string }> = {
  done: { icon: IconCircleCheck, tone: 'shipped', word: 'Done' },
  already: { icon: IconAlertTriangle, tone: 'shipping', word: 'Nothing changed' },
  look: { icon: IconEye, tone: 'accent', word: 'Looked at, not shipped' },
  trouble: { icon: IconCircleX, tone: 'attention', word: 'Not shipped' },
};

interface ScanListProps {
  scans: readonly Scan<ScanAnswer>[];
  onUndo: (scan: Scan<ScanAnswer>) => Promise<void>;
}

/** The last scans, the newest first, each with its way back. */
export function ScanList({ scans, onUndo }: ScanListProps) {
  const [busy, setBusy] = useState<number | null>(null);
  if (scans.length === 0) return null;
  return (
    <div>
      <h2 className={classes['pastTitle']}>Last scans</h2>
      <ol className={classes['scans']}>
        {scans.map((scan) => {
          const { answer } = scan;
          const sign = answer
            ? signs[answer.end]
            : { icon: IconClock, tone: 'survey' as const, word: 'Waits' };
          const undoable =
            answer && !answer.undone && (answer.deed === 'HANDED_OVER' || answer.deed === 'MARKED_FULFILLED');
          return (
            <li key={scan.id} className={classes['scan']} data-undone={answer?.undone || undefined}>
              <sign.icon
                size={sizes.icon.large}
                stroke={sizes.iconStroke}
                color={tone(sign.tone)}
                aria-label={answer?.undone ? 'Taken back' : sign.word}
              />
              <div className={classes['scanWords']}>
                <Text size="sm" fw={550} className={classes['scanTitle']}>
                  {answer?.title ?? scan.code}
                </Text>
                <Text size="xs" c="dimmed" className={classes['scanCode']}>
                  {formatClock(new Date(scan.at))} · {answer?.undone ? 'taken back' : scan.code}
                </Text>
              </div>
              {undoable ? (
                <Tooltip label="Take this scan back">
                  <ActionIcon
                    variant="default"
                    size={40}
                    loading={busy === scan.id}
                    aria-label={`Take back: ${answer.title}`}
                    onClick={() => {
                      setBusy(scan.id);
                      void onUndo(scan).finally(() => setBusy(null));
                    }}
                  >
                    <IconArrowBackUp size={sizes.icon.large} stroke={sizes.iconStroke} aria-hidden />
                  </ActionIcon>
                </Tooltip>
              ) : null}
            </li>
          );
        })}
      </ol>
    </div>
  );
}
