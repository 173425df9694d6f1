import { Skeleton, Stack } from '@mantine/core';

/** The shape of a page while its code or data is on the way; shown only after 200 ms. */
export function RoutePending() {
  return (
    <Stack gap="md" role="status" aria-busy="true" aria-label="Loading">
      <Skeleton height={28} width={220} />
      <Skeleton height={16} width={320} />
      <Skeleton height={240} radius="lg" mt="md" />
    </Stack>
  );
}
