import { Text } from '@mantine/core';
import { formatCount, formatNumber } from '../ui/format.ts';
import { mostLabels, nextRun, type PrintWish } from './print-link.ts';
import { PrintMenu } from './PrintMenu.tsx';

interface PrintUnprintedProps {
  /** Where the PDF is, without a layout. */
  url: string;
  wish: PrintWish;
  /** How many wait to be printed. */
  waiting: number;
  primary?: boolean;
}

/** Prints what was not printed yet: of more than a PDF holds the first, and says how many remain. */
export function PrintUnprinted({ url, wish, waiting, primary = false }: PrintUnprintedProps) {
  const { now, later } = nextRun(waiting);
  return (
    <>
      <PrintMenu
        url={url}
        wish={wish}
        primary={primary}
        label={`Print ${later > 0 ? 'the first ' : ''}${formatCount(now, 'label')} not printed yet`}
      />
      {later > 0 ? (
        <Text size="sm" c="dimmed" role="status" style={{ alignSelf: 'center' }}>
          One PDF holds {formatNumber(mostLabels)}; {formatCount(later, 'label remains', 'labels remain')} for
          the next.
        </Text>
      ) : null}
    </>
  );
}
