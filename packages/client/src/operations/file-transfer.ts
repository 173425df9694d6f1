import { useSyncExternalStore } from 'react';

/** A file on its way from this page to an operation. */
export interface FileTransfer {
  file: File;
  /** `refused`: the server wants another file; `failed`: the same one may get through. */
  state: 'sending' | 'sent' | 'failed' | 'refused';
  bytesSent: number;
  /** Why it failed, as a person reads it. */
  message: string | null;
}

interface Running {
  url: string;
  request: XMLHttpRequest | null;
  transfer: FileTransfer;
}

/**
 * Transfers live outside of components: they go on while the person looks at other pages of the app, and the
 * page of the operation finds its transfer again. A reload loses them; the operation then says that no file came.
 */
const running = new Map<string, Running>();
const listeners = new Set<() => void>();

function change(operationId: string, fields: Partial<FileTransfer>) {
  const one = running.get(operationId);
  if (!one) return;
  one.transfer = { ...one.transfer, ...fields };
  for (const listener of listeners) listener();
}

/** Sends a file to an operation's `uploadUrl`. XMLHttpRequest, because fetch does not tell how much has gone out. */
export function sendFile(operationId: string, uploadUrl: string, file: File): void {
  running.get(operationId)?.request?.abort();
  const request = new XMLHttpRequest();
  running.set(operationId, {
    url: uploadUrl,
    request,
    transfer: { file, state: 'sending', bytesSent: 0, message: null },
  });
  change(operationId, {});
  request.open('PUT', uploadUrl);
  request.setRequestHeader('x-waybill', '1');
  request.setRequestHeader('content-type', 'application/octet-stream');
  request.upload.onprogress = (event) => change(operationId, { bytesSent: event.loaded });
  request.onload = () => {
    if (request.status >= 200 && request.status < 300) {
      change(operationId, { state: 'sent', bytesSent: file.size });
    } else {
      const state = request.status < 500 && request.status !== 409 ? 'refused' : 'failed';
      change(operationId, { state, message: refusalOf(request) });
    }
  };
  request.onerror = () =>
    change(operationId, {
      state: 'failed',
      message: 'The connection broke while the file was being sent. Nothing of it was kept; send it again.',
    });
  request.send(file);
}

/** Sends the same file again after a failure. */
export function sendAgain(operationId: string): void {
  const one = running.get(operationId);
  if (one) sendFile(operationId, one.url, one.transfer.file);
}

/** Stops sending and forgets the file. */
export function stopSending(operationId: string): void {
  running.get(operationId)?.request?.abort();
  running.delete(operationId);
  for (const listener of listeners) listener();
}

function refusalOf(request: XMLHttpRequest): string {
  try {
    const { message } = JSON.parse(request.responseText) as { message?: unknown };
    if (typeof message === 'string') return message;
  } catch {
    // A proxy's own page: its status is all there is to say.
  }
  return `The server answered ${request.status}. Nothing of the file was kept; send it again.`;
}

/** The transfer to an operation from this page, or null. */
export function useFileTransfer(operationId: string): FileTransfer | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => running.get(operationId)?.transfer ?? null,
  );
}

// Closing the tab would cut the file off; the browser asks first.
window.addEventListener('beforeunload', (event) => {
  if ([...running.values()].some((one) => one.transfer.state === 'sending')) event.preventDefault();
});
