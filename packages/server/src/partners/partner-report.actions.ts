import { Readable } from 'node:stream';
import type { Owned } from '../access/authorise.ts';
import { judgeNumber } from '../carriers/carrier-judgement.ts';
import { excelDamage, normaliseTrackingNumber } from '../carriers/carrier-match.ts';
import { judgeText, type NumberText } from '../carriers/number-text.ts';
import type { Database } from '../lib/database.ts';
import { UserError, UserErrorCode } from '../lib/user-error.ts';
import { createOperation } from '../operations/operation.actions.ts';
import type { Stager } from '../operations/operation.kind.ts';
import { copyNumber, copyValue, stageRecords } from '../operations/stage.ts';
import { cleanCell, plainKey, safeUrl } from '../table-files/cell-values.ts';
import type { AskingPartner } from './require-partner.ts';

/** A parcel as a partner reports it; at least one key names the request. */
export interface ReportedParcel {
  requestId?: string | null;
  reference?: string | null;
  externalId?: string | null;
  pledgeId?: string | null;
  backerNumber?: number | null;
  backerUid?: string | null;
  orderNumber?: string | null;
  email?: string | null;
  trackingNumber?: string | null;
  carrier?: string | null;
  trackingUrl?: string | null;
  shippedAt?: string | null;
  items?: { sku?: string | null; no?: number | null; quantity: number }[] | null;
}

export interface Report {
  rows: ReportedParcel[];
  missingTracking?: 'MARK_FULFILLED' | 'SKIP' | null;
  notify: boolean;
  idempotencyKey?: string | null;
}

/** As many as a script may record at once. */
const MOST_ROWS = 10_000;

/**
 * Parcels that a partner reports, as an operation of the creator's: it has a report row by row, and the creator can
 * undo it.
 *
 * @throws UserError BLANK, INVALID, LIMIT_EXCEEDED, IDEMPOTENCY_MISMATCH
 */
export function reportShipments(db: Database, project: Owned, partner: AskingPartner, input: Report) {
  const { rows } = input;
  if (rows.length === 0) throw new UserError(UserErrorCode.BLANK, 'Give at least one row.', ['rows']);
  if (rows.length > MOST_ROWS)
    throw new UserError(
      UserErrorCode.LIMIT_EXCEEDED,
      `At most ${MOST_ROWS.toLocaleString('en-US')} rows at once; ${rows.length.toLocaleString('en-US')} came. Send the rest in a further call.`,
      ['rows'],
    );
  const strange = rows.findIndex(({ backerUid, orderNumber, email }) => backerUid ?? orderNumber ?? email);
  if (strange >= 0)
    throw new UserError(
      UserErrorCode.INVALID,
      'Name the request by requestId, reference, externalId, pledgeId or backerNumber.',
      ['rows', String(strange)],
    );
  return createOperation(db, project, partner.principal, {
    kind: 'PARTNER_REPORT',
    status: 'PLANNING',
    options: {
      partnerId: partner.id,
      missingTracking: input.missingTracking ?? 'MARK_FULFILLED',
      notify: input.notify,
      autoApply: true,
    },
    idempotencyKey: input.idempotencyKey,
    payload: rows,
    async fill(client, id) {
      const { facts } = await stageRecords(client, id, reportStager(rows), batchOf(rows), []);
      await client.query(
        `update operation o set staged = $2, total_count = $3, partner_id = p.id, actor_name = p.name,
           options = o.options || jsonb_build_object('partnerName', p.name)
         from partner p where o.id = $1 and p.id = $4`,
        [id, JSON.stringify({ ...facts, inline: true }), rows.length, partner.id],
      );
    },
  });
}

/** The rows are objects already: the batch only counts them, and the stager reads them by their number. */
function batchOf(rows: readonly ReportedParcel[]) {
  return Readable.from([
    {
      firstRecord: 1,
      rows: rows.map(() => []),
      lines: rows.map((_, index) => index + 1),
      problems: [],
      damaged: [],
      bytesRead: 0,
      encoding: null,
    },
  ]);
}

function reportStager(rows: readonly ReportedParcel[]): Stager {
  let missingTracking = 0;
  let problems = 0;
  return {
    columns: [
      ['problem', 'text'],
      ['warning', 'text'],
      ['request_id', 'bigint'],
      ['reference', 'text'],
      ['external_id', 'text'],
      ['pledge_id', 'text'],
      ['number', 'int'],
      ['tracking_number', 'text'],
      ['carrier', 'text'],
      ['carrier_name', 'text'],
      ['tracking_url', 'text'],
      ['shipped_at', 'timestamptz'],
      ['items', 'jsonb'],
    ],
    facts: () => ({ missingTracking, problems, excelDamage: 0 }),
    line({ rowNo, line }) {
      const row = rows[rowNo - 1] ?? {};
      const said = row.trackingNumber ?? '';
      const named = cleanCell(row.carrier ?? '');
      const clean = normaliseTrackingNumber(said);
      const text = judgeText(said, clean, named);
      const number = text === 'placeholder' ? '' : clean;
      const link = cleanCell(row.trackingUrl ?? '');
      const url = link === '' ? null : safeUrl(link);
      const { slug, warning } = judgeNumber(number, named);
      const pledge = plainKey(row.pledgeId ?? '');
      const problem =
        problemOf(row, number, text) ?? (link !== '' && url === null ? 'BAD_URL' : pledge.problem);
      if (number === '') missingTracking += 1;
      if (problem) problems += 1;
      return `${[
        copyNumber(rowNo),
        copyNumber(line),
        copyValue(problem),
        copyValue(number === '' ? null : warning),
        copyValue(idOf(row.requestId)),
        copyValue(row.reference?.trim() ?? null),
        copyValue(row.externalId?.trim() ?? null),
        copyValue(pledge.key),
        copyValue(row.backerNumber == null ? null : String(row.backerNumber)),
        copyValue(number),
        copyValue(slug),
        copyValue(slug ? null : named),
        copyValue(url),
        copyValue(row.shippedAt ?? null),
        copyValue(row.items?.length ? JSON.stringify(row.items.map(itemOf)) : null),
      ].join('\t')}\n`;
    },
  };
}

/** A key that is none names a request that never was; null would read as none given. */
function idOf(id: string | null | undefined): string | null {
  if (id == null || id.trim() === '') return null;
  return /^[1-9]\d{0,17}$/.test(id.trim()) ? id.trim() : '0';
}

function itemOf({ sku, no, quantity }: NonNullable<ReportedParcel['items']>[number]) {
  return { sku: sku?.trim() ?? null, no: no ?? null, quantity };
}

function problemOf(row: ReportedParcel, number: string, text: NumberText): string | null {
  const damage = excelDamage(number);
  if (damage) return damage;
  if (text === 'not-a-number') return 'BAD_TRACKING_NUMBER';
  const items = row.items ?? [];
  if (items.some(({ quantity }) => !(quantity >= 1 && quantity <= 1_000_000))) return 'BAD_QUANTITY';
  if (items.some(({ sku, no }) => (sku ?? null) === null && (no ?? null) === null)) return 'ITEM_UNKNOWN';
  return null;
}
