import { randomBytes } from 'node:crypto';
import type { Owned } from '../access/authorise.ts';
import { createConnection, type ConnectionDeps } from '../inbox/connection.actions.ts';
import type { Database } from '../lib/database.ts';
import type { Principal } from '../lib/principal.ts';
import { readerIn } from '../lib/reader.ts';
import { UserError } from '../lib/user-error.ts';
import { missingToBuy, settingsIn } from './postage-settings.row.ts';
import { projectProvider, type Postage } from './provider-of.ts';
import { ProviderError } from './provider.ts';

/** What it takes to be told of parcels. */
export type NewsDeps = Postage & ConnectionDeps & { db: Database };

/**
 * Has the provider of a project send news of its parcels to a connection of ours; done once for a provider and key, and
 * again where that connection was disabled since.
 *
 * @returns what did not work out: the settings hold all the same
 */
export async function hearOfParcels(deps: NewsDeps, project: Owned, principal: Principal): Promise<string[]> {
  const { db } = deps;
  const creators = [project.creatorId];
  const secret = randomBytes(32).toString('base64url');
  try {
    const made = await db.write(creators, async (client) => {
      const settings = await settingsIn(readerIn(client), project.id);
      if (settings.connectionId !== null || missingToBuy(settings).length > 0) return null;
      const { provider } = await projectProvider(client, deps, project.id);
      const { rows } = await client.query<{ title: string }>('select title from project where id = $1', [
        project.id,
      ]);
      const name =
        `${settings.provider === 'EASYPOST' ? 'EasyPost' : 'Simulator'}: ${rows[0]?.title ?? ''}`.slice(
          0,
          120,
        );
      const wish = { vendor: 'EASYPOST' as const, name, secret };
      const connection = await createConnection(client, deps, project.creatorId, wish, principal.name);
      return { provider, connection };
    });
    if (!made) return [];
    const { provider, connection } = made;
    try {
      await provider.registerWebhook(connection.url, secret);
    } catch (error) {
      // An address nobody sends to would only stand in the list.
      await db.write(creators, (client) =>
        client.query('update vendor_connection set disabled_at = now() where id = $1', [connection.id]),
      );
      throw error;
    }
    await db.write(creators, (client) =>
      client.query(
        `update postage_settings set webhook_connection_id = $2 where project_id = $1
           and not exists (select from vendor_connection c where c.id = webhook_connection_id and c.disabled_at is null)`,
        [project.id, connection.id],
      ),
    );
    return [];
  } catch (error) {
    if (error instanceof ProviderError || error instanceof UserError)
      return [
        `News of parcels could not be asked for, so nothing becomes Fulfilled by itself: ${error.message}`,
      ];
    throw error;
  }
}
