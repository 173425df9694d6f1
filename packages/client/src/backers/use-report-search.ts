import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useRef } from 'react';
import { usePaths } from '../paths.ts';
import type { BackerSearch } from './backer-search.ts';

export type ChangeSearch = (change: Partial<BackerSearch>, how?: { replace?: boolean }) => void;

/** The report's state in the address, and how to change it. What is set to undefined goes. */
export function useReportSearch(): [BackerSearch, ChangeSearch] {
  const search = useSearch({ from: '/signed-in/$creator/$project/backers' });
  return [search, useChangeSearch(usePaths().backers(), search)];
}

/** How to change what stands behind the question mark of a page that lists backers. */
export function useChangeSearch(href: string, search: BackerSearch): ChangeSearch {
  const navigate = useNavigate();
  const latest = useRef(search);
  latest.current = search;
  return useCallback<ChangeSearch>(
    (wanted, { replace = false } = {}) => {
      const next = { ...latest.current, ...wanted };
      void navigate({ to: href, search: next, replace, resetScroll: false });
    },
    [navigate, href],
  );
}
