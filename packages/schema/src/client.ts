import { OperationLinks, OperationProgressById, type OperationProgress } from './operations.ts';
import {
  createTransport,
  httpError,
  readJson,
  type Transport,
  type TransportOptions,
} from './sdk/transport.ts';
import { countBytes, openSource, type UploadSource } from './sdk/upload-source.ts';
import { isSettled, waitForOperation, type WaitOptions } from './sdk/wait.ts';
import { throwUserErrors, WaybillError } from './sdk/waybill-error.ts';
import {
  ShipmentsRecord,
  TrackingUploadCreate,
  type ShipmentsRecordInput,
  type TrackingUploadInput,
} from './tracking-uploads.ts';

export { WaybillError } from './sdk/waybill-error.ts';
export type { UploadSource } from './sdk/upload-source.ts';
export type { WaitOptions } from './sdk/wait.ts';
export type { TransportOptions as WaybillClientOptions } from './sdk/transport.ts';

export interface UploadProgress {
  bytesSent: number;
  /** Undefined for a stream, whose end nobody knows. */
  bytesTotal: number | undefined;
}

export interface TrackingUploadRequest extends Pick<WaitOptions, 'onProgress' | 'signal'> {
  projectId: string;
  file: UploadSource;
  /** What the operation calls the file; by default its own name. */
  fileName?: string;
  options?: Omit<TrackingUploadInput, 'fileName' | 'autoApply' | 'idempotencyKey'>;
  /** Go through to shipped; without it the operation stops at its preview. */
  apply?: boolean;
  /** The same key is answered with the same operation, so a script may be started again at will. */
  idempotencyKey?: string;
  onUploadProgress?: (progress: UploadProgress) => void;
}

export interface ShipmentsRecordRequest
  extends ShipmentsRecordInput, Pick<WaitOptions, 'onProgress' | 'signal'> {
  projectId: string;
}

export interface WaybillClient extends Pick<Transport, 'query' | 'subscribe' | 'dispose'>, AsyncDisposable {
  /** Sends a file to an operation in CREATED, named by its id or its `uploadUrl`. */
  uploadFile(
    operationIdOrUrl: string,
    source: UploadSource,
    options?: { onProgress?: (progress: UploadProgress) => void; signal?: AbortSignal },
  ): Promise<{ operationId: string; status: string }>;
  /** Follows an operation until it is settled or waits for a person at its preview. */
  waitForOperation(id: string, options?: WaitOptions): Promise<OperationProgress>;
  /** Create, send, plan and, with `apply`, ship; resolves with the preview or the settled operation. */
  trackingUpload(request: TrackingUploadRequest): Promise<OperationProgress>;
  /** Up to 10,000 shipments without a file; resolves with the settled operation. */
  shipmentsRecord(request: ShipmentsRecordRequest): Promise<OperationProgress>;
  /** Downloads an operation's report (every row) or its failures (the rows to mend and send again), as CSV. */
  download(operationId: string, which: 'report' | 'failures'): Promise<ReadableStream<Uint8Array>>;
}

/**
 * Waybill for scripts: the operations the product itself ships, file upload, and waiting with progress.
 * Runs in Node 22 and later, Deno, Bun and browsers. Everything it throws is a `WaybillError`, except the
 * reason of a signal that the caller aborted.
 */
export function createWaybillClient(options: TransportOptions): WaybillClient {
  const transport = createTransport(options);

  async function links(id: string) {
    const { operation } = await transport.query(OperationLinks, { id });
    if (!operation)
      throw new WaybillError(`There is no operation ${id}.`, { code: 'NOT_FOUND', operationId: id });
    return operation;
  }

  async function uploadUrlOf(operationId: string): Promise<string> {
    const operation = await links(operationId);
    if (operation.uploadUrl) return operation.uploadUrl;
    throw new WaybillError(`Operation ${operationId} takes no file now: it is ${operation.status}.`, {
      code: 'CONFLICT',
      operationId,
    });
  }

  const uploadFile: WaybillClient['uploadFile'] = async (
    operationIdOrUrl,
    source,
    { onProgress, signal } = {},
  ) => {
    const url = /^\d+$/.test(operationIdOrUrl) ? await uploadUrlOf(operationIdOrUrl) : operationIdOrUrl;
    const { stream, size } = await openSource(source);
    const counted = stream.pipeThrough(
      countBytes((bytesSent) => onProgress?.({ bytesSent, bytesTotal: size })),
    );
    const response = await transport.request(url, {
      method: 'PUT',
      body: counted,
      duplex: 'half',
      signal,
      headers: {
        'content-type': 'application/octet-stream',
        ...(size === undefined ? {} : { 'content-length': String(size) }),
      },
    });
    const body = await readJson(response);
    if (!response.ok) throw httpError(response, body);
    const { operationId, status } = (body ?? {}) as { operationId?: string; status?: string };
    if (!operationId || !status) throw httpError(response, body);
    return { operationId, status };
  };

  const wait: WaybillClient['waitForOperation'] = (id, waitOptions = {}) =>
    waitForOperation(transport, id, waitOptions);

  /** Sends the file; when the connection breaks because the server refused it, says why it did. */
  async function send(operationId: string, url: string, request: TrackingUploadRequest): Promise<string> {
    const { file, onUploadProgress: onProgress, signal } = request;
    try {
      return (await uploadFile(url, file, { onProgress, signal })).operationId;
    } catch (error) {
      if (!(error instanceof WaybillError) || error.code !== 'NETWORK') throw error;
      const { operation } = await transport.query(OperationProgressById, { id: operationId });
      if (operation?.failure) throw failureOf(operation);
      throw error;
    }
  }

  const trackingUpload: WaybillClient['trackingUpload'] = async (request) => {
    const {
      projectId,
      file,
      fileName,
      options: choices,
      apply = false,
      idempotencyKey,
      onProgress,
      signal,
    } = request;
    const name = fileName ?? (await nameOf(file));
    const { trackingUploadCreate: created } = await transport.query(TrackingUploadCreate, {
      projectId,
      input: { ...choices, fileName: name, autoApply: apply, idempotencyKey },
    });
    throwUserErrors(created.userErrors);
    const opened = present(created.operation);
    let { id, uploadUrl, status } = opened;
    if (status === 'RECEIVING') {
      // Another run of this script sends it now; if that breaks off, it is ours to send.
      const seen = await wait(id, { signal, until: (operation) => operation.status !== 'RECEIVING' });
      status = seen.status;
    }
    if (status === 'CREATED') {
      uploadUrl ??= await uploadUrlOf(id);
      id = await send(id, uploadUrl, request);
    }
    const settled = await wait(id, {
      onProgress,
      signal,
      until: (operation) =>
        isSettled(operation) ||
        // A plan that cannot be applied (a column is missing) waits for a person even under `apply`.
        (operation.status === 'PLANNED' && (!apply || !operation.canApply)),
    });
    if (settled.status === 'FAILED') throw failureOf(settled);
    return settled;
  };

  const shipmentsRecord: WaybillClient['shipmentsRecord'] = async ({
    projectId,
    onProgress,
    signal,
    ...input
  }) => {
    const { shipmentsRecord: recorded } = await transport.query(ShipmentsRecord, { projectId, input });
    throwUserErrors(recorded.userErrors);
    const settled = await wait(present(recorded.operation).id, { onProgress, signal, until: isSettled });
    if (settled.status === 'FAILED') throw failureOf(settled);
    return settled;
  };

  const download: WaybillClient['download'] = async (operationId, which) => {
    const { reportUrl, failuresUrl } = await links(operationId);
    const response = await transport.request(which === 'report' ? reportUrl : failuresUrl, { method: 'GET' });
    if (!response.ok || !response.body) throw httpError(response, await readJson(response));
    return response.body;
  };

  return {
    query: transport.query,
    subscribe: transport.subscribe,
    dispose: transport.dispose,
    [Symbol.asyncDispose]: transport.dispose,
    uploadFile,
    waitForOperation: wait,
    trackingUpload,
    shipmentsRecord,
    download,
  };
}

async function nameOf(file: UploadSource): Promise<string | undefined> {
  if (typeof file === 'string') return (await import('node:path')).basename(file);
  return file instanceof Blob && file instanceof File ? file.name : undefined;
}

function present<T>(operation: T | null): T {
  if (operation) return operation;
  throw new WaybillError('The server answered without an operation and without saying why.', {
    code: 'GRAPHQL',
  });
}

function failureOf(operation: OperationProgress): WaybillError {
  const failure = operation.failure ?? { code: 'FAILED', message: 'The operation failed.' };
  return new WaybillError(failure.message, { code: failure.code, operationId: operation.id });
}
