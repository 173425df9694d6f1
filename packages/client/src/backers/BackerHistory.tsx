import { Text, Timeline } from '@mantine/core';
import type { BackerDetail, OrderHistoryEvent } from '@waybill/schema/backers';
import { usePaths } from '../paths.ts';
import { sizes, tone } from '../theme.ts';
import { formatAgo, formatMoment } from '../ui/format.ts';
import { operationHref, operationKindLooks } from '../ui/operation-kind.ts';
import { orderStatusLooks } from '../ui/status.ts';
import { TextLink } from '../ui/TextLink.tsx';
import { Section } from './Section.tsx';
import { historySourceWords } from './tracking-looks.ts';

function change({ from, to }: OrderHistoryEvent): string {
  const now = orderStatusLooks[to].word;
  return from ? `${orderStatusLooks[from].word} → ${now}` : `Came in as ${now}`;
}

/** Every change of the order: from, to, who, when, by what, and why. Newest first. */
export function BackerHistory({ history }: { history: BackerDetail['history'] }) {
  const paths = usePaths();
  const newestFirst = [...history].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  return (
    <Section title="History">
      {newestFirst.length === 0 ? (
        <Text size="sm" c="dimmed">
          Nothing has happened yet.
        </Text>
      ) : null}
      <Timeline bulletSize={24} lineWidth={2}>
        {newestFirst.map((event) => {
          const look = orderStatusLooks[event.to];
          return (
            <Timeline.Item
              key={event.id}
              bullet={<look.icon size={sizes.icon.small} color={tone(look.tone)} aria-hidden />}
              title={
                <Text size="sm" fw={550}>
                  {change(event)}
                </Text>
              }
            >
              <Text size="xs" c="dimmed">
                {event.operation ? (
                  <TextLink href={operationHref(paths, event.operation)} size="xs" underline="always">
                    {operationKindLooks[event.operation.kind].word}
                  </TextLink>
                ) : (
                  historySourceWords[event.source]
                )}
                {event.operation && (event.source === 'UNDO' || event.source === 'FORCE')
                  ? `, ${historySourceWords[event.source].toLowerCase()}`
                  : ''}{' '}
                · {event.actor.name} ·{' '}
                <time dateTime={event.at} title={formatMoment(event.at)}>
                  {formatAgo(event.at)}
                </time>
              </Text>
              {event.reason ? <Text size="xs">“{event.reason}”</Text> : null}
            </Timeline.Item>
          );
        })}
      </Timeline>
    </Section>
  );
}
