import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const WINDOW_BYTES = 64 * 1024;
/** 16 MiB of text stay in memory; Excel numbers strings in the order of their first use, so reads run along. */
const WINDOWS_KEPT = 256;

/**
 * An append-only list of strings, for a workbook's shared strings: a million tracking numbers are a million of them.
 * Holds four bytes a string and at most 16 MiB of text in memory, the rest in a temporary file.
 */
export interface StringPool {
  add: (text: string) => void;
  /** The string of that index, or undefined when there is none. */
  get: (index: number) => string | undefined;
  size: () => number;
  /** Gives back the memory and the file. */
  close: () => void;
}

/** `directory` is where the temporary file goes when one is needed; the system's by default. */
export async function createStringPool(directory: string = tmpdir()): Promise<StringPool> {
  const folder = await mkdtemp(join(directory, 'waybill-strings-'));
  const windows = new Map<number, Buffer>();
  let starts = new Uint32Array(1024);
  let count = 0;
  let end = 0;
  let tail = Buffer.allocUnsafeSlow(WINDOW_BYTES);
  let tailNumber = 0;
  let file: number | null = null;

  function write(bytes: Buffer): void {
    let from = 0;
    while (from < bytes.length) {
      const at = end - tailNumber * WINDOW_BYTES;
      const some = Math.min(bytes.length - from, WINDOW_BYTES - at);
      bytes.copy(tail, at, from, from + some);
      from += some;
      end += some;
      if (at + some === WINDOW_BYTES) closeWindow();
    }
  }

  function closeWindow(): void {
    windows.set(tailNumber, tail);
    if (file !== null) writeSync(file, tail, 0, WINDOW_BYTES, tailNumber * WINDOW_BYTES);
    else if (windows.size > WINDOWS_KEPT) {
      file = openSync(join(folder, 'strings'), 'wx+', 0o600);
      for (const [number, window] of windows) writeSync(file, window, 0, WINDOW_BYTES, number * WINDOW_BYTES);
    }
    evict();
    tail = Buffer.allocUnsafeSlow(WINDOW_BYTES);
    tailNumber += 1;
  }

  function evict(): void {
    if (windows.size > WINDOWS_KEPT) windows.delete(windows.keys().next().value as number);
  }

  function windowOf(number: number): Buffer {
    if (number === tailNumber) return tail;
    let window = windows.get(number);
    if (window !== undefined) {
      if (file === null) return window;
      windows.delete(number);
    } else {
      window = Buffer.allocUnsafeSlow(WINDOW_BYTES);
      readSync(file as number, window, 0, WINDOW_BYTES, number * WINDOW_BYTES);
    }
    windows.set(number, window);
    evict();
    return window;
  }

  return {
    add: (text) => {
      if (count === starts.length) {
        const grown = new Uint32Array(starts.length * 2);
        grown.set(starts);
        starts = grown;
      }
      starts[count] = end;
      count += 1;
      write(Buffer.from(text, 'utf8'));
    },
    get: (index) => {
      if (!Number.isInteger(index) || index < 0 || index >= count) return undefined;
      const from = starts[index] as number;
      const to = index + 1 < count ? (starts[index + 1] as number) : end;
      if (from === to) return '';
      const first = Math.floor(from / WINDOW_BYTES);
      const last = Math.floor((to - 1) / WINDOW_BYTES);
      if (first === last)
        return windowOf(first).toString('utf8', from - first * WINDOW_BYTES, to - first * WINDOW_BYTES);
      const pieces: Buffer[] = [];
      for (let number = first; number <= last; number++) {
        const base = number * WINDOW_BYTES;
        pieces.push(windowOf(number).subarray(Math.max(from - base, 0), Math.min(to - base, WINDOW_BYTES)));
      }
      return Buffer.concat(pieces).toString('utf8');
    },
    size: () => count,
    close: () => {
      if (file !== null) closeSync(file);
      file = null;
      windows.clear();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
