import { skipToken, useQuery } from '@apollo/client/react';
import { Text } from '@mantine/core';
import { useThrottledCallback } from '@mantine/hooks';
import { Labels, PostageUpdated } from '@waybill/schema/labels';
import { formatNumber } from '../ui/format.ts';
import { useLive } from '../use-live.ts';
import { mostLabels } from './print-link.ts';
import { PrintMenu } from './PrintMenu.tsx';
import { PrintUnprinted } from './PrintUnprinted.tsx';
import { refreshEvery } from './use-labels.ts';

interface PrintPurchaseProps {
  projectId: string;
  operationId: string;
  /** Where the PDF of its labels is, without a layout. */
  url: string;
  labels: number;
}

/** Prints the labels of a purchase; where they are more than a PDF holds, one PDF after the other. */
export function PrintPurchase({ projectId, operationId, url, labels }: PrintPurchaseProps) {
  const many = labels > mostLabels;
  const filter = { operationId, status: ['BOUGHT' as const], printed: false };
  const { data, refetch } = useQuery(
    Labels,
    many ? { variables: { projectId, first: 1, filter }, fetchPolicy: 'no-cache' } : skipToken,
  );
  const reread = useThrottledCallback(() => {
    refetch().catch(() => undefined);
  }, refreshEvery);
  useLive(
    PostageUpdated,
    many ? { variables: { projectId }, ignoreResults: true, onData: reread } : skipToken,
  );
  const waiting = data?.project?.labels.totalCount;
  if (!many || waiting === undefined)
    return <PrintMenu url={url} wish={{}} label="Print the labels" primary />;
  // The server leaves out by itself what was printed only while there are more than a PDF holds.
  if (waiting > 0) return <PrintUnprinted url={url} wish={{ unprinted: true }} waiting={waiting} primary />;
  return (
    <>
      <PrintMenu url={url} wish={{}} label="Print them again" primary />
      <Text size="sm" c="dimmed" style={{ alignSelf: 'center' }}>
        One PDF holds {formatNumber(mostLabels)}: those whose print is the oldest.
      </Text>
    </>
  );
}
