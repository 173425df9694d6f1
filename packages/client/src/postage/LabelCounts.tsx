import { Paper, Text } from '@mantine/core';
import { IconHelp } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { PostageCounts } from '@waybill/schema/labels';
import { usePaths } from '../paths.ts';
import type { Project } from '../projects/project.ts';
import { sizes, tone } from '../theme.ts';
import { AnimatedNumber } from '../ui/AnimatedNumber.tsx';
import { formatCount } from '../ui/format.ts';
import { CheckLabelsButton } from './CheckLabelsButton.tsx';
import classes from './postage.module.css';
import type { LabelState } from './postage-search.ts';
import { PrintUnprinted } from './PrintUnprinted.tsx';

interface LabelCountsProps {
  project: Project;
  counts: PostageCounts;
  pdfUrl: string;
  writable: boolean;
  onChange: () => void;
}

/** The way of a label, station by station, with how many stand there. */
export function LabelCounts({ project, counts, pdfUrl, writable, onChange }: LabelCountsProps) {
  const paths = usePaths();
  const stations: { state: LabelState; word: string; count: number; means: string }[] = [
    { state: 'unprinted', word: 'To print', count: counts.unprinted, means: 'bought, not printed' },
    { state: 'unpacked', word: 'To pack', count: counts.unpacked, means: 'not scanned at the packing table' },
    {
      state: 'unscanned',
      word: 'Waiting for the carrier',
      count: counts.unscanned,
      means: 'no first scan yet',
    },
    { state: 'scanned', word: 'Scanned', count: counts.scanned, means: 'their carrier has them' },
  ];
  return (
    <section aria-label="How far the labels are">
      <ul className={classes['stations']}>
        {stations.map(({ state, word, count, means }) => (
          <li key={state}>
            <Paper withBorder className={classes['station']}>
              <Link
                to={paths.postage()}
                search={{ state } as Record<string, unknown>}
                replace
                resetScroll={false}
                className={classes['stationLink']}
              >
                <span className={classes['stationWord']}>{word}</span>
                <span className={classes['stationCount']}>
                  <AnimatedNumber value={count} />
                </span>
                <span className={classes['stationMeans']}>{means}</span>
              </Link>
            </Paper>
          </li>
        ))}
      </ul>
      {counts.unprinted > 0 && writable ? (
        <div className={classes['stationActions']}>
          <PrintUnprinted url={pdfUrl} wish={{ unprinted: true }} waiting={counts.unprinted} />
        </div>
      ) : null}
      {counts.inDoubt > 0 || counts.voiding > 0 ? (
        <Paper withBorder p="md" mt="md" className={classes['doubt']}>
          <IconHelp
            size={sizes.icon.large}
            stroke={sizes.iconStroke}
            color={tone(counts.inDoubt > 0 ? 'attention' : 'survey')}
            aria-hidden
          />
          <Text size="sm" className={classes['words']}>
            {[
              counts.inDoubt > 0
                ? `Of ${formatCount(counts.inDoubt, 'label')} it is not known whether ${counts.inDoubt === 1 ? 'it was' : 'they were'} bought. The provider is asked by itself; no second one is bought meanwhile.`
                : null,
              counts.voiding > 0
                ? `${formatCount(counts.voiding, 'refund is', 'refunds are')} asked for and not granted yet.`
                : null,
            ]
              .filter(Boolean)
              .join(' ')}
          </Text>
          {writable ? <CheckLabelsButton project={project} onDone={onChange} /> : null}
        </Paper>
      ) : null}
    </section>
  );
}
