import { useQuery } from '@apollo/client/react';
import { Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconList } from '@tabler/icons-react';
import { LabelPurchase } from '@waybill/schema/label-purchases';
import type { OperationDetail } from '@waybill/schema/operations';
import { useEffect } from 'react';
import { usePaths } from '../paths.ts';
import { mayWrite, useProject } from '../projects/project.ts';
import { sizes } from '../theme.ts';
import { LinkButton } from '../ui/LinkButton.tsx';
import { PrintPurchase } from './PrintPurchase.tsx';
import { PurchaseTotals } from './PurchaseTotals.tsx';
import { ScanFormButton } from './ScanFormButton.tsx';

/** After a purchase: what it came to, the labels to print, the form to hand over with. */
export function PurchaseNext({ operation }: { operation: OperationDetail }) {
  const paths = usePaths();
  const project = useProject();
  const { data, refetch } = useQuery(LabelPurchase, {
    variables: { id: operation.id },
    fetchPolicy: 'cache-and-network',
  });
  const { status } = operation;
  useEffect(
    function readAsItEnded() {
      refetch().catch(() => undefined);
    },
    [status, refetch],
  );
  const totals = data?.operation?.postage ?? null;
  const url = data?.operation?.labelsPdfUrl;
  if (operation.startedAt === null || status === 'UNDONE' || !totals || totals.labels === 0) return null;
  return (
    <Paper withBorder p="lg" component="section" aria-label="The labels">
      <Stack gap="md">
        <PurchaseTotals totals={totals} replanning={false} bought />
        <div>
          <Title order={3}>Now print, pack and hand over</Title>
          <Text size="sm" c="dimmed">
            The PDF begins with the pick list; the labels follow in the same order. Every order becomes
            Fulfilled by itself when the carrier first scans its parcel.
          </Text>
        </div>
        <Group gap="xs">
          {url ? (
            <PrintPurchase
              projectId={project.id}
              operationId={operation.id}
              url={url}
              labels={totals.labels}
            />
          ) : null}
          {mayWrite(project.creator.role) ? <ScanFormButton project={project} /> : null}
          <LinkButton
            variant="default"
            href={paths.postage()}
            search={{ operation: operation.id }}
            leftSection={<IconList size={sizes.icon.medium} stroke={sizes.iconStroke} aria-hidden />}
          >
            See the labels
          </LinkButton>
        </Group>
      </Stack>
    </Paper>
  );
}
