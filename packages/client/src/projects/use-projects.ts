import { useQuery } from '@apollo/client/react';
import { Projects } from '@waybill/schema/projects';
import { useEffect } from 'react';

/**
 * What the frame and the cards may listen to together. A socket may have 20 subscriptions and refuses the next without
 * anybody seeing it; the others are for the page that is opened from here, whose own begin before these end.
 */
const mostLive = 11;
/** The cards beyond are read again this often. */
const askEvery = 5000;

/** Every project of the viewer's creators: the first are to be listened to, any others are kept current from here. */
export function useProjects() {
  const { data, dataState, error, refetch, startPolling, stopPolling } = useQuery(Projects, {
    skipPollAttempt: () => document.visibilityState === 'hidden',
  });
  const creators = dataState === 'complete' ? data.viewer?.creators : undefined;
  const ids = creators?.flatMap(({ projects }) => projects.map(({ id }) => id)) ?? [];
  // The frame listens to each creator.
  const live = new Set(ids.slice(0, Math.max(0, mostLive - (creators?.length ?? 0))));
  const more = ids.length > live.size;
  useEffect(
    function askForTheOthers() {
      if (!more) return undefined;
      startPolling(askEvery);
      return stopPolling;
    },
    [more, startPolling, stopPolling],
  );
  return { creators, live, error, retry: () => void refetch().catch(() => undefined) };
}
