import { useMemo } from 'react';
import { useParams } from '@tanstack/react-router';

/** Every address of the client, spelled once. */
export const paths = {
  signIn: (returnTo?: string) => (returnTo ? `/sign-in?to=${encodeURIComponent(returnTo)}` : '/sign-in'),
  signUp: () => '/sign-up',
  invitation: (token: string) => `/invitation/${token}`,
  projects: () => '/',
  members: (creator: string) => `/${creator}/settings/members`,
  tokens: (creator: string) => `/${creator}/settings/tokens`,
  carrierUpdates: (creator: string) => `/${creator}/settings/carrier-updates`,
  webhooks: (creator: string) => `/${creator}/settings/webhooks`,
  webhook: (creator: string, endpointId: string) => `/${creator}/settings/webhooks/${endpointId}`,
  profile: (creator: string) => `/${creator}/settings/profile`,
  project: (creator: string, project: string) => projectPaths(creator, project),
};

/** The addresses below one project. */
export function projectPaths(creator: string, project: string) {
  const base = `/${creator}/${project}`;
  return {
    dashboard: () => base,
    /** `search` is the query string of the backer report: filters, search, sort, `backer=<id>`. */
    backers: (search?: Record<string, string | readonly string[] | undefined>) =>
      `${base}/backers${searchString(search ?? {})}`,
    backer: (backerId: string) => `${base}/backers/${backerId}`,
    segments: () => `${base}/segments`,
    segmentNew: () => `${base}/segments/new`,
    segment: (segmentId: string) => `${base}/segments/${segmentId}`,
    segmentEdit: (segmentId: string) => `${base}/segments/${segmentId}/edit`,
    digitalRewards: () => `${base}/digital-rewards`,
    upload: (operationId?: string) => (operationId ? `${base}/upload/${operationId}` : `${base}/upload`),
    import: (operationId?: string) => (operationId ? `${base}/import/${operationId}` : `${base}/import`),
    export: () => `${base}/export`,
    /** One of the screens about mail; without a name the overview. */
    notifications: (tab?: string) =>
      tab && tab !== 'overview' ? `${base}/notifications/${tab}` : `${base}/notifications`,
    /** One of the screens of postage; without a name the labels. */
    postage: (tab?: string) => (tab && tab !== 'labels' ? `${base}/postage/${tab}` : `${base}/postage`),
    scan: () => `${base}/scan`,
    partners: () => `${base}/partners`,
    exceptions: () => `${base}/exceptions`,
    operations: () => `${base}/operations`,
    operation: (operationId: string) => `${base}/operations/${operationId}`,
  };
}

export type ProjectPaths = ReturnType<typeof projectPaths>;

/** The addresses of the project that is open. Throws outside of a project's pages. */
export function usePaths(): ProjectPaths {
  const { creator, project } = useParams({ strict: false });
  return useMemo(() => {
    if (!creator || !project)
      throw new Error('usePaths needs a project in the address; use paths.project(creator, project).');
    return projectPaths(creator, project);
  }, [creator, project]);
}

/**
 * Search parameters as people write them: `status=FULFILLED&status=CANCELED&q=ann`. A key that repeats is a list.
 * The router's own format is JSON in percent signs, which nobody can read in a link that a colleague sends.
 */
export function searchString(search: Record<string, unknown>): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null && one !== '') params.append(key, String(one));
    }
  }
  const text = params.toString();
  return text ? `?${text}` : '';
}

/** The reverse of `searchString`: one value is a string, several are a list. Validators of routes make more of it. */
export function parseSearch(text: string): Record<string, string | string[]> {
  const params = new URLSearchParams(text);
  const search: Record<string, string | string[]> = {};
  for (const key of new Set(params.keys())) {
    const values = params.getAll(key);
    search[key] = values.length > 1 ? values : (values[0] ?? '');
  }
  return search;
}
