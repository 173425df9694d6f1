/** Rows a page. At 48 pixels a row it is two screens and more, so one page ahead is enough for a fast wheel. */
export const pageSize = 50;

export interface PageRequest {
  after: string | null;
  /** Ask for the exact total too: dear on a large project, so only where it may have changed. */
  withTotal: boolean;
  signal: AbortSignal;
}

export interface PageAnswer {
  ids: readonly string[];
  endCursor: string | null;
  hasNext: boolean;
  /** Null when it was not asked for. */
  total: number | null;
}

interface Page extends PageAnswer {
  after: string | null;
  /** The epoch in which it was asked for: older than the list's is stale. */
  epoch: number;
}

export interface PagerState {
  /** The ids of the rows loaded so far, in the order of the list, each once. */
  ids: readonly string[];
  /** How many match altogether; null until it is known. */
  total: number | null;
  hasNext: boolean;
  /** The first page has not been answered yet. */
  empty: boolean;
  error: Error | null;
}

export interface Pager {
  state(): PagerState;
  subscribe(listener: () => void): () => void;
  /** Tells which rows are on screen: loads a page ahead of them, and reads again what is stale among them. */
  show(first: number, last: number): void;
  /** Something changed that nobody named: every page is stale, and those on screen are read again now. */
  invalidate(): void;
  /** Tries again after an error. */
  retry(): void;
  /** What it has, to be begun with another time. */
  pages(): readonly PageAnswer[];
  dispose(): void;
}

/**
 * An endless keyset list. It holds ids only; the rows live in the cache by id and redraw by themselves, so the cost
 * of a change does not grow with the length of the list. Apollo's own `fetchMore` was passed over for that: it
 * merges and re-reads every loaded row at each page.
 *
 * `initial` are pages from the first on that it had before: they show at once, so that a person comes back to where
 * they were, and what of them is on screen is read again.
 */
export function createPager(
  fetchPage: (request: PageRequest) => Promise<PageAnswer>,
  initial: readonly PageAnswer[] = [],
): Pager {
  const listeners = new Set<() => void>();
  const abort = new AbortController();
  let pages: Page[] = initial.map((page, index) => ({
    ...page,
    after: initial[index - 1]?.endCursor ?? null,
    epoch: -1,
  }));
  // Grows with every invalidation, so that one that comes while a page is on its way makes that page stale too.
  let epoch = 0;
  let total = initial[0]?.total ?? null;
  let error: Error | null = null;
  let busy = false;
  let visible = { first: 0, last: 0 };
  let state = derive();

  function derive(): PagerState {
    return {
      ids: [...new Set(pages.flatMap((page) => page.ids))],
      total,
      hasNext: pages.at(-1)?.hasNext ?? true,
      empty: pages.length === 0,
      error,
    };
  }

  function publish() {
    state = derive();
    for (const listener of listeners) listener();
  }

  async function read(after: string | null, withTotal: boolean): Promise<Page> {
    const asked = epoch;
    const answer = await fetchPage({ after, withTotal, signal: abort.signal });
    if (answer.total !== null) total = answer.total;
    return { ...answer, after, epoch: asked };
  }

  /** The first page on screen that has to be read again, or -1. */
  function staleOnScreen(): number {
    let start = 0;
    return pages.findIndex((page) => {
      const from = start;
      start += page.ids.length;
      return page.epoch < epoch && from <= visible.last && Math.max(start, from + 1) > visible.first;
    });
  }

  function wantsNext(): boolean {
    const last = pages.at(-1);
    if (!last) return true;
    return last.hasNext && visible.last + pageSize > state.ids.length;
  }

  /**
   * Reads pages again from `index` on until the screen is covered, and shows them in one go. Where a page ends
   * elsewhere than before, the pages after it no longer fit and are dropped: they come again when scrolled to.
   */
  async function readAgain(index: number) {
    const kept = pages.slice(0, index);
    let rows = kept.reduce((sum, page) => sum + page.ids.length, 0);
    const fresh: Page[] = [];
    let rest = pages.slice(index);
    let after = rest[0]?.after ?? null;
    for (;;) {
      const page = await read(after, fresh.length === 0);
      fresh.push(page);
      rows += page.ids.length;
      const same = rest[0]?.endCursor === page.endCursor && rest[0].hasNext === page.hasNext;
      rest = same ? rest.slice(1) : [];
      after = page.endCursor;
      if (rows > visible.last || !page.hasNext) break;
      if (same && rest[0] && rest[0].epoch === epoch) break;
    }
    pages = [...kept, ...fresh, ...rest];
  }

  async function work() {
    if (busy || error) return;
    busy = true;
    try {
      for (;;) {
        const stale = staleOnScreen();
        if (stale >= 0) await readAgain(stale);
        else if (wantsNext()) {
          const last = pages.at(-1);
          pages = [...pages, await read(last?.endCursor ?? null, !last)];
        } else break;
        if (abort.signal.aborted) return;
        publish();
      }
    } catch (thrown) {
      if (abort.signal.aborted) return;
      error = thrown instanceof Error ? thrown : new Error(String(thrown));
      publish();
    } finally {
      busy = false;
    }
  }

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    show(first, last) {
      visible = { first, last };
      void work();
    },
    invalidate() {
      epoch += 1;
      error = null;
      void work();
    },
    retry() {
      error = null;
      publish();
      void work();
    },
    pages: () =>
      pages.map(({ ids, endCursor, hasNext }, index) => ({
        ids,
        endCursor,
        hasNext,
        total: index === 0 ? total : null,
      })),
    dispose() {
      abort.abort();
      listeners.clear();
    },
  };
}
