import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import { usePaths } from '../paths.ts';
import { readExceptionsSearch, type ExceptionsSearch } from './exceptions-search.ts';

type Change = { [Key in keyof ExceptionsSearch]: ExceptionsSearch[Key] | undefined };

/** What the queue keeps in the address, and how to change it. What is set to undefined goes. */
export function useExceptionsSearch() {
  const search = readExceptionsSearch(useSearch({ strict: false }));
  const paths = usePaths();
  const navigate = useNavigate();
  const change = useCallback(
    (wanted: Change, { replace = true } = {}) =>
      void navigate({
        to: paths.exceptions(),
        search: (before: Record<string, unknown>) =>
          Object.fromEntries(
            Object.entries({ ...readExceptionsSearch(before), ...wanted }).filter(([, value]) =>
              Boolean(value),
            ),
          ),
        replace,
        resetScroll: false,
      }),
    [navigate, paths],
  );
  return [search, change] as const;
}
