import { WaybillError } from './waybill-error.ts';

/** What an upload can read from: a path (Node), a Blob or File, or a stream of bytes. */
export type UploadSource = string | Blob | ReadableStream<Uint8Array>;

export interface OpenedSource {
  stream: ReadableStream<Uint8Array>;
  /** Bytes in all; undefined for a stream, whose end nobody knows. */
  size: number | undefined;
  /** The name of the file, where there is one. */
  name: string | undefined;
}

/** Opens a source for one reading. Paths and Blobs can be opened again, a stream only once. */
export async function openSource(source: UploadSource): Promise<OpenedSource> {
  if (typeof source === 'string') {
    return await openPath(source);
  }
  if (source instanceof Blob) {
    return {
      stream: source.stream(),
      size: source.size,
      name: source instanceof File ? source.name : undefined,
    };
  }
  return { stream: source, size: undefined, name: undefined };
}

/** One trip through two streams for each MiB instead of each 64 KiB. */
const READ_AHEAD = 1024 * 1024;

async function openPath(path: string): Promise<OpenedSource> {
  const [{ createReadStream }, { stat }, { basename }, { Readable }] = await Promise.all([
    import('node:fs'),
    import('node:fs/promises'),
    import('node:path'),
    import('node:stream'),
  ]);
  const file = await stat(path).catch((cause: unknown) => {
    throw new WaybillError(
      `Cannot read ${path}: ${cause instanceof Error ? cause.message : String(cause)}.`,
      {
        code: 'FILE',
        cause,
      },
    );
  });
  if (!file.isFile()) throw new WaybillError(`${path} is not a file.`, { code: 'FILE' });
  const stream = Readable.toWeb(
    createReadStream(path, { highWaterMark: READ_AHEAD }),
  ) as ReadableStream<Uint8Array>;
  return { stream, size: file.size, name: basename(path) };
}

/** Lets bytes through and counts them. */
export function countBytes(onBytes: (sent: number) => void): TransformStream<Uint8Array, Uint8Array> {
  let sent = 0;
  return new TransformStream({
    transform(chunk, controller) {
      sent += chunk.byteLength;
      onBytes(sent);
      controller.enqueue(chunk);
    },
  });
}
