import { Text, Timeline } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import type { BackerDetail, OrderHistoryEvent } from '@waybill/schema/backers';
import { usePaths } from '../paths.ts';
import { sizes, tone, type Tone } from '../theme.ts';
import { formatAgo, formatMoment } from '../ui/format.ts';
import { operationHref, operationKindLooks } from '../ui/operation-kind.ts';
import { orderStatusLooks } from '../ui/status.ts';
import { TextLink } from '../ui/TextLink.tsx';
import { backerEventLooks } from './backer-event-looks.ts';
import { details, headline, stepsOf, type Step } from './backer-timeline.ts';
import { Section } from './Section.tsx';
import { historySourceWords } from './tracking-looks.ts';

interface Told {
  look: { icon: Icon; tone: Tone };
  title: string;
  lines: string[];
  /** By which way it came about, where it was no operation. */
  way: string;
  /** What is to be said beside the operation. */
  aside: string;
}

function tell(step: Step): Told {
  if (step.of === 'backer')
    return {
      look: backerEventLooks[step.event.kind],
      title: headline(step.event),
      lines: details(step.event),
      way: wayOf[step.event.actor.kind],
      aside: '',
    };
  const { event } = step;
  const word = historySourceWords[event.source];
  return {
    look: orderStatusLooks[event.to],
    title: change(event),
    lines: event.reason ? [`“${event.reason}”`] : [],
    way: word,
    aside:
      event.operation && (event.source === 'UNDO' || event.source === 'FORCE')
        ? `, ${word.toLowerCase()}`
        : '',
  };
}

const wayOf: Record<OrderHistoryEvent['actor']['kind'], string> = {
  USER: 'By hand',
  TOKEN: 'API',
  SYSTEM: 'By itself',
};

function change({ from, to }: OrderHistoryEvent): string {
  const now = orderStatusLooks[to].word;
  return from ? `${orderStatusLooks[from].word} → ${now}` : `Came in as ${now}`;
}

/** Every change of the order and of the backer: what, who, when, by what, and why. Newest first. */
export function BackerHistory({ backer }: { backer: Pick<BackerDetail, 'history' | 'events'> }) {
  const paths = usePaths();
  const steps = stepsOf(backer);
  return (
    <Section title="History">
      {steps.length === 0 ? (
        <Text size="sm" c="dimmed">
          Nothing has happened yet.
        </Text>
      ) : null}
      <Timeline bulletSize={24} lineWidth={2} style={{ overflowWrap: 'anywhere' }}>
        {steps.map((step) => {
          const { event } = step;
          const { look, title, lines, way, aside } = tell(step);
          return (
            <Timeline.Item
              key={`${step.of} ${event.id}`}
              bullet={<look.icon size={sizes.icon.small} color={tone(look.tone)} aria-hidden />}
              title={
                <Text size="sm" fw={550}>
                  {title}
                </Text>
              }
            >
              <Text size="xs" c="dimmed">
                {event.operation ? (
                  <TextLink href={operationHref(paths, event.operation)} size="xs" underline="always">
                    {operationKindLooks[event.operation.kind].word}
                  </TextLink>
                ) : (
                  way
                )}
                {aside} · {event.actor.name} ·{' '}
                <time dateTime={event.at} title={formatMoment(event.at)}>
                  {formatAgo(event.at)}
                </time>
              </Text>
              {lines.map((line) => (
                <Text key={line} size="xs">
                  {line}
                </Text>
              ))}
            </Timeline.Item>
          );
        })}
      </Timeline>
    </Section>
  );
}
