import { BackerPage } from '@waybill/schema/backers';
import { usePages, type Pages } from '../lists/use-pages.ts';
import { filterOf, sortOf, type BackerSearch } from './backer-search.ts';

/** The backers that match, page by page. */
export function useBackerPages(projectId: string, search: BackerSearch): Pages {
  return usePages(projectId, {
    query: BackerPage,
    variables: (page) => ({
      ...page,
      projectId,
      segmentId: search.segment ?? null,
      filter: filterOf(search),
      search: search.q ?? null,
      sort: sortOf(search),
    }),
    connectionOf: ({ project }) => project?.backers,
  });
}
