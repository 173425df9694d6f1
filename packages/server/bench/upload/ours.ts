import { createWaybillClient } from '@waybill/schema';
import { OperationApply, OperationUndo, OperationUpdated } from '@waybill/schema/operations';
import { TrackingUploadCreate } from '@waybill/schema/tracking-uploads';
import type { BenchServer } from './server.ts';

/** What one upload took and told, in milliseconds. */
export interface UploadRun {
  total: number;
  /** From the first byte to the first progress event about it. */
  firstEvent: number;
  /** The longest silence between two events while it ran. */
  longestSilence: number;
  events: number;
  operationId: string;
  outcomes: Record<string, number>;
  /** Memory over what the server had before, in MB. */
  peakOverIdle: number;
}

/** Sends a file and watches the operation over a socket until it is settled, as a script would. */
export async function uploadOnce(
  server: BenchServer,
  token: string,
  file: string,
  options: { stopAtPreview?: boolean } = {},
): Promise<UploadRun> {
  await using client = createWaybillClient({ url: server.url, token });
  const { trackingUploadCreate } = await client.query(TrackingUploadCreate, {
    projectId: '1',
    input: { fileName: 'bench.csv', autoApply: !options.stopAtPreview },
  });
  const id = trackingUploadCreate.operation?.id ?? '';
  const times: number[] = [];
  let outcomes: Record<string, number> = {};
  const idle = server.rssMb();
  const settled = (async () => {
    for await (const { operationUpdated: operation } of client.subscribe(OperationUpdated, { id })) {
      times.push(performance.now());
      outcomes = Object.fromEntries(operation.outcomes.map(({ code, count }) => [code, count]));
      if (operation.status === 'PLANNED') await client.query(OperationApply, { id, input: {} });
      if (operation.status === 'FAILED') throw new Error(operation.failure?.message);
      if (operation.status === 'COMPLETED') return performance.now();
    }
    throw new Error('The watching socket closed');
  })();
  const started = performance.now();
  await client.uploadFile(id, file);
  const ended = await settled;
  const during = times.filter((time) => time >= started);
  const gaps = during.slice(1).map((time, index) => time - (during[index] as number));
  return {
    total: ended - started,
    firstEvent: (during[0] ?? ended) - started,
    longestSilence: Math.max(0, ...gaps),
    events: during.length,
    operationId: id,
    outcomes,
    peakOverIdle: server.peakMb() - idle,
  };
}

/** Undoes an operation and waits until it is undone; milliseconds. */
export async function undoOnce(server: BenchServer, token: string, operationId: string): Promise<number> {
  await using client = createWaybillClient({ url: server.url, token });
  const started = performance.now();
  await client.query(OperationUndo, { id: operationId });
  for await (const { operationUpdated } of client.subscribe(OperationUpdated, { id: operationId })) {
    if (operationUpdated.status === 'FAILED') throw new Error(operationUpdated.failure?.message);
    if (operationUpdated.status === 'UNDONE') return performance.now() - started;
  }
  throw new Error('The watching socket closed');
}
