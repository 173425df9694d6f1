import DataLoader from 'dataloader';
import type { Context } from '../context.ts';
import { decodeCursor, encodeCursor } from '../lib/connection.ts';
import type { Database } from '../lib/database.ts';
import { OPERATION_COLUMNS, type OperationRecord } from './operation.row.ts';

/** Operations by id, one query for all that one document asks for. */
export function operationsById(context: Context): DataLoader<string, OperationRecord | null> {
  return new DataLoader(async (ids) => {
    const rows = await context.db.read<OperationRecord>(
      context.principal?.creators.keys() ?? [],
      `select ${OPERATION_COLUMNS} from operation o where o.id = any ($1)`,
      [ids],
    );
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id) ?? null);
  });
}

export interface OperationsQuery {
  first: number;
  after: string | null;
  status: string[] | null;
  kind: string[] | null;
  dismissed?: boolean | null;
}

/** A page of a project's operations, newest first. */
export async function operationsOf(
  db: Database,
  project: { id: string; creatorId: string },
  query: OperationsQuery,
) {
  const after = query.after ? decodeCursor<string>(query.after) : null;
  const filter = `project_id = $1 and ($2::text[] is null or status::text = any ($2)) and ($3::text[] is null or kind::text = any ($3))
    and ($4::boolean is null or (dismissed_at is not null) = $4)`;
  const values = [project.id, query.status, query.kind, query.dismissed ?? null];
  const [found, counted] = await Promise.all([
    db.read<OperationRecord>(
      [project.creatorId],
      `select ${OPERATION_COLUMNS} from operation o where ${filter} and ($5::bigint is null or o.id < $5) order by o.id desc limit $6`,
      [...values, after, query.first + 1],
    ),
    db.read<{ n: number }>(
      [project.creatorId],
      `select count(*)::int as n from operation where ${filter}`,
      values,
    ),
  ]);
  const nodes = found.slice(0, query.first);
  const edges = nodes.map((node) => ({ node, cursor: encodeCursor(node.id) }));
  return {
    nodes,
    edges,
    totalCount: counted[0]?.n ?? 0,
    pageInfo: {
      hasNextPage: found.length > query.first,
      hasPreviousPage: after !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}
