import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useRef } from 'react';
import { usePaths } from '../paths.ts';
import type { BackerSearch } from './backer-search.ts';

export type ChangeSearch = (change: Partial<BackerSearch>, how?: { replace?: boolean }) => void;

/** The report's state in the address, and how to change it. What is set to undefined goes. */
export function useReportSearch(): [BackerSearch, ChangeSearch] {
  const search = useSearch({ from: '/signed-in/$creator/$project/backers' });
  const navigate = useNavigate();
  const paths = usePaths();
  const latest = useRef(search);
  latest.current = search;
  const change = useCallback<ChangeSearch>(
    (wanted, { replace = false } = {}) => {
      const next = { ...latest.current, ...wanted };
      void navigate({ to: paths.backers(), search: next, replace, resetScroll: false });
    },
    [navigate, paths],
  );
  return [search, change];
}
