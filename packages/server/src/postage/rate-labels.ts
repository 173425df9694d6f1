import { resolveTarget } from '../backers/resolve-wish.ts';
import type { BackerTarget } from '../backers/backer-filter.inputs.ts';
import { cutText } from '../lib/cut-text.ts';
import { readerIn, type Read } from '../lib/reader.ts';
import { UserError, UserErrorCode } from '../lib/user-error.ts';
import type { PrepareDeps } from '../operations/operation.kind.ts';
import type { OperationRecord } from '../operations/operation.row.ts';
import { eachAtOnce } from './at-once.ts';
import { judgedOrders, type PresetChoice } from './label-plan.sql.ts';
import { customsVerdict, packedOrders, wishOf } from './label-wishes.ts';
import { missingToBuy, settingsIn } from './postage-settings.row.ts';
import { projectProvider } from './provider-of.ts';
import {
  ProviderError,
  type ParcelBox,
  type PostageProvider,
  type Rate,
  type ShipmentWish,
} from './provider.ts';

interface Candidate {
  backerId: string;
  presetId: string;
  addressVersion: number;
}

interface Preset extends PresetChoice {
  box: ParcelBox;
}

/** What was asked before, by this operation. */
interface Asked {
  backerId: string;
  reference: string;
  status: string;
  ratedAt: string | null;
}

/** What was learned of one parcel. */
interface Rated extends Candidate {
  reference: string;
  providerShipmentId: string | null;
  rates: Rate[];
  problem: string | null;
  problemCode: string | null;
}

/** For how long a price is taken to hold. EasyPost says a day; what is bought late still finds them. */
const RATE_LIFE_MS = 20 * 3_600_000;
/** Orders whose items are in memory at once. */
const PAGE = 400;
/** What is lost of work done when the process dies: prices, which cost nothing. */
const WRITTEN_TOGETHER = 24;

/** The boxes a purchase may take, in their order: the one that was named, or all there are. */
export async function presetsFor(read: Read, operation: OperationRecord): Promise<Preset[]> {
  const rows = await read<ParcelBox & { id: string; skus: string[]; segmentId: string | null }>(
    /* sql */ `select id, length_mm as "lengthMm", width_mm as "widthMm", height_mm as "heightMm", weight_g as "weightG", skus,
      segment_id as "segmentId" from parcel_preset where project_id = $1 and ($2::bigint is null or id = $2) order by position, id`,
    [operation.projectId, operation.options.presetId ?? null],
  );
  const named = operation.options.presetId != null;
  const presets: Preset[] = [];
  for (const { id, skus, segmentId, ...box } of rows) {
    const segment =
      segmentId === null || named ? null : await ofSegment(read, operation.projectId, segmentId);
    // A box for a segment that is gone fits nobody.
    if (segment !== 'GONE') presets.push({ id, skus: named ? [] : skus, segment, box });
  }
  return presets;
}

async function ofSegment(read: Read, projectId: string, segmentId: string) {
  try {
    return await resolveTarget(read, projectId, { segmentId });
  } catch (error) {
    if (error instanceof UserError) return 'GONE' as const;
    throw error;
  }
}

/**
 * Has every parcel of a purchase priced. What was priced before, for the same box and address and not too long ago, is
 * not asked again; so a preparation that was cut off goes on where it was.
 *
 * @throws UserError NOT_READY when the provider refuses the key; ProviderError AWAY when it cannot be reached: then the
 *   job is tried again
 */
export async function rateLabels(deps: PrepareDeps, operation: OperationRecord): Promise<void> {
  const { db } = deps;
  const { creatorId, projectId } = operation;
  const found = await db.engineWrite([creatorId], async (client) => {
    const read = readerIn(client);
    const settings = await settingsIn(read, projectId);
    const missing = missingToBuy(settings);
    if (missing.length > 0) throw new UserError(UserErrorCode.NOT_READY, missing.join(' '));
    const presets = await presetsFor(read, operation);
    const target = await resolveTarget(read, projectId, operation.options.target as BackerTarget);
    const values: unknown[] = [];
    const judged = judgedOrders(projectId, target, presets, values);
    const candidates = await read<Candidate & Record<string, unknown>>(
      `select backer_id as "backerId", preset_id as "presetId", address_version as "addressVersion"
       from (${judged}) j where outcome = 'LABEL' order by backer_id`,
      values,
    );
    const asked = await read<Asked & Record<string, unknown>>(
      `select backer_id as "backerId", reference, status, rated_at as "ratedAt" from label where operation_id = $1`,
      [operation.id],
    );
    const { provider, name } = await projectProvider(client, deps, projectId);
    return { settings, presets, candidates, asked, provider, name };
  });
  const boxes = new Map(found.presets.map(({ id, box }) => [id, box]));
  const before = new Map(found.asked.map((one) => [one.backerId, one]));
  const again = operation.options.plannedAgain ?? operation.createdAt;
  const still = (asked: Asked | undefined, reference: string) =>
    asked?.reference === reference &&
    asked.ratedAt !== null &&
    (asked.status === 'RATED'
      ? Date.parse(asked.ratedAt) > Date.now() - RATE_LIFE_MS
      : // What was refused is asked again when somebody plans again, not when we go on.
        asked.status !== 'FAILED' || asked.ratedAt >= again);

  let done = 0;
  const total = found.candidates.length;
  for (let at = 0; at < total; at += PAGE) {
    const page = found.candidates.slice(at, at + PAGE);
    const orders = await db.engineWrite([creatorId], (client) =>
      packedOrders(
        readerIn(client),
        projectId,
        page.map(({ backerId }) => backerId),
      ),
    );
    const open = page.flatMap((candidate) => {
      const order = orders.get(candidate.backerId);
      const box = boxes.get(candidate.presetId);
      if (!order || !box || customsVerdict(found.settings, order).outcome) return [];
      const wish = wishOf(deps.secret, operation.id, found.settings, box, order);
      return still(before.get(candidate.backerId), wish.reference) ? [] : [{ candidate, wish }];
    });
    done += page.length - open.length;
    let learned: Rated[] = [];
    const keep = async () => {
      const batch = learned;
      learned = [];
      if (batch.length > 0) await store(deps, operation, found.name, batch);
      await deps.report(done, total);
    };
    try {
      await eachAtOnce(open, async ({ candidate, wish }) => {
        if (deps.stopping()) return;
        const price = await priced(found.provider, wish);
        // Not in one expression: the list would be looked up before the wait, and may have been kept and replaced since.
        learned.push({ ...candidate, ...price });
        done += 1;
        if (learned.length >= WRITTEN_TOGETHER) await keep();
      });
    } finally {
      await keep();
    }
    if (deps.stopping()) return;
  }
}

async function priced(
  provider: PostageProvider,
  wish: ShipmentWish,
): Promise<Pick<Rated, 'reference' | 'providerShipmentId' | 'rates' | 'problem' | 'problemCode'>> {
  const { reference } = wish;
  try {
    const { id, rates, messages } = await provider.create(wish);
    const refused = rates.length === 0;
    return {
      reference,
      providerShipmentId: id,
      rates,
      problem: refused
        ? cutText(messages.join(' · '), 500) || 'No carrier offers to take this parcel.'
        : null,
      problemCode: refused ? 'NO_RATE' : null,
    };
  } catch (error) {
    if (!(error instanceof ProviderError) || error.trouble === 'AWAY') throw error;
    if (error.trouble === 'KEY')
      throw new UserError(
        UserErrorCode.NOT_READY,
        `The provider refuses the key of this project: ${error.message}`,
      );
    return {
      reference,
      providerShipmentId: null,
      rates: [],
      problem: error.message,
      problemCode: error.aboutAddress ? 'ADDRESS_REFUSED' : 'NO_RATE',
    };
  }
}

/** Keeps what was learned, for as long as the operation is still wanted; a label that was paid is never written over. */
async function store(
  { db }: PrepareDeps,
  { id, creatorId, projectId }: OperationRecord,
  provider: string,
  rated: readonly Rated[],
): Promise<void> {
  await db.engineWrite([creatorId], (client) =>
    client.query(
      /* sql */ `
      insert into label as l (creator_id, project_id, backer_id, operation_id, preset_id, reference, status, provider, provider_shipment_id,
        rates, rated_at, problem, problem_code, address_version)
      select $2, $3, g.backer_id, $4, g.preset_id, g.reference, case when g.problem is null then 'RATED' else 'FAILED' end::label_status, $5,
        g.shipment, g.rates, now(), g.problem, g.problem_code, g.address_version
      from jsonb_to_recordset($1::jsonb) as g (backer_id bigint, preset_id bigint, reference text, shipment text, rates jsonb, problem text,
        problem_code text, address_version int)
      on conflict (operation_id, backer_id) do update set preset_id = excluded.preset_id, reference = excluded.reference,
        status = excluded.status, provider = excluded.provider, provider_shipment_id = excluded.provider_shipment_id, rates = excluded.rates,
        rated_at = now(), problem = excluded.problem, problem_code = excluded.problem_code, address_version = excluded.address_version
      where l.status in ('RATED', 'FAILED')`,
      [
        JSON.stringify(
          rated.map((one) => ({
            backer_id: one.backerId,
            preset_id: one.presetId,
            reference: one.reference,
            shipment: one.providerShipmentId,
            rates: one.rates,
            problem: one.problem,
            problem_code: one.problemCode,
            address_version: one.addressVersion,
          })),
        ),
        creatorId,
        projectId,
        id,
        provider,
      ],
    ),
  );
}
