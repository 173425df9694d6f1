import pg from 'pg';

/** Passwords of the two roles the program runs as. */
export interface RoleSecrets {
  app: string;
  engine: string;
}

/** Requests run as this: no superuser, owner of nothing. */
export const APP_ROLE = 'waybill_app';
/** Bulk work runs as this: may make tables in the schema `staging`, and is under the same policies. */
export const ENGINE_ROLE = 'waybill_engine';

/**
 * Makes or mends the two roles. Roles belong to the whole cluster, so two databases of one cluster share them;
 * the passwords given last hold.
 */
export async function prepareRoles(adminUrl: string, secrets: RoleSecrets): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock(77100)');
    for (const [role, password] of [
      [APP_ROLE, secrets.app],
      [ENGINE_ROLE, secrets.engine],
    ] as const) {
      const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [role]);
      const verb = rowCount ? 'alter' : 'create';
      await client.query(
        `${verb} role ${role} login nosuperuser nobypassrls nocreatedb nocreaterole password ${client.escapeLiteral(password)}`,
      );
    }
  } finally {
    await client.end();
  }
}

export function appUrl(adminUrl: string, secrets: RoleSecrets): string {
  return withRole(adminUrl, APP_ROLE, secrets.app);
}

export function engineUrl(adminUrl: string, secrets: RoleSecrets): string {
  return withRole(adminUrl, ENGINE_ROLE, secrets.engine);
}

function withRole(url: string, user: string, password: string): string {
  const changed = new URL(url);
  changed.username = user;
  changed.password = password;
  return changed.href;
}
