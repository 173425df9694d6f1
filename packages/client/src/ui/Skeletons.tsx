import { Group, Paper, Skeleton, Stack } from '@mantine/core';
import { sizes } from '../theme.ts';

/** Rows of a table on their way, in the height they will have. */
export function SkeletonRows({ rows = 8, height = sizes.tableRow }: { rows?: number; height?: number }) {
  return (
    <Stack gap={0} role="status" aria-busy="true" aria-label="Loading">
      {Array.from({ length: rows }, (_, row) => (
        <Group key={row} h={height} gap="md" wrap="nowrap">
          <Skeleton height={12} width={56} />
          <Skeleton height={12} width={`${22 + ((row * 7) % 16)}%`} />
          <Skeleton height={12} width={`${12 + ((row * 5) % 10)}%`} />
          <Skeleton height={20} width={96} ml="auto" />
        </Group>
      ))}
    </Stack>
  );
}

/** A card on its way. */
export function SkeletonCard({ height = 160 }: { height?: number }) {
  return (
    <Paper withBorder p="lg" h={height} role="status" aria-busy="true" aria-label="Loading">
      <Skeleton height={16} width="40%" />
      <Skeleton height={12} width="24%" mt="sm" />
      <Skeleton height={8} mt="lg" />
    </Paper>
  );
}
