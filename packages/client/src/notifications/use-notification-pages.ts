import { NotificationPage } from '@waybill/schema/notifications';
import { usePages, type Pages } from '../lists/use-pages.ts';
import { statusesOf, type NotificationsSearch } from './notifications-search.ts';

/** The mails that match, page by page, newest first. */
export function useNotificationPages(projectId: string, search: NotificationsSearch): Pages {
  return usePages(projectId, {
    query: NotificationPage,
    variables: (page) => ({
      ...page,
      projectId,
      status: statusesOf(search.status),
      operationId: search.operation ?? null,
      search: search.q ?? null,
    }),
    connectionOf: ({ project }) => project?.notifications,
  });
}
