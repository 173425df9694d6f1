import { ActionIcon, Paper, Text, Title, Tooltip } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleX,
  IconEye,
  IconPlayerPause,
  IconX,
  type Icon,
} from '@tabler/icons-react';
import type { DashboardOperations } from '@waybill/schema/dashboard';
import { exceptionSummary } from '../exceptions/exception-looks.ts';
import { useExceptionFeed } from '../exceptions/use-exceptions.ts';
import { useMailMatters } from '../notifications/use-mail-matters.ts';
import { useOperationActions } from '../operations/use-operation-actions.ts';
import { usePaths } from '../paths.ts';
import { mayWrite, type Project } from '../projects/project.ts';
import { sizes, tone, type Tone } from '../theme.ts';
import { formatCount } from '../ui/format.ts';
import { operationHref, operationKindLooks } from '../ui/operation-kind.ts';
import classes from './NeedsAttention.module.css';
import panels from './panel.module.css';

interface Matter {
  key: string;
  icon: Icon;
  tone: Tone;
  title: string;
  detail: string;
  href: string;
  search?: Record<string, unknown>;
  /** The failed operation that can be put aside. */
  failed?: string;
}

interface NeedsAttentionProps {
  project: Project;
  /** Null until they are known. */
  operations: DashboardOperations | null;
  held: number;
  stale: boolean;
  /** Reads the operations again. */
  onChange: () => void;
}

/** What goes no further without a person, most urgent first; says so when there is nothing. */
export function NeedsAttention({ project, operations, held, stale, onChange }: NeedsAttentionProps) {
  const paths = usePaths();
  const { dismiss, dismissing } = useOperationActions();
  const putAside = async (id: string) => {
    if (await dismiss(id)) onChange();
  };
  const mail = useMailMatters(project);
  const exceptions = useExceptionFeed(project.id);
  const errored = project.progress.byStatus.find((one) => one.status === 'FULFILLMENT_ERRORED')?.count ?? 0;
  const matters: Matter[] = [];
  if (errored > 0) {
    matters.push({
      key: 'errored',
      icon: IconAlertTriangle,
      tone: 'attention',
      title: `${formatCount(errored, 'order')} errored`,
      detail: 'The partner refused them. See why, mend, send again.',
      href: paths.backers(),
      search: { status: ['FULFILLMENT_ERRORED'] },
    });
  }
  if (exceptions && exceptions.open > 0) {
    matters.push({
      key: 'exceptions',
      icon: IconAlertTriangle,
      tone: 'attention',
      title: `${formatCount(exceptions.open, 'parcel needs', 'parcels need')} a person`,
      detail: exceptionSummary(exceptions),
      href: paths.exceptions(),
    });
  }
  for (const operation of operations?.failed.nodes ?? []) {
    if (operation.dismissedAt) continue;
    matters.push({
      key: operation.id,
      icon: IconCircleX,
      tone: 'attention',
      title: `${operationKindLooks[operation.kind].word} failed`,
      detail: operation.failure?.message ?? 'Open it to see why.',
      href: operationHref(paths, operation),
      failed: operation.id,
    });
  }
  matters.push(...mail.filter((matter) => matter.tone === 'attention'));
  for (const operation of operations?.open.nodes ?? []) {
    if (operation.status !== 'PLANNED') continue;
    matters.push({
      key: operation.id,
      icon: IconEye,
      tone: 'shipping',
      title: `${operationKindLooks[operation.kind].word}: waiting for your decision`,
      detail: operation.summary.sentence,
      href: operationHref(paths, operation),
    });
  }
  matters.push(...mail.filter((matter) => matter.tone !== 'attention'));
  if (held > 0) {
    matters.push({
      key: 'held',
      icon: IconPlayerPause,
      tone: 'shipping',
      title: `${formatCount(held, 'order')} on hold`,
      detail: 'Skipped by everything but force until the hold ends.',
      href: paths.backers(),
      search: { hold: 'yes' },
    });
  }
  return (
    <Paper
      component="section"
      aria-labelledby="attention-title"
      withBorder
      p="lg"
      className={panels['attention']}
    >
      <Title order={2} size="h3" id="attention-title" mb="xs">
        Needs attention
      </Title>
      {matters.length === 0 ? (
        <Text size="sm" c="dimmed" className={classes['calm']}>
          <IconCircleCheck
            size={sizes.icon.medium}
            stroke={sizes.iconStroke}
            color={tone('shipped')}
            aria-hidden
          />
          Nothing needs you now.
        </Text>
      ) : (
        <ul className={classes['list']} data-stale={stale || undefined}>
          {matters.map((matter) => (
            <li key={matter.key} className={classes['item']}>
              <Link
                to={matter.href}
                {...(matter.search ? { search: matter.search } : {})}
                className={classes['matter']}
              >
                <matter.icon
                  size={sizes.icon.medium}
                  stroke={sizes.iconStroke}
                  color={tone(matter.tone)}
                  aria-hidden
                />
                <span>
                  <span className={classes['title']}>{matter.title}</span>
                  <span className={classes['detail']}>{matter.detail}</span>
                </span>
              </Link>
              {matter.failed && mayWrite(project.creator.role) ? (
                <Tooltip label="Put aside: seen, nothing more to do">
                  <ActionIcon
                    size="sm"
                    aria-label={`Put aside: ${matter.title}`}
                    disabled={dismissing}
                    onClick={() => void putAside(matter.failed ?? '')}
                  >
                    <IconX size={sizes.icon.small} aria-hidden />
                  </ActionIcon>
                </Tooltip>
              ) : null}
            </li>
          ))}
        </ul>
      )}
    </Paper>
  );
}
