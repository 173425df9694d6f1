/** Keys closer together than this come from a scanner: the fastest typists leave some 60 ms, scanners 1 to 30. */
const scannerGap = 40;
/** A code shorter than that is not ended by a pause: two keys hit at once are no scan. */
const shortest = 4;
/**
 * Silence after which a burst is over. Long, because a radio link may pause between two keys of one code, and half of
 * a pledge ID can be somebody else's backer number; a scanner that ends with Enter, as most do, never waits for it.
 */
export const burstEnd = 300;

/**
 * Whether keys come from a scanner. Fed with the time of every key of a code; it is a burst while no gap between
 * two of them is longer than a scanner's.
 */
export interface KeyBurst {
  /** A key at a time, in milliseconds. */
  key(at: number): void;
  /** Whether what has come so far is a scan that silence may end. */
  isScan(): boolean;
  /** Whether a key at this time still belongs to a burst under way: Enter then ends the scan, and presses no button. */
  isRunning(at: number): boolean;
  clear(): void;
}

export function keyBurst(): KeyBurst {
  let count = 0;
  let last = Number.NEGATIVE_INFINITY;
  let slow = false;
  return {
    key(at) {
      if (count > 0 && at - last > scannerGap) slow = true;
      count += 1;
      last = at;
    },
    isScan: () => !slow && count >= shortest,
    isRunning: (at) => !slow && count >= 2 && at - last <= burstEnd,
    clear() {
      count = 0;
      slow = false;
      last = Number.NEGATIVE_INFINITY;
    },
  };
}
