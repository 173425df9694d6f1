import { isId, type Owned } from '../access/authorise.ts';
import type { BackerTarget } from '../backers/backer-filter.inputs.ts';
import { tablesOf, targetCondition } from '../backers/backer-filter.sql.ts';
import { resolveTarget } from '../backers/resolve-wish.ts';
import type { Database } from '../lib/database.ts';
import type { Principal } from '../lib/principal.ts';
import { readerOf } from '../lib/reader.ts';
import { notFound, UserError, UserErrorCode } from '../lib/user-error.ts';
import { takeBack, type Condition } from './recall.sql.ts';

export const MOST_REQUESTS = 1000;

/**
 * Takes back requests that the partner has not answered yet. What it has in hand or has shipped in part is left alone,
 * since it may be packed already, unless the order was fulfilled or canceled otherwise. A vendor has no call for that:
 * there, whoever takes it back cancels it by hand.
 *
 * @throws UserError INVALID, LIMIT_EXCEEDED, NOT_FOUND where none of the requests is there
 */
export async function recallRequests(
  db: Database,
  project: Owned,
  by: Principal,
  input: { target?: BackerTarget | null; requestIds?: string[] | null },
): Promise<{ changed: number; leftAlone: number }> {
  const condition = await conditionOf(db, project, input);
  const { changed, named } = await db.engineWrite([project.creatorId], (client) =>
    takeBack(
      client,
      { creatorId: project.creatorId, projectId: project.id },
      { kind: by.kind, name: by.name },
      condition,
      { statuses: ['SENT'], ofEnded: ['ACCEPTED', 'PARTIALLY_SHIPPED'], untried: true },
    ),
  );
  if (input.requestIds && named === 0) throw notFound('request');
  return { changed, leftAlone: (input.requestIds ? new Set(input.requestIds).size : named) - changed };
}

async function conditionOf(
  db: Database,
  project: Owned,
  { target = null, requestIds = null }: { target?: BackerTarget | null; requestIds?: string[] | null },
): Promise<Condition> {
  if ((target === null) === (requestIds === null))
    throw new UserError(UserErrorCode.INVALID, 'Name either requestIds or a target.', ['input']);
  if (requestIds !== null)
    return { sql: 'r.id = any ($1::bigint[])', values: [requireIds(requestIds, ['input', 'requestIds'])] };
  const values: unknown[] = [];
  const resolved = await resolveTarget(readerOf(db, [project.creatorId]), project.id, target as BackerTarget);
  const wanted = targetCondition(resolved, project.id, values);
  return {
    sql: `r.status <> 'CANCELED' and r.backer_id in (select o.backer_id from ${tablesOf({ backer: wanted.backer, order: true })}
      left join order_hold h on h.backer_id = o.backer_id where o.project_id = ${BigInt(project.id)} and ${wanted.sql})`,
    values,
  };
}

/** @returns the texts that can be keys; others name nothing, like keys that never were */
function requireIds(ids: readonly string[], field: string[]): string[] {
  if (ids.length === 0) throw new UserError(UserErrorCode.BLANK, 'Name at least one request.', field);
  if (ids.length > MOST_REQUESTS)
    throw new UserError(
      UserErrorCode.LIMIT_EXCEEDED,
      `At most ${MOST_REQUESTS.toLocaleString('en-US')} at once; ${ids.length.toLocaleString('en-US')} came.`,
      field,
    );
  return ids.filter(isId);
}
