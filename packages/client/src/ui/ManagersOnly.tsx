import type { ReactNode } from 'react';
import { Paper } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import { EmptyState } from './EmptyState.tsx';
import { ErrorState } from './ErrorState.tsx';
import { SkeletonRows } from './Skeletons.tsx';
import { useDelayed } from './useDelayed.ts';

interface ManagersOnlyProps {
  /** Whether the viewer owns or manages; null while nobody is known. */
  manages: boolean | null;
  /** What everybody else finds in its place. */
  refusal: { icon: Icon; title: string; description: string };
  /** What was read for it: undefined until it is known, null where there is none. */
  read: object | null | undefined;
  error: unknown;
  /** That it could not be read, as a head. */
  failure: string;
  onRetry: () => void;
  /** How many rows to draw while it is on its way. */
  rows: number;
  children: ReactNode;
}

/** What only owners and managers see of a settings page: refused, failed, on its way, or there. */
export function ManagersOnly({
  manages,
  refusal,
  read,
  error,
  failure,
  onRetry,
  rows,
  children,
}: ManagersOnlyProps) {
  const waiting = useDelayed(manages === true && read === undefined && !error);
  if (manages === null) return null;
  if (!manages)
    return (
      <Paper withBorder>
        <EmptyState {...refusal} />
      </Paper>
    );
  if (read) return children;
  if (error) return <ErrorState error={error} title={failure} onRetry={onRetry} />;
  if (!waiting) return null;
  return (
    <Paper withBorder px="lg">
      <SkeletonRows rows={rows} height={72} />
    </Paper>
  );
}
