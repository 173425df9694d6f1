import { createHash } from 'node:crypto';

/**
 * Numbers from 0 up to 1 that follow from a text alone: what happens to a parcel is the same after a restart, and
 * needs no column. (mulberry32, seeded with the first bytes of a digest.)
 */
export function seeded(seed: string): () => number {
  let state = createHash('sha256').update(seed).digest().readUInt32LE(0);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** 32 hexadecimal digits that follow from a text, as EasyPost's ids have behind their prefix. */
export function hexOf(seed: string): string {
  return createHash('sha256').update(seed).digest('hex').slice(0, 32);
}
