import { useConnection } from '../connection.ts';
import { useDelayed } from '../ui/useDelayed.ts';

/** A socket that is back within this does not make the page flicker. */
const patience = 1000;

/** True when the live connection is gone, so that the numbers on the page may be old: they are dimmed, never silently wrong. */
export function useStale(): boolean {
  const { state } = useConnection();
  return useDelayed(state === 'reconnecting' || state === 'offline', patience);
}
