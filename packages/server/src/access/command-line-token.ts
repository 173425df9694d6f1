import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { findRunningDatabase, startDatabase } from '../lib/embedded-postgres.ts';
import type { Scope } from '../lib/principal.ts';
import { openOrm } from '../orm.ts';
import { createToken } from './token.actions.ts';

/** What was asked for cannot be done; the message is for people. */
export class RequestError extends Error {
  override name = 'RequestError';
}

export interface TokenOrder {
  /** Slug of the creator it acts for. */
  creator: string;
  scopes: Scope[];
  name: string;
  /** Days until it expires; null for never. */
  days: number | null;
}

/**
 * Makes a token as the person at the machine, who needs no sign-in: whoever reads the data directory reads everything.
 * @returns the token, which is stored nowhere
 * @throws RequestError, UserError
 */
export async function makeTokenFor(order: TokenOrder, config: Config): Promise<string> {
  const database = await reachDatabase(config);
  const orm = await openOrm(database.adminUrl);
  try {
    const em = orm.em.fork();
    const sql = 'select id::text as id from creator where slug = ?';
    const rows: { id: string }[] = await em.execute(sql, [order.creator]);
    const creator = rows[0];
    if (!creator)
      throw new RequestError(`There is no creator "${order.creator}". Give the slug, as in its address.`);
    const input = { name: order.name, scopes: order.scopes, expiresInDays: order.days };
    return (await createToken(em, creator.id, null, input)).secret;
  } finally {
    await orm.close();
    await database.leave();
  }
}

/** The database of a running instance, or the instance's own started for the moment. */
async function reachDatabase(config: Config): Promise<{ adminUrl: string; leave(): Promise<void> }> {
  const leave = () => Promise.resolve();
  if (config.databaseUrl) return { adminUrl: config.databaseUrl, leave };
  if (!existsSync(join(config.dataDir, 'postgres'))) {
    throw new RequestError(
      `There is no data in ${config.dataDir} yet. Run "npm start" once, or set DATA_DIR.`,
    );
  }
  const running = await findRunningDatabase(config.dataDir);
  if (running) return { adminUrl: running, leave };
  const silent = { info: () => undefined, warn: () => undefined };
  const started = await startDatabase({ dataDir: config.dataDir, log: silent });
  return { adminUrl: started.adminUrl, leave: () => started.stop() };
}
