import { isId, type Owned } from '../access/authorise.ts';
import type { Database } from '../lib/database.ts';
import type { Principal } from '../lib/principal.ts';
import { UserError, UserErrorCode } from '../lib/user-error.ts';
import { askRefunds, beginVoid } from './give-back.ts';
import { readLabels } from './label.row.ts';
import type { LabelRefusal } from './postage.inputs.ts';
import type { Label } from './postage.types.ts';
import { projectProvider, type Postage } from './provider-of.ts';
import { recordAnswers } from './refund-answers.ts';
import { settleLabels } from './settle-labels.ts';

const MOST_LABELS = 100;

interface Answer {
  labels: Label[];
  refused: LabelRefusal[];
}

/**
 * Gives labels back. Each is noted as being voided first, then the provider is asked, then parcel and order follow; what
 * it refuses stays paid, with its words.
 *
 * @throws UserError LIMIT_EXCEEDED, NOT_READY
 */
export async function voidLabels(
  deps: Postage & { db: Database },
  project: Owned,
  principal: Principal,
  ids: readonly string[],
): Promise<Answer> {
  const { db } = deps;
  const creators = [project.creatorId];
  const labels = await labelsOf(db, project, ids);
  // Refused as a whole where a provider cannot be asked, before anything is noted.
  await db.engineWrite(creators, async (client) => {
    for (const name of new Set(labels.map(({ provider }) => provider)))
      await projectProvider(client, deps, project.id, name);
  });
  const begun = await beginVoid(
    db,
    project.creatorId,
    labels.map(({ id }) => id),
  );
  const refused = labels
    .filter(({ id }) => !begun.some((one) => one.id === id))
    .map(({ id, status }) => ({ labelId: id, message: NOT_NOW[status] }));
  const answers = await askRefunds(deps, project, begun);
  const by = {
    source: 'POSTAGE' as const,
    operationId: null,
    actorKind: principal.kind,
    actorName: principal.name,
  };
  await db.engineWrite(creators, (client) => recordAnswers(client, answers, by, true));
  for (const one of answers)
    if ('message' in one) refused.push({ labelId: one.labelId, message: one.message });
  return {
    labels: await readLabels(
      db,
      creators,
      labels.map(({ id }) => id),
    ),
    refused,
  };
}

/** Asks what became of labels that are being paid or given back. */
export async function checkLabels(
  deps: Postage & { db: Database },
  project: Owned,
  ids: readonly string[],
): Promise<Answer> {
  const labels = await labelsOf(deps.db, project, ids);
  const refused = await settleLabels(
    deps,
    project.creatorId,
    labels.map(({ id }) => id),
  );
  return {
    labels: await readLabels(
      deps.db,
      [project.creatorId],
      labels.map(({ id }) => id),
    ),
    refused,
  };
}

async function labelsOf(db: Database, project: Owned, ids: readonly string[]): Promise<Label[]> {
  if (ids.length === 0 || ids.length > MOST_LABELS)
    throw new UserError(
      UserErrorCode.LIMIT_EXCEEDED,
      `Name 1 to ${MOST_LABELS} labels; these are ${ids.length}.`,
      ['ids'],
    );
  const found = await readLabels(db, [project.creatorId], [...new Set(ids.filter(isId))]);
  const here = found.filter(({ projectId }) => projectId === project.id);
  const stray = ids.find((id) => !here.some((label) => label.id === id));
  if (stray !== undefined)
    throw new UserError(UserErrorCode.NOT_FOUND, 'There is no such label, or it is not yours to see.', [
      'ids',
    ]);
  return here;
}

const NOT_NOW: Record<Label['status'], string> = {
  BOUGHT: 'A carrier has scanned this parcel, so the label is used.',
  VOIDING: 'It is given back already.',
  VOIDED: 'It is given back already.',
  BUYING: 'It is being paid right now; the provider is asked what became of it.',
  RATED: 'It was never paid.',
  FAILED: 'It was never paid.',
};
