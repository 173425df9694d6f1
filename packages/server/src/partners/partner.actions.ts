import type { PoolClient } from 'pg';
import { isId, type Owned } from '../access/authorise.ts';
import { requireText } from '../access/checks.ts';
import type { Database } from '../lib/database.ts';
import type { Principal } from '../lib/principal.ts';
import { notFound, UserError, UserErrorCode } from '../lib/user-error.ts';
import { PARTNER_COLUMNS, type Partner, type PartnerVendor } from './partner.type.ts';
import { takeBack } from './recall.sql.ts';

type PartnerRow = Partner & Record<string, unknown>;

export interface PartnerFields {
  name: string;
  vendor?: PartnerVendor | null;
  connectionId?: string | null;
}

/** A project's partners by name, the archived ones last. */
export function partnersOf(db: Database, project: { id: string; creatorId: string }): Promise<Partner[]> {
  return db.read<PartnerRow>(
    [project.creatorId],
    `select ${PARTNER_COLUMNS} from partner p where p.project_id = $1
     order by p.archived_at is not null, lower(p.name), p.id limit 500`,
    [project.id],
  );
}

/** @throws UserError BLANK, INVALID, TAKEN, NOT_FOUND */
export async function createPartner(
  db: Database,
  project: Owned,
  by: Principal,
  input: PartnerFields,
): Promise<Partner> {
  const name = requireName(input.name);
  const vendor = input.vendor ?? null;
  const connectionId = input.connectionId ?? null;
  if ((vendor === null) !== (connectionId === null))
    throw new UserError(
      UserErrorCode.INVALID,
      vendor === null
        ? 'A connection belongs to a vendor: say which, or leave the connection out.'
        : 'Choose the connection whose key opens the vendor’s API.',
      ['input', 'connectionId'],
    );
  return db.write([project.creatorId], async (client) => {
    if (vendor !== null) await requireConnection(client, project.creatorId, vendor, connectionId);
    const { rows } = await client.query<PartnerRow>(
      `insert into partner as p (creator_id, project_id, name, vendor, connection_id, created_by)
       values ($1, $2, $3, $4, $5, $6)
       on conflict (project_id, lower(name)) where archived_at is null do nothing returning ${PARTNER_COLUMNS}`,
      [project.creatorId, project.id, name, vendor, connectionId, by.name],
    );
    if (!rows[0]) throw taken(name);
    return rows[0];
  });
}

/** @throws UserError as `createPartner` */
export async function updatePartner(
  db: Database,
  owned: Owned,
  input: { name?: string | null; connectionId?: string | null },
): Promise<Partner> {
  const name = input.name == null ? null : requireName(input.name);
  return db.write([owned.creatorId], async (client) => {
    const partner = await lockPartner(client, owned.id);
    if (input.connectionId != null) {
      if (partner.vendor === null)
        throw new UserError(
          UserErrorCode.INVALID,
          'This partner works with our API and needs no connection.',
          ['input', 'connectionId'],
        );
      await requireConnection(client, owned.creatorId, partner.vendor, input.connectionId);
    }
    if (name !== null) {
      const { rowCount } = await client.query(
        `select from partner p where p.project_id = $1 and lower(p.name) = lower($2) and p.id <> $3 and p.archived_at is null`,
        [partner.projectId, name, owned.id],
      );
      if (rowCount) throw taken(name);
    }
    const { rows } = await client.query<PartnerRow>(
      `update partner p set name = coalesce($2, p.name), connection_id = coalesce($3::bigint, p.connection_id)
       where p.id = $1 returning ${PARTNER_COLUMNS}`,
      [owned.id, name, input.connectionId ?? null],
    );
    if (!rows[0]) throw notFound('partner');
    return rows[0];
  });
}

/** What archiving a partner may take back. */
const TAKEN_BACK = {
  NOTHING: [],
  UNANSWERED: ['SENT'],
  ALL: ['SENT', 'ACCEPTED', 'PARTIALLY_SHIPPED'],
} as const satisfies Record<string, readonly string[]>;

/**
 * Ends the work with a partner: its tokens are revoked, nothing more is sent to it. What it has shipped stays.
 *
 * @param takenBack what may be taken back of what is open: nothing, what it has not answered, or what it has in hand or
 *   has shipped in part too. Orders that wait for nothing else are Ready to fulfill again
 * @throws UserError CONFLICT where something else is open
 */
export async function archivePartner(
  db: Database,
  owned: Owned,
  by: Principal,
  takenBack: keyof typeof TAKEN_BACK,
): Promise<Partner> {
  return db.engineWrite([owned.creatorId], async (client) => {
    const partner = await lockPartner(client, owned.id);
    const statuses = TAKEN_BACK[takenBack];
    if (statuses.length > 0)
      await takeBack(
        client,
        { creatorId: owned.creatorId, projectId: partner.projectId },
        { kind: by.kind, name: by.name },
        { sql: 'r.partner_id = $1', values: [owned.id] },
        { statuses },
      );
    // Counted after the taking back, which goes back with a refusal: a request that the partner accepts meanwhile is
    // among what is still open, and not among what was agreed to.
    const {
      rows: [open],
    } = await client.query<{ unanswered: number; begun: number }>(
      `select count(*) filter (where status = 'SENT')::int as unanswered,
              count(*) filter (where status in ('ACCEPTED', 'PARTIALLY_SHIPPED'))::int as begun
       from fulfillment_request where partner_id = $1`,
      [owned.id],
    );
    const { unanswered = 0, begun = 0 } = open ?? {};
    if (begun > 0)
      throw new UserError(
        UserErrorCode.CONFLICT,
        `${partner.name} has ${requests(begun)} in hand or shipped in part. Wait for the parcels, or take them back too: what is packed already may then go out twice.`,
        ['cancelInHand'],
      );
    if (unanswered > 0)
      throw new UserError(
        UserErrorCode.CONFLICT,
        `${partner.name} has not answered ${requests(unanswered)}. Wait for it, or archive it and take them back.`,
        ['cancelOpen'],
      );
    const { rows } = await client.query<PartnerRow>(
      `update partner p set archived_at = coalesce(p.archived_at, now()) where p.id = $1 returning ${PARTNER_COLUMNS}`,
      [owned.id],
    );
    await client.query(
      'update api_token set revoked_at = now() where partner_id = $1 and revoked_at is null',
      [owned.id],
    );
    if (!rows[0]) throw notFound('partner');
    return rows[0];
  });
}

const requests = (n: number) => (n === 1 ? 'one request' : `${n.toLocaleString('en-US')} requests`);

async function lockPartner(client: PoolClient, id: string): Promise<Partner> {
  const { rows } = await client.query<PartnerRow>(
    `select ${PARTNER_COLUMNS} from partner p where p.id = $1 for no key update`,
    [id],
  );
  if (!rows[0]) throw notFound('partner');
  return rows[0];
}

async function requireConnection(
  client: PoolClient,
  creatorId: string,
  vendor: PartnerVendor,
  id: string | null,
): Promise<void> {
  const { rows } =
    id !== null && isId(id)
      ? await client.query<{ hasKey: boolean }>(
          `select api_key_sealed is not null as "hasKey" from vendor_connection
           where id = $1 and creator_id = $2 and vendor = $3::vendor and disabled_at is null`,
          [id, creatorId, vendor],
        )
      : { rows: [] };
  if (!rows[0]) throw notFound('connection');
  if (!rows[0].hasKey)
    throw new UserError(
      UserErrorCode.INVALID,
      'This connection has no API key, so nothing can be sent through it. Add the key to the connection first.',
      ['input', 'connectionId'],
    );
}

function requireName(name: string): string {
  return requireText(name, ['input', 'name'], 'a name', 120);
}

function taken(name: string): UserError {
  return new UserError(
    UserErrorCode.TAKEN,
    `This project has a partner called “${name}” already. Give this one another name.`,
    ['input', 'name'],
  );
}
