import type { ReactNode } from 'react';
import { Button, Group, Paper, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import { IconFileDownload, IconFileX, IconUsers } from '@tabler/icons-react';
import type { OperationDetail } from '@waybill/schema/operations';
import { usePaths } from '../paths.ts';
import { MakeSegmentButton } from '../segments/MakeSegmentButton.tsx';
import { sizes, tone } from '../theme.ts';
import { formatCount, formatDay, formatDuration, formatMoment, formatNumber } from '../ui/format.ts';
import { LinkButton } from '../ui/LinkButton.tsx';
import { operationStatusLooks } from '../ui/status.ts';
import { DismissButton } from './DismissButton.tsx';
import { stayedWords } from './operation-state.ts';
import { OutcomeBar } from './OutcomeBar.tsx';
import { UndoButton } from './UndoButton.tsx';

interface OperationReportProps {
  operation: OperationDetail;
  /** Further steps from here: fix and upload again. */
  children?: ReactNode;
}

/** What an operation did: in a sentence, in numbers, as files; and the way back. */
export function OperationReport({ operation, children }: OperationReportProps) {
  const paths = usePaths();
  const look = operationStatusLooks[operation.status];
  const Sign = look.icon;
  const applied = operation.startedAt !== null;
  const { rowsFailed } = operation.summary;
  return (
    <Paper withBorder p="lg" component="section" aria-label="Report">
      <Stack gap="md">
        <Group gap="md" align="flex-start" wrap="nowrap">
          <ThemeIcon
            size={sizes.icon.hero}
            radius="xl"
            variant="light"
            c={tone(look.tone, 'text')}
            bg={tone(look.tone, 'soft')}
            aria-hidden
          >
            <Sign size={sizes.icon.large} stroke={sizes.iconStroke} />
          </ThemeIcon>
          <div style={{ minWidth: 0, overflowWrap: 'anywhere' }}>
            <Title order={2}>{headline(operation)}</Title>
            {operation.status === 'COMPLETED' ? <Text>{operation.summary.sentence}</Text> : null}
            <Text size="sm" c="dimmed">
              {circumstances(operation)}
            </Text>
          </div>
        </Group>
        {operation.status === 'UNDONE' ? null : (
          <OutcomeBar outcomes={operation.outcomes} rows={operation.totalCount} />
        )}
        <Group gap="xs">
          {applied ? (
            <LinkButton
              href={paths.backers({ operation: operation.id })}
              variant="default"
              leftSection={<IconUsers size={sizes.icon.medium} stroke={sizes.iconStroke} />}
            >
              See the backers
            </LinkButton>
          ) : null}
          {operation.status === 'COMPLETED' && applied ? <MakeSegmentButton operation={operation} /> : null}
          {operation.totalCount > 0 && !operation.clearedAt ? (
            <Button
              component="a"
              href={operation.reportUrl}
              download
              variant="default"
              leftSection={<IconFileDownload size={sizes.icon.medium} stroke={sizes.iconStroke} />}
            >
              Download the report
            </Button>
          ) : null}
          {rowsFailed > 0 && !operation.clearedAt ? (
            <Button
              component="a"
              href={operation.failuresUrl}
              download
              variant="default"
              leftSection={<IconFileX size={sizes.icon.medium} stroke={sizes.iconStroke} />}
            >
              Download {formatCount(rowsFailed, 'failed row')}
            </Button>
          ) : null}
          <UndoButton operation={operation} />
          <DismissButton operation={operation} />
          {children}
        </Group>
      </Stack>
    </Paper>
  );
}

function headline(operation: OperationDetail): string {
  const { status, processedCount, totalCount, startedAt } = operation;
  if (status === 'COMPLETED') return 'Done';
  if (status === 'UNDONE') return 'Undone';
  if (status === 'FAILED') return operation.failure?.message ?? 'It failed.';
  if (startedAt === null) return 'Discarded before anything changed';
  return `Stopped after ${formatNumber(processedCount)} of ${formatNumber(totalCount)} rows`;
}

function circumstances(operation: OperationDetail): string {
  const {
    startedAt,
    settledAt,
    undoneBy,
    undoneAt,
    failure,
    status,
    keptUntil,
    clearedAt,
    canUndo,
    dismissedAt,
  } = operation;
  // Undo settles it anew; when it was applied stays.
  const at = startedAt ?? settledAt;
  const took = status === 'COMPLETED' && startedAt && settledAt ? `, ${spanOf(startedAt, settledAt)}` : '';
  const stayed = stayedWords(operation);
  const sentences = [
    `By ${operation.actor.name}${at ? `, ${formatMoment(at)}` : ''}${took}.`,
    status === 'UNDONE' && undoneAt
      ? `Undone by ${undoneBy?.name ?? 'Waybill'}, ${formatMoment(undoneAt)}.`
      : null,
    stayed ? `${stayed}.` : null,
    status === 'CANCELED' && startedAt !== null ? 'What was applied stays until you undo it.' : null,
    failure ? `Code ${failure.code}.` : null,
    dismissedAt ? `Put aside, ${formatMoment(dismissedAt)}.` : null,
    keptUntil
      ? `${operation.file ? 'Rows and file' : 'Its rows'} are kept until ${formatDay(keptUntil)}${canUndo ? ', and with them the undo' : ''}.`
      : null,
    clearedAt
      ? `${operation.file ? 'Its rows and its file' : 'Its rows'} were let go ${formatDay(clearedAt)}, so there is no report any more and it cannot be undone as a whole; what it did stands in each backer’s history.`
      : null,
  ];
  return sentences.filter(Boolean).join(' ');
}

function spanOf(from: string, to: string): string {
  const seconds = (Date.parse(to) - Date.parse(from)) / 1000;
  return seconds < 1 ? 'in under a second' : `in ${formatDuration(seconds)}`;
}
