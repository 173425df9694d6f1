import { Badge, type MantineSize } from '@mantine/core';
import { sizes, tone } from '../theme.ts';
import {
  bucketLooks,
  operationStatusLooks,
  orderStatusLooks,
  projectStatusLooks,
  severityLooks,
  type Bucket,
  type OperationStatus,
  type OrderStatus,
  type OutcomeSeverity,
  type ProjectStatus,
  type StatusLook,
} from './status.ts';

type Of =
  | { order: OrderStatus }
  | { bucket: Bucket }
  | { project: ProjectStatus }
  | { operation: OperationStatus }
  | { severity: OutcomeSeverity }
  | { look: StatusLook };

type StatusBadgeProps = Of & { size?: MantineSize };

function lookOf(of: Of): StatusLook {
  if ('order' in of) return orderStatusLooks[of.order];
  if ('bucket' in of) return bucketLooks[of.bucket];
  if ('project' in of) return projectStatusLooks[of.project];
  if ('operation' in of) return operationStatusLooks[of.operation];
  if ('severity' in of) return severityLooks[of.severity];
  return of.look;
}

/** A status as icon, word and colour: `<StatusBadge order="FULFILLED" />`, `bucket=`, `project=`, `operation=`, `severity=`. */
export function StatusBadge({ size = 'md', ...of }: StatusBadgeProps) {
  const look = lookOf(of);
  const Sign = look.icon;
  return (
    <Badge
      size={size}
      radius="sm"
      variant="light"
      tt="none"
      fw={550}
      lts={0}
      c={tone(look.tone, 'text')}
      bg={tone(look.tone, 'soft')}
      leftSection={<Sign size={sizes.icon.small} stroke={2} aria-hidden />}
      styles={{ root: { flexShrink: 0 }, label: { overflow: 'visible' } }}
    >
      {look.word}
    </Badge>
  );
}
