import { Readable } from 'node:stream';
import type { Owned } from '../access/authorise.ts';
import { saysNone } from '../carriers/number-text.ts';
import type { Database } from '../lib/database.ts';
import type { Principal } from '../lib/principal.ts';
import { UserError, UserErrorCode } from '../lib/user-error.ts';
import { checkedMapping } from '../operations/column-mapping.input.ts';
import { configureOperation, createOperation } from '../operations/operation.actions.ts';
import type { OperationOptions, OperationRecord } from '../operations/operation.row.ts';
import { stageRecords } from '../operations/stage.ts';
import { TRACKING_FIELDS } from './tracking-fields.ts';
import { unanswered } from './missing-tracking.ts';
import { trackingStager } from './tracking-stager.ts';
import type {
  ShipmentRecordRow,
  ShipmentsRecordInput,
  TrackingUploadInput,
} from './tracking-upload.inputs.ts';

/** More rows than this come as a file: a GraphQL document is parsed whole, a file streams. */
export const MAX_INLINE_ROWS = 10_000;

/** A tracking upload that waits for its file. */
export function createTrackingUpload(
  db: Database,
  project: Owned,
  principal: Principal,
  input: TrackingUploadInput,
) {
  return createOperation(db, project, principal, {
    kind: 'TRACKING_UPLOAD',
    status: 'CREATED',
    options: { ...checkedOptions(input), fileName: input.fileName ?? null, autoApply: input.autoApply },
    idempotencyKey: input.idempotencyKey,
  });
}

/** Other choices for a preview: it is planned again. */
export function configureTrackingUpload(
  db: Database,
  owned: Owned,
  input: TrackingUploadInput,
): Promise<OperationRecord> {
  return configureOperation(db, owned, 'TRACKING_UPLOAD', checkedOptions(input));
}

/** Parcels given inline: the same operation as an upload, without a file and without a stop at the preview. */
export function recordShipments(
  db: Database,
  project: Owned,
  principal: Principal,
  input: ShipmentsRecordInput,
) {
  if (input.rows.length === 0) throw new UserError(UserErrorCode.BLANK, 'Give at least one row.', ['rows']);
  if (input.rows.length > MAX_INLINE_ROWS)
    throw new UserError(
      UserErrorCode.LIMIT_EXCEEDED,
      `At most ${MAX_INLINE_ROWS.toLocaleString('en-US')} rows at once; ${input.rows.length.toLocaleString('en-US')} came. Send the rest in a further call, or a file with trackingUploadCreate.`,
      ['rows'],
    );
  const partners = input.rows.findIndex(
    ({ requestId, reference, externalId, items }) => requestId ?? reference ?? externalId ?? items,
  );
  if (partners >= 0)
    throw new UserError(
      UserErrorCode.INVALID,
      'requestId, reference, externalId and items are for a partner’s token. Name the backer by pledgeId, backerNumber, backerUid, orderNumber or email.',
      ['rows', String(partners)],
    );
  const missing = input.rows.filter(({ trackingNumber }) => saysNone(trackingNumber ?? '')).length;
  if (missing > 0 && !input.missingTracking)
    throw new UserError(UserErrorCode.BLANK, unanswered(missing), ['missingTracking']);
  const mapping = INLINE_FIELDS.map((field, columnIndex) => ({ columnIndex, field }));
  return createOperation(db, project, principal, {
    kind: 'TRACKING_UPLOAD',
    status: 'PLANNING',
    options: { ...checkedOptions(input), autoApply: true },
    idempotencyKey: input.idempotencyKey,
    payload: input.rows,
    async fill(client, id) {
      const { facts } = await stageRecords(
        client,
        id,
        trackingStager(mapping),
        inlineBatches(input.rows),
        mapping,
      );
      await client.query('update operation set staged = $2, total_count = $3 where id = $1', [
        id,
        JSON.stringify({ ...facts, inline: true }),
        input.rows.length,
      ]);
    },
  });
}

const INLINE_FIELDS = [
  'pledgeId',
  'backerNumber',
  'backerUid',
  'orderNumber',
  'email',
  'trackingNumber',
  'carrier',
  'trackingUrl',
  'shippedAt',
] as const satisfies (keyof ShipmentRecordRow)[];

function inlineBatches(rows: ShipmentRecordRow[]) {
  return Readable.from([
    {
      firstRecord: 1,
      rows: rows.map((row) => INLINE_FIELDS.map((field) => String(row[field] ?? ''))),
      lines: rows.map((_, index) => index + 1),
      problems: [],
      damaged: [],
      bytesRead: 0,
      encoding: null,
    },
  ]);
}

type Choices = Pick<
  TrackingUploadInput,
  'mapping' | 'missingTracking' | 'existingTracking' | 'notReady' | 'notReadyReason' | 'notify'
>;

function checkedOptions(
  input: Partial<Choices> & Omit<Choices, 'mapping' | 'missingTracking'>,
): OperationOptions {
  const reason = input.notReadyReason?.trim() ?? '';
  if (input.notReady === 'FORCE' && reason === '')
    throw new UserError(
      UserErrorCode.BLANK,
      'Say why orders that are not ready are forced; the reason stands in their history.',
      ['notReadyReason'],
    );
  const { mapping } = input;
  return {
    missingTracking: input.missingTracking ?? 'MARK_FULFILLED',
    missingAnswered: input.missingTracking != null,
    existingTracking: input.existingTracking,
    notReady: input.notReady,
    notReadyReason: input.notReady === 'FORCE' ? reason.slice(0, 500) : null,
    notify: input.notify,
    ...(mapping && { mapping: checkedMapping(mapping, TRACKING_FIELDS) }),
  };
}
