import { useApolloClient } from '@apollo/client/react';
import { useThrottledCallback } from '@mantine/hooks';
import { BackerPage, BackersChanged } from '@waybill/schema/backers';
import { useRef } from 'react';
import { pageSize } from '../lists/pager.ts';
import { readIntoCache } from '../lists/read-into-cache.ts';
import type { Pages } from '../lists/use-pages.ts';
import { useLive } from '../use-live.ts';
import { filterOf, type BackerSearch } from './backer-search.ts';

/** While a bulk change runs, what is on screen is read again this often. */
const refreshEvery = 1500;

/**
 * Keeps the rows on screen as the server has them. Named backers are read again by id; "many" reads the pages on
 * screen again, at most every second and a half. Every subscription begins with "many", also that of a socket that
 * came back: what happened before it listened was not heard. Where the list is filtered a changed backer may have
 * left it, so the pages are read too.
 */
export function useLiveBackers(projectId: string, search: BackerSearch, pages: Pages): void {
  const client = useApolloClient();
  const rereadPages = useThrottledCallback(pages.invalidate, refreshEvery);
  const narrowed = Boolean(search.q || search.segment || filterOf(search) || search.sort);
  const loaded = useRef(pages.ids);
  loaded.current = pages.ids;

  useLive(BackersChanged, {
    variables: { projectId },
    ignoreResults: true,
    onData: ({ data }) => {
      const changed = data.data?.backersChanged;
      if (!changed) return;
      if (!changed.backerIds || narrowed) rereadPages();
      const here = new Set(loaded.current);
      const ids = (changed.backerIds ?? []).filter((id) => here.has(id));
      for (let from = 0; from < ids.length; from += pageSize) {
        const some = ids.slice(from, from + pageSize);
        readIntoCache(client, {
          query: BackerPage,
          variables: { projectId, first: some.length, filter: { ids: some }, withTotal: false },
        }).catch(rereadPages);
      }
    },
  });
}
