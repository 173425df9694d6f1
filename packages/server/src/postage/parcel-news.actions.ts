import type { Owned } from '../access/authorise.ts';
import type { Context } from '../context.ts';
import type { Principal } from '../lib/principal.ts';

/**
 * Has the provider of a project send news of its parcels to a connection of ours; done once for a provider and key.
 *
 * @returns what did not work out: the settings hold all the same
 */
export function hearOfParcels(
  _context: Pick<Context, 'db' | 'secret' | 'simulatorUrl' | 'config'>,
  _project: Owned,
  _principal: Principal,
  _secret: string,
): Promise<string[]> {
  return Promise.resolve([]);
}
