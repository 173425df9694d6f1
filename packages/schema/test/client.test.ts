import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createWaybillClient, WaybillError } from '../src/client.ts';
import { OperationById, OperationUpdated } from '../src/operations.ts';
import { startFakeWaybill } from './fake-waybill.ts';

const csv = 'Pledge ID,Tracking Number\r\n1,9400111899223197428490\r\n';

/** What was thrown, as a WaybillError; anything else fails the test. */
async function refusal(promise: Promise<unknown>): Promise<WaybillError> {
  const error = await promise.then(
    () => new Error('It was not refused.'),
    (reason: unknown) => reason,
  );
  if (error instanceof WaybillError) return error;
  throw error;
}

test('answers a query with typed data, whichever way the address is written', async () => {
  await using waybill = await startFakeWaybill();
  for (const url of [waybill.url, `${waybill.url}/`, `${waybill.url}/graphql`]) {
    await using client = createWaybillClient({ url, token: waybill.token });
    const { operation } = await client.query(OperationById, { id: '7' });
    expect(operation?.status).toBe('CREATED');
  }
});

test('says what to do about a refused token, a missing server and an address that is none', async () => {
  await using waybill = await startFakeWaybill();
  const badToken = createWaybillClient({ url: waybill.url, token: 'wrong' });
  expect(await refusal(badToken.query(OperationById, { id: '7' }))).toMatchObject({
    code: 'UNAUTHENTICATED',
    status: 401,
  });

  const nobody = createWaybillClient({ url: 'http://127.0.0.1:1', token: 'x' });
  expect(await refusal(nobody.query(OperationById, { id: '7' }))).toMatchObject({
    code: 'NETWORK',
    message: expect.stringContaining('http://127.0.0.1:1') as string,
  });
  expect(() => createWaybillClient({ url: 'localhost', token: 'x' })).toThrow('is no address');
});

test('sends a file from a path, a Blob or a stream, and counts its bytes', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'waybill-'));
  try {
    const path = join(folder, 'numbers.csv');
    await writeFile(path, csv);
    const sources = { path, blob: new Blob([csv]), stream: new Blob([csv]).stream() };
    for (const [kind, source] of Object.entries(sources)) {
      await using waybill = await startFakeWaybill();
      await using client = createWaybillClient(waybill);
      const seen: unknown[] = [];
      const answer = await client.uploadFile('7', source, { onProgress: (progress) => seen.push(progress) });
      expect(answer, kind).toEqual({ operationId: '7', status: 'PLANNED' });
      expect(waybill.received.bytes, kind).toBe(csv.length);
      expect(seen.at(-1), kind).toEqual({
        bytesSent: csv.length,
        bytesTotal: kind === 'stream' ? undefined : csv.length,
      });
      expect(waybill.received.contentLength, kind).toBe(kind === 'stream' ? undefined : String(csv.length));
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('follows an operation over the socket, from the state now to its end', async () => {
  await using waybill = await startFakeWaybill();
  await using client = createWaybillClient(waybill);
  waybill.change({ status: 'RUNNING', totalCount: 3 });
  const counts: number[] = [];
  const settled = await client.waitForOperation('7', {
    onProgress: (operation) => {
      counts.push(operation.processedCount);
      if (operation.processedCount < 3) waybill.change({ processedCount: operation.processedCount + 1 });
      else if (operation.status === 'RUNNING') waybill.change({ status: 'COMPLETED' });
    },
  });
  expect(settled.status).toBe('COMPLETED');
  expect(counts).toEqual([0, 1, 2, 3, 3]);
  expect(waybill.behaviour.queries).toBe(0);
  await expect.poll(waybill.watching).toBe(0);
});

test('polls where no socket is to be had', async () => {
  await using waybill = await startFakeWaybill({ sockets: false });
  await using client = createWaybillClient(waybill);
  waybill.change({ status: 'RUNNING' });
  const settled = await client.waitForOperation('7', {
    onProgress: ({ status }) => {
      if (status === 'RUNNING') waybill.change({ status: 'COMPLETED' });
    },
  });
  expect(settled.status).toBe('COMPLETED');
  expect(waybill.behaviour.queries).toBeGreaterThan(0);
});

test('stops waiting when asked to, and leaves the operation alone', async () => {
  await using waybill = await startFakeWaybill();
  await using client = createWaybillClient(waybill);
  waybill.change({ status: 'RUNNING' });
  const stop = new AbortController();
  const waiting = client.waitForOperation('7', {
    signal: stop.signal,
    onProgress: () => stop.abort(new Error('Enough.')),
  });
  await expect(waiting).rejects.toThrow('Enough.');
  expect(waybill.operation.status).toBe('RUNNING');
});

test('says when there is no such operation', async () => {
  await using waybill = await startFakeWaybill({ sockets: false });
  await using client = createWaybillClient(waybill);
  expect(await refusal(client.waitForOperation('8'))).toMatchObject({ code: 'NOT_FOUND', operationId: '8' });
});

test('takes a tracking upload to its preview, and with apply to its end', async () => {
  for (const apply of [false, true]) {
    await using waybill = await startFakeWaybill();
    await using client = createWaybillClient(waybill);
    waybill.behaviour.onFile = () => {
      waybill.change({ status: 'PLANNED', canApply: true });
      if (apply) queueMicrotask(() => waybill.change({ status: 'COMPLETED' }));
    };
    const operation = await client.trackingUpload({
      projectId: '1',
      file: new File([csv], 'friday.csv'),
      options: { missingTracking: 'SKIP' },
      apply,
      idempotencyKey: 'friday',
    });
    expect(operation.status).toBe(apply ? 'COMPLETED' : 'PLANNED');
    expect(waybill.received.createInputs).toMatchObject([
      { fileName: 'friday.csv', missingTracking: 'SKIP', autoApply: apply, idempotencyKey: 'friday' },
    ]);
  }
});

test('comes back from apply when the plan needs a person', async () => {
  await using waybill = await startFakeWaybill();
  await using client = createWaybillClient(waybill);
  waybill.behaviour.onFile = () => waybill.change({ status: 'PLANNED', canApply: false });
  const operation = await client.trackingUpload({ projectId: '1', file: new Blob([csv]), apply: true });
  expect(operation.status).toBe('PLANNED');
});

test('a second run under the same key sends nothing again', async () => {
  await using waybill = await startFakeWaybill();
  await using client = createWaybillClient(waybill);
  waybill.change({ status: 'COMPLETED' });
  const operation = await client.trackingUpload({
    projectId: '1',
    file: new Blob([csv]),
    apply: true,
    idempotencyKey: 'k',
  });
  expect(operation.status).toBe('COMPLETED');
  expect(waybill.received.bytes).toBe(0);
});

test('throws what the caller can mend, with its code and field', async () => {
  await using waybill = await startFakeWaybill();
  await using client = createWaybillClient(waybill);
  waybill.behaviour.userErrors = [{ code: 'BLANK', field: ['notReadyReason'], message: 'Say why.' }];
  const error = await refusal(client.shipmentsRecord({ projectId: '1', rows: [], notReady: 'FORCE' }));
  expect(error).toMatchObject({ code: 'BLANK', message: 'notReadyReason: Say why.' });
  expect(error.userErrors).toHaveLength(1);
});

test('throws the reason of a refused file and of an operation that failed', async () => {
  await using waybill = await startFakeWaybill();
  await using client = createWaybillClient(waybill);
  waybill.behaviour.refuseFile = {
    status: 415,
    body: { code: 'NOT_A_TABLE', message: 'This is a JPEG picture.' },
  };
  expect(await refusal(client.trackingUpload({ projectId: '1', file: new Blob(['\xff']) }))).toMatchObject({
    code: 'NOT_A_TABLE',
    message: 'This is a JPEG picture.',
  });
  waybill.behaviour.refuseFile = undefined;
  waybill.behaviour.onFile = () =>
    waybill.change({ status: 'FAILED', failure: { code: 'EMPTY_FILE', message: 'The file is empty.' } });
  expect(await refusal(client.trackingUpload({ projectId: '1', file: new Blob([' ']) }))).toMatchObject({
    code: 'EMPTY_FILE',
    operationId: '7',
  });
});

test('subscribes to any document, and lets go when the reader stops', async () => {
  await using waybill = await startFakeWaybill();
  await using client = createWaybillClient(waybill);
  for await (const { operationUpdated } of client.subscribe(OperationUpdated, { id: '7' })) {
    expect(operationUpdated.id).toBe('7');
    break;
  }
  await expect.poll(waybill.watching).toBe(0);
});
