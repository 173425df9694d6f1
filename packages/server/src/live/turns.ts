/** Lets at most `atOnce` pieces of work run; the rest wait their turn in order. */
export interface Turns {
  /** @param work must not throw; each caller has at most one waiting, so the line is bounded by the callers. */
  take(work: () => Promise<void>): void;
}

export function createTurns(atOnce: number): Turns {
  const waiting: (() => Promise<void>)[] = [];
  let running = 0;

  function next(): void {
    const work = running < atOnce ? waiting.shift() : undefined;
    if (!work) return;
    running += 1;
    void work().finally(() => {
      running -= 1;
      next();
    });
  }

  return {
    take(work) {
      waiting.push(work);
      next();
    },
  };
}
