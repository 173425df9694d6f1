import { createWaybillClient } from '@waybill/schema';
import { SegmentActionRun } from '@waybill/schema/backers';
import { OperationUpdated } from '@waybill/schema/operations';
import { ActionPreview } from '@waybill/schema/segment-actions';
import type { BenchServer } from '../upload/server.ts';

const EVERYONE = { everyone: true };

/** Marks everyone as Fulfilled and watches the operation over a socket until it is done, as a script would. */
export async function markAll(
  server: BenchServer,
  token: string,
): Promise<{ took: number; operationId: string }> {
  await using client = createWaybillClient({ url: server.url, token });
  const started = performance.now();
  const { segmentActionRun } = await client.query(SegmentActionRun, {
    projectId: '1',
    input: { target: EVERYONE, action: 'MARK_FULFILLED', autoApply: true },
  });
  const id = segmentActionRun.operation?.id ?? '';
  for await (const { operationUpdated: operation } of client.subscribe(OperationUpdated, { id })) {
    if (operation.status === 'FAILED') throw new Error(operation.failure?.message);
    if (operation.status === 'COMPLETED') return { took: performance.now() - started, operationId: id };
  }
  throw new Error('The watching socket closed');
}

/** What marking everyone would do, counted; milliseconds. */
export async function previewAll(server: BenchServer, token: string): Promise<number> {
  await using client = createWaybillClient({ url: server.url, token });
  const started = performance.now();
  await client.query(ActionPreview, { projectId: '1', target: EVERYONE, action: 'MARK_FULFILLED' });
  return performance.now() - started;
}
