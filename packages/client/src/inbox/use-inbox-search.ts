import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { paths } from '../paths.ts';
import { readInboxSearch, type InboxSearch } from './inbox-search.ts';

type Change = { [Key in keyof InboxSearch]: InboxSearch[Key] | undefined };

/** What the page keeps in the address, and how to change it. What is set to undefined goes. */
export function useInboxSearch() {
  const search = readInboxSearch(useSearch({ strict: false }));
  const { creator = '' } = useParams({ strict: false });
  const navigate = useNavigate();
  const change = (wanted: Change, { replace = true } = {}) =>
    void navigate({
      to: paths.carrierUpdates(creator),
      search: Object.fromEntries(
        Object.entries({ ...search, ...wanted }).filter(([, value]) => Boolean(value)),
      ),
      replace,
      resetScroll: false,
    });
  return [search, change] as const;
}
