import { useNavigate, useSearch } from '@tanstack/react-router';
import { usePaths } from '../paths.ts';
import { readNotificationsSearch, type MailTab, type NotificationsSearch } from './notifications-search.ts';

type Change = { [Key in keyof NotificationsSearch]: NotificationsSearch[Key] | undefined };

/** What a tab keeps in the address, and how to change it. What is set to undefined goes. */
export function useNotificationsSearch(tab: MailTab) {
  const search = readNotificationsSearch(useSearch({ strict: false }));
  const paths = usePaths();
  const navigate = useNavigate();
  const change = (wanted: Change, { replace = true } = {}) =>
    void navigate({
      to: paths.notifications(tab),
      search: Object.fromEntries(
        Object.entries({ ...search, ...wanted }).filter(([, value]) => Boolean(value)),
      ),
      replace,
      resetScroll: false,
    });
  return [search, change] as const;
}
