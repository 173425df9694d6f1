import pg from 'pg';

/** Passwords of the three roles the program runs as. */
export interface RoleSecrets {
  app: string;
  engine: string;
  partner: string;
}

/** Requests run as this: no superuser, owner of nothing. */
export const APP_ROLE = 'waybill_app';
/** Bulk work runs as this: may make tables in the schema `staging`, and is under the same policies. */
export const ENGINE_ROLE = 'waybill_engine';
/**
 * What a partner's token asks runs as this. It has rights on what partners are sent and on nothing else, so that a
 * resolver which forgets to ask who it is gives nothing away; a policy more on the tables of everybody would have cost
 * every bulk statement a check per row.
 */
export const PARTNER_ROLE = 'waybill_partner';

/** What none of them may be, with the column of pg_roles that tells. */
const POWERS = [
  ['rolsuper', 'nosuperuser'],
  ['rolbypassrls', 'nobypassrls'],
  ['rolcreatedb', 'nocreatedb'],
  ['rolcreaterole', 'nocreaterole'],
] as const;

/**
 * Makes or mends the roles. Roles belong to the whole cluster, so two databases of one cluster share them;
 * the passwords given last hold. An owner with CREATEROLE is enough: a power is only taken from a role that has it,
 * since to name one at all takes a superuser.
 */
export async function prepareRoles(adminUrl: string, secrets: RoleSecrets): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock(77100)');
    for (const [role, password] of [
      [APP_ROLE, secrets.app],
      [ENGINE_ROLE, secrets.engine],
      [PARTNER_ROLE, secrets.partner],
    ] as const) {
      const { rows } = await client.query<Record<(typeof POWERS)[number][0], boolean>>(
        `select ${POWERS.map(([column]) => column).join(', ')} from pg_roles where rolname = $1`,
        [role],
      );
      const found = rows[0];
      const without = POWERS.filter(([column]) => found?.[column]).map(([, none]) => none);
      await client.query(
        `${found ? 'alter' : 'create'} role ${role} login ${without.join(' ')} password ${client.escapeLiteral(password)}`,
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

export function partnerUrl(adminUrl: string, secrets: RoleSecrets): string {
  return withRole(adminUrl, PARTNER_ROLE, secrets.partner);
}

function withRole(url: string, user: string, password: string): string {
  const changed = new URL(url);
  changed.username = user;
  changed.password = password;
  return changed.href;
}
