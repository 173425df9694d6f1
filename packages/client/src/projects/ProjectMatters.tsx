import { Link } from '@tanstack/react-router';
import { IconAlertTriangle, IconMailQuestion, type Icon } from '@tabler/icons-react';
import { paths } from '../paths.ts';
import { sizes, tone, type Tone } from '../theme.ts';
import { formatCount } from '../ui/format.ts';
import { operationHref, operationKindLooks } from '../ui/operation-kind.ts';
import { operationStatusLooks } from '../ui/status.ts';
import type { ProjectOnCard } from './ProjectCard.tsx';
import classes from './ProjectMatters.module.css';

interface Matter {
  key: string;
  icon: Icon;
  tone: Tone;
  text: string;
  href: string;
  search?: Record<string, unknown>;
}

/** How many a card lists; the dashboard has them all. */
const shown = 3;

/** What waits for a person, and what runs, each a link to where it is mended or watched. */
export function ProjectMatters({ project }: { project: ProjectOnCard }) {
  const at = paths.project(project.creator.slug, project.slug);
  const errored = project.progress.byStatus.find((one) => one.status === 'FULFILLMENT_ERRORED')?.count ?? 0;
  const matters: Matter[] = [];
  if (errored > 0) {
    matters.push({
      key: 'errored',
      icon: IconAlertTriangle,
      tone: 'attention',
      text: `${formatCount(errored, 'order')} errored`,
      href: at.backers(),
      search: { status: ['FULFILLMENT_ERRORED'] },
    });
  }
  const { failed, unknown } = project.notificationCounts;
  if (failed + unknown > 0) {
    matters.push({
      key: 'mail',
      icon: IconMailQuestion,
      tone: 'attention',
      text: [
        unknown > 0 ? `${formatCount(unknown, 'mail')} uncertain` : null,
        failed > 0 ? `${formatCount(failed, 'mail')} failed` : null,
      ]
        .filter(Boolean)
        .join(', '),
      href: at.notifications('ledger'),
      search: { status: unknown > 0 ? 'uncertain' : 'failed' },
    });
  }
  for (const operation of project.operations.nodes) {
    const look = operationStatusLooks[operation.status];
    const { word } = operationKindLooks[operation.kind];
    matters.push({
      key: operation.id,
      icon: look.icon,
      tone: look.tone,
      text:
        operation.status === 'PLANNED'
          ? `${word}: waiting for your decision`
          : `${word}: ${look.word.toLowerCase()}`,
      href: operationHref(at, operation),
    });
  }
  if (matters.length === 0) return null;
  return (
    <ul className={classes['list']} aria-label="Needs attention">
      {matters.slice(0, shown).map(({ key, icon: Sign, tone: name, text, href, search }) => (
        <li key={key}>
          <Link to={href} {...(search ? { search } : {})} className={classes['item']}>
            <Sign size={sizes.icon.medium} stroke={sizes.iconStroke} color={tone(name)} aria-hidden />
            {text}
          </Link>
        </li>
      ))}
    </ul>
  );
}
