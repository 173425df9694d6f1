import { useApolloClient } from '@apollo/client/react';
import { BackerPage, type BackerPageVariables } from '@waybill/schema/backers';
import type { ResultOf } from '@waybill/schema/graphql';
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { readIntoCache } from '../read-into-cache.ts';
import { filterOf, listKey, sortOf, type BackerSearch } from './backer-search.ts';
import { createPager, pageSize, type PageAnswer, type Pager, type PagerState } from './pager.ts';

export interface BackerPages extends PagerState {
  /** True while the rows shown are still those of the search before: a new one is on its way. */
  pending: boolean;
  show: (first: number, last: number) => void;
  invalidate: () => void;
  retry: () => void;
}

const nothing: PagerState = { ids: [], total: null, hasNext: true, empty: true, error: null };
const noSubscription = () => () => {};

function answerOf(data: ResultOf<typeof BackerPage> | null | undefined): PageAnswer | null {
  const connection = data?.project?.backers;
  if (!connection) return null;
  return {
    ids: connection.nodes.map((backer) => backer.id),
    endCursor: connection.pageInfo.endCursor,
    hasNext: connection.pageInfo.hasNextPage,
    total: connection.totalCount ?? null,
  };
}

/** The variables of one page of this list. */
export function pageVariables(
  projectId: string,
  search: BackerSearch,
  after: string | null,
  withTotal: boolean,
): BackerPageVariables {
  return {
    projectId,
    first: pageSize,
    after,
    segmentId: search.segment ?? null,
    filter: filterOf(search),
    search: search.q ?? null,
    sort: sortOf(search),
    withTotal,
  };
}

/**
 * The backers that match, page by page. A changed search begins a new list; until its first page is there the old
 * rows stay (`pending`), so that typing does not make the table blink. A list seen before shows from the cache at once.
 */
export function useBackerPages(projectId: string, search: BackerSearch): BackerPages {
  const client = useApolloClient();
  const key = `${projectId} ${listKey(search)}`;
  const latest = useRef(search);
  latest.current = search;
  const [open, setOpen] = useState<{ key: string; pager: Pager } | null>(null);

  useEffect(
    function openList() {
      const wanted = latest.current;
      const first = pageVariables(projectId, wanted, null, true);
      const pager = createPager(
        async ({ after, withTotal, signal }) => {
          const variables = pageVariables(projectId, wanted, after, withTotal);
          const answer = answerOf(await readIntoCache(client, { query: BackerPage, variables, signal }));
          if (!answer)
            throw new Error(
              'This project is not there any more. Go back to your projects and open it again.',
            );
          return answer;
        },
        answerOf(client.readQuery({ query: BackerPage, variables: first })),
      );
      pager.show(0, 0);
      setOpen({ key, pager });
      return () => pager.dispose();
    },
    [client, projectId, key],
  );

  const pager = open?.pager;
  const state = useSyncExternalStore(pager?.subscribe ?? noSubscription, pager?.state ?? (() => nothing));
  const shown = useRef({ projectId, state: nothing });
  if (!state.empty && open?.key === key) shown.current = { projectId, state };
  const waiting = (state.empty && !state.error) || open?.key !== key;
  const before = shown.current.projectId === projectId ? shown.current.state : nothing;
  const visible = waiting ? before : state;

  const show = useCallback((first: number, last: number) => pager?.show(first, last), [pager]);
  const invalidate = useCallback(() => pager?.invalidate(), [pager]);
  const retry = useCallback(() => pager?.retry(), [pager]);
  return useMemo(
    () => ({ ...visible, pending: waiting, show, invalidate, retry }),
    [visible, waiting, show, invalidate, retry],
  );
}
