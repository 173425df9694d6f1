import { isUtf8 } from 'node:buffer';

import type { TextEncoding } from './table-batch.ts';
import { incompleteUtf8Tail, utf8SequenceLength } from './text-decoding.ts';

/**
 * Guesses the encoding from the first bytes: byte order mark, then strict UTF-8, then UTF-16 by its zero bytes, then
 * Windows-1252 (reference: Excel writes the local code page, "Unicode text" as UTF-16 with tabs).
 * `null` means the bytes are no text at all.
 */
export function detectEncoding(head: Uint8Array): TextEncoding | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8-bom';
  if (head[0] === 0xff && head[1] === 0xfe)
    return head[2] === 0 && head[3] === 0 && head.length > 2 ? null : 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';

  const zeros = [0, 0];
  let controls = 0;
  for (let i = 0; i < head.length; i++) {
    const byte = head[i] as number;
    if (byte === 0) zeros[i & 1] = (zeros[i & 1] as number) + 1;
    else if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13) controls += 1;
  }
  const [even, odd] = zeros as [number, number];
  const half = head.length / 2;
  if (odd > half * 0.4 && even < half * 0.1) return 'utf-16le';
  if (even > half * 0.4 && odd < half * 0.1) return 'utf-16be';
  // A few NULs or control characters are a damaged table, whose rows are reported one by one; many are no table.
  if (controls + even + odd > head.length * 0.1) return null;

  if (isUtf8(head.subarray(0, head.length - incompleteUtf8Tail(head)))) return 'utf-8';
  let sequences = 0;
  let strays = 0;
  for (let pos = 0; pos < head.length;) {
    const length = utf8SequenceLength(head, pos);
    if (length > 1) sequences += 1;
    if (length === 0) strays += 1;
    pos += length || 1;
  }
  return sequences > strays ? 'utf-8' : 'windows-1252';
}
