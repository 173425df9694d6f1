import type { OperationVariables, TypedDocumentNode } from '@apollo/client';
import { useApolloClient } from '@apollo/client/react';
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { createPager, pageSize, type PageAnswer, type Pager, type PagerState } from './pager.ts';
import { readIntoCache } from './read-into-cache.ts';

/** An endless list of a project, as it is asked for and answered. */
interface Listed<TData, TVariables extends OperationVariables> {
  query: TypedDocumentNode<TData, TVariables>;
  variables: (page: PageWish) => TVariables;
  connectionOf: (data: TData) => Connection | null | undefined;
}

/** What the list itself asks of a query. */
interface PageWish {
  first: number;
  after: string | null;
  withTotal: boolean;
}

interface Connection {
  nodes: readonly { id: string }[];
  pageInfo: { endCursor?: string | null; hasNextPage: boolean };
  totalCount?: number | null;
}

export interface Pages extends PagerState {
  /** True while the rows shown are still those of the search before: a new one is on its way. */
  pending: boolean;
  show: (first: number, last: number) => void;
  invalidate: () => void;
  retry: () => void;
}

/** The pages of lists that were open before, by what was asked: ids alone, the rows are in the cache. */
const former = new Map<string, readonly PageAnswer[]>();
const mostFormer = 20;

function remember(key: string, pages: readonly PageAnswer[]) {
  former.delete(key);
  if (pages.length > 0) former.set(key, pages);
  for (const oldest of former.keys()) {
    if (former.size <= mostFormer) break;
    former.delete(oldest);
  }
}

const firstPage: PageWish = { first: pageSize, after: null, withTotal: true };
const nothing: PagerState = { ids: [], total: null, hasNext: true, empty: true, error: null };
const noSubscription = () => () => {};

function answerOf(connection: Connection | null | undefined): PageAnswer | null {
  if (!connection) return null;
  return {
    ids: connection.nodes.map(({ id }) => id),
    endCursor: connection.pageInfo.endCursor ?? null,
    hasNext: connection.pageInfo.hasNextPage,
    total: connection.totalCount ?? null,
  };
}

/**
 * What matches a search, page by page. Other variables begin a new list; until its first page is there the old rows
 * stay (`pending`), so that typing does not make the list blink. A list seen before shows at once, as far as it was read.
 *
 * @param projectId rows of another project are never shown meanwhile
 */
export function usePages<TData, TVariables extends OperationVariables>(
  projectId: string,
  listed: Listed<TData, TVariables>,
): Pages {
  const client = useApolloClient();
  const key = JSON.stringify(listed.variables(firstPage));
  const latest = useRef(listed);
  latest.current = listed;
  const [open, setOpen] = useState<{ key: string; pager: Pager } | null>(null);

  useEffect(
    function openList() {
      const { query, variables, connectionOf } = latest.current;
      const pager = createPager(async ({ after, withTotal, signal }) => {
        const data = await readIntoCache(client, {
          query,
          variables: variables({ first: pageSize, after, withTotal }),
          signal,
        });
        const answer = data === undefined ? null : answerOf(connectionOf(data));
        if (!answer)
          throw new Error('This project is not there any more. Go back to your projects and open it again.');
        return answer;
      }, former.get(key));
      pager.show(0, 0);
      setOpen({ key, pager });
      return () => {
        remember(key, pager.pages());
        pager.dispose();
      };
    },
    [client, key],
  );

  const pager = open?.pager;
  const state = useSyncExternalStore(pager?.subscribe ?? noSubscription, pager?.state ?? (() => nothing));
  const shown = useRef({ projectId, state: nothing });
  if (!state.empty && open?.key === key) shown.current = { projectId, state };
  const pending = (state.empty && !state.error) || open?.key !== key;
  const before = shown.current.projectId === projectId ? shown.current.state : nothing;
  const visible = pending ? before : state;

  const show = useCallback((first: number, last: number) => pager?.show(first, last), [pager]);
  const invalidate = useCallback(() => pager?.invalidate(), [pager]);
  const retry = useCallback(() => pager?.retry(), [pager]);
  return useMemo(
    () => ({ ...visible, pending, show, invalidate, retry }),
    [visible, pending, show, invalidate, retry],
  );
}
