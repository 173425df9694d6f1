import { describe, expect, it, vi } from 'vitest';
import { createPager, pageSize, type PageAnswer, type PageRequest } from './pager.ts';

/** A list of `length` numbered rows behind a keyset, as the server answers it; rows can be taken out of it. */
function list(length: number) {
  let rows = Array.from({ length }, (_, index) => index + 1);
  const requests: PageRequest[] = [];
  return {
    requests,
    remove: (gone: number[]) => {
      rows = rows.filter((row) => !gone.includes(row));
    },
    fetch: async (request: PageRequest): Promise<PageAnswer> => {
      requests.push(request);
      const rest = rows.filter((row) => row > Number(request.after ?? 0));
      const page = rest.slice(0, pageSize);
      return {
        ids: page.map(String),
        endCursor: page.length > 0 ? String(page.at(-1)) : null,
        hasNext: rest.length > pageSize,
        total: request.withTotal ? rows.length : null,
      };
    },
  };
}

describe('pager', () => {
  it('reads the first page with its total, and no more than it needs', async () => {
    const server = list(1000);
    const pager = createPager(server.fetch);
    pager.show(0, 0);
    await vi.waitFor(() => expect(pager.state().empty).toBe(false));
    expect(pager.state()).toMatchObject({ total: 1000, hasNext: true, error: null });
    expect(pager.state().ids).toHaveLength(pageSize);
    expect(server.requests).toHaveLength(1);
  });

  it('stays a page ahead of the screen, without asking for the total again', async () => {
    const server = list(1000);
    const pager = createPager(server.fetch);
    pager.show(0, 30);
    await vi.waitFor(() => expect(pager.state().ids).toHaveLength(2 * pageSize));
    pager.show(85, 100);
    await vi.waitFor(() => expect(pager.state().ids.length).toBeGreaterThanOrEqual(3 * pageSize));
    expect(server.requests.map((request) => request.withTotal)).toEqual([true, false, false]);
  });

  it('stops at the end of the list', async () => {
    const server = list(150);
    const pager = createPager(server.fetch);
    pager.show(0, 149);
    await vi.waitFor(() => expect(pager.state().hasNext).toBe(false));
    expect(pager.state().ids.map(Number)).toEqual(Array.from({ length: 150 }, (_, index) => index + 1));
  });

  it('reads again only the pages on screen, and shows no row twice when rows leave', async () => {
    const server = list(1000);
    const pager = createPager(server.fetch);
    pager.show(0, 65);
    await vi.waitFor(() => expect(pager.state().ids.length).toBeGreaterThanOrEqual(3 * pageSize));
    server.remove([1, 2, 3, 75]);
    pager.show(0, 20);
    pager.invalidate();
    await vi.waitFor(() => expect(pager.state().ids[0]).toBe('4'));
    expect(pager.state().total).toBe(996);
    expect(new Set(pager.state().ids).size).toBe(pager.state().ids.length);
    pager.show(50, 90);
    await vi.waitFor(() => expect(pager.state().ids.length).toBeGreaterThan(90));
    expect(pager.state().ids).not.toContain('75');
    expect(pager.state().ids.slice(45, 55).map(Number)).toEqual(
      Array.from({ length: 10 }, (_, index) => index + 49),
    );
  });

  it('reads again when something changed while a page was on its way', async () => {
    const server = list(40);
    let arrive: (() => void) | undefined;
    const pager = createPager(async (request) => {
      const answer = await server.fetch(request);
      if (server.requests.length === 1) await new Promise<void>((resolve) => (arrive = resolve));
      return answer;
    });
    pager.show(0, 0);
    await vi.waitFor(() => expect(arrive).toBeDefined());
    server.remove([1]);
    pager.invalidate();
    arrive?.();
    await vi.waitFor(() => expect(pager.state().ids[0]).toBe('2'));
    expect(pager.state().total).toBe(39);
  });

  it('keeps an error beside the rows it has, and goes on after a retry', async () => {
    const server = list(500);
    let broken = false;
    const pager = createPager((request) =>
      broken ? Promise.reject(new Error('away')) : server.fetch(request),
    );
    pager.show(0, 0);
    await vi.waitFor(() => expect(pager.state().ids).toHaveLength(pageSize));
    broken = true;
    pager.show(30, 45);
    await vi.waitFor(() => expect(pager.state().error?.message).toBe('away'));
    expect(pager.state().ids).toHaveLength(pageSize);
    broken = false;
    pager.retry();
    await vi.waitFor(() => expect(pager.state().ids).toHaveLength(2 * pageSize));
    expect(pager.state().error).toBeNull();
  });

  it('shows a page it was given at once, and reads it again', async () => {
    const server = list(40);
    const pager = createPager(server.fetch, [{ ids: ['7'], endCursor: '7', hasNext: false, total: 1 }]);
    expect(pager.state()).toMatchObject({ ids: ['7'], empty: false, total: 1 });
    pager.show(0, 0);
    await vi.waitFor(() => expect(pager.state().ids).toHaveLength(40));
    expect(pager.state().total).toBe(40);
  });

  it('begins where another one ended, and reads again what is on screen of it', async () => {
    const server = list(1000);
    const before = createPager(server.fetch);
    before.show(0, 120);
    await vi.waitFor(() => expect(before.state().ids).toHaveLength(4 * pageSize));
    before.dispose();
    server.remove([110]);
    server.requests.length = 0;

    const pager = createPager(server.fetch, before.pages());
    expect(pager.state()).toMatchObject({ ids: before.state().ids, total: 1000, hasNext: true });
    pager.show(100, 120);
    await vi.waitFor(() => expect(pager.state().ids).not.toContain('110'));
    expect(pager.state().ids[0]).toBe('1');
    expect(server.requests[0]?.after, 'the first pages are left as they are').not.toBeNull();
  });

  it('is silent after it was disposed', async () => {
    const server = list(10);
    const pager = createPager(server.fetch);
    const listener = vi.fn();
    pager.subscribe(listener);
    pager.show(0, 0);
    pager.dispose();
    await Promise.resolve();
    expect(server.requests[0]?.signal.aborted).toBe(true);
    expect(listener).not.toHaveBeenCalled();
    expect(pager.state().empty).toBe(true);
  });
});
