import { skipToken, useQuery } from '@apollo/client/react';
import { Labels, PostageUpdated } from '@waybill/schema/labels';
import { useLive } from '../use-live.ts';
import { mostLabels } from './print-link.ts';
import { PrintMenu } from './PrintMenu.tsx';
import { PrintUnprinted } from './PrintUnprinted.tsx';

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
  useLive(
    PostageUpdated,
    many
      ? {
          variables: { projectId },
          ignoreResults: true,
          onData: () => {
            refetch().catch(() => undefined);
          },
        }
      : skipToken,
  );
  const waiting = data?.project?.labels.totalCount ?? 0;
  if (many && waiting > 0) return <PrintUnprinted url={url} wish={{}} waiting={waiting} primary />;
  return (
    <PrintMenu url={url} wish={{}} label={many && data ? 'Print them again' : 'Print the labels'} primary />
  );
}
