import { isId, type Owned } from '../access/authorise.ts';
import { requireText } from '../access/checks.ts';
import { targetSql } from '../backers/backer-filter.sql.ts';
import { resolveTarget } from '../backers/resolve-wish.ts';
import type { Database } from '../lib/database.ts';
import type { Principal } from '../lib/principal.ts';
import { readerOf } from '../lib/reader.ts';
import { notFound, UserError, UserErrorCode } from '../lib/user-error.ts';
import { configureOperation, createOperation } from '../operations/operation.actions.ts';
import type { OperationOptions, OperationRecord } from '../operations/operation.row.ts';
import type { LabelPurchaseConfigureInput, LabelPurchaseInput, LabelServiceInput } from './postage.inputs.ts';
import { hearOfParcels, type NewsDeps } from './parcel-news.actions.ts';
import { missingToBuy, settingsIn } from './postage-settings.row.ts';

/** A purchase of labels for the backers a target names, as an operation; it always stops at its preview. */
export async function createPurchase(
  deps: NewsDeps,
  project: Owned,
  principal: Principal,
  input: LabelPurchaseInput,
) {
  const { db } = deps;
  const service = readService(input.service ?? null);
  const read = readerOf(db, [project.creatorId]);
  // Refuses a target that cannot be meant before anything is made of it.
  targetSql(await resolveTarget(read, project.id, input.target), project.id, []);
  await requirePreset(db, project, input.presetId ?? null);
  const settings = await settingsIn(read, project.id);
  const missing = missingToBuy(settings);
  if (missing.length > 0) throw new UserError(UserErrorCode.NOT_READY, missing.join(' '));
  // Where it did not work out when the settings were saved: a label without news of its parcel never makes an order Fulfilled.
  await hearOfParcels(deps, project, principal);
  return createOperation(db, project, principal, {
    kind: 'LABEL_PURCHASE',
    status: 'PLANNING',
    options: { target: input.target, presetId: input.presetId ?? null, service },
    idempotencyKey: input.idempotencyKey,
  });
}

/** Plans it again; what was previewed is void from here on. */
export async function configurePurchase(
  db: Database,
  owned: Owned,
  input: LabelPurchaseConfigureInput,
): Promise<OperationRecord> {
  const [operation] = await db.read<{ projectId: string }>(
    [owned.creatorId],
    'select project_id as "projectId" from operation where id = $1',
    [owned.id],
  );
  if (!operation) throw notFound('operation');
  await requirePreset(db, { id: operation.projectId, creatorId: owned.creatorId }, input.presetId ?? null);
  return configureOperation(db, owned, 'LABEL_PURCHASE', {
    presetId: input.presetId ?? null,
    service: readService(input.service ?? null),
    // The same choices plan again too: prices may have grown old.
    plannedAgain: new Date().toISOString(),
  });
}

function readService(given: LabelServiceInput | null): NonNullable<OperationOptions['service']> {
  const some = (value: string | null | undefined, name: string) =>
    value?.trim() ? requireText(value, ['input', 'service', name], `the ${name}`, 80) : null;
  const preference = given?.preference ?? 'CHEAPEST';
  const carrier = some(given?.carrier, 'carrier');
  const service = some(given?.service, 'service');
  if (preference === 'EXACT' && carrier === null)
    throw new UserError(UserErrorCode.BLANK, 'Say which carrier.', ['input', 'service', 'carrier']);
  return preference === 'EXACT'
    ? { preference, carrier, service }
    : { preference, carrier: null, service: null };
}

async function requirePreset(db: Database, project: Owned, presetId: string | null): Promise<void> {
  if (presetId === null) return;
  const found = isId(presetId)
    ? await db.read([project.creatorId], 'select from parcel_preset where id = $1 and project_id = $2', [
        presetId,
        project.id,
      ])
    : [];
  if (found.length === 0) throw notFound('parcel preset');
}
