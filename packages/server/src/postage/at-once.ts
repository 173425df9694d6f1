/** How many calls to a provider are under way at once for one piece of work: EasyPost asks for no more than ten or so. */
export const CALLS_AT_ONCE = 8;

/** Works through a list with so many at once; the results in the order of the list. The first error ends it. */
export async function eachAtOnce<T, R>(
  items: readonly T[],
  work: (item: T, index: number) => Promise<R>,
  atOnce = CALLS_AT_ONCE,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  let failed = false;
  const runner = async () => {
    while (next < items.length && !failed) {
      const index = next;
      next += 1;
      try {
        results[index] = await work(items[index] as T, index);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: Math.min(atOnce, items.length) }, runner));
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
  return results;
}
