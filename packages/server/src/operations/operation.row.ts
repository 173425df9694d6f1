import type { Database } from '../lib/database.ts';
import type { Severity } from './outcomes.ts';

export type OperationKindName =
  | 'BACKER_IMPORT'
  | 'TRACKING_UPLOAD'
  | 'MARK_FULFILLED'
  | 'FORCE_MARK_FULFILLED'
  | 'REVERT'
  | 'LOCK_ADDRESSES'
  | 'UNLOCK_ADDRESSES'
  | 'HOLD'
  | 'RELEASE'
  | 'TAG'
  | 'UNTAG'
  | 'TRACKING_NOTIFICATIONS'
  | 'DIGITAL_REWARDS'
  | 'PARTNER_PUSH'
  | 'PARTNER_REPORT'
  | 'LABEL_PURCHASE';

export type OperationStatusName =
  | 'CREATED'
  | 'RECEIVING'
  | 'PLANNING'
  | 'PLANNED'
  | 'QUEUED'
  | 'RUNNING'
  | 'COMPLETED'
  | 'FAILED'
  | 'CANCELED'
  | 'UNDOING'
  | 'UNDONE';

/** What a column of a file is taken for; `field` null = the column is ignored. */
export interface MappedColumn {
  columnIndex: number;
  field: string | null;
}

/** Everything a caller may choose about an operation, whatever its kind; stored as it was given. */
export interface OperationOptions {
  mapping?: MappedColumn[] | null;
  missingTracking?: 'MARK_FULFILLED' | 'SKIP';
  /** Whether somebody has said what becomes of rows without a number, or it is the default nobody was asked about. */
  missingAnswered?: boolean;
  existingTracking?: 'REPLACE' | 'SKIP' | 'ADD';
  notReady?: 'SKIP' | 'FORCE';
  notReadyReason?: string | null;
  notify?: boolean;
  autoApply?: boolean;
  statusMapping?: { value: string; status: string }[] | null;
  defaultStatus?: string | null;
  /** Of a segment action: whom it was for, and why. */
  target?: unknown;
  reason?: string | null;
  confirmCount?: number | null;
  /** Of a hold: when it ends by itself. */
  until?: string | null;
  /** What is put on, or taken off. */
  tags?: string[];
  /** Of a notification run: whether backers are also told which numbers no longer hold. */
  corrections?: boolean;
  fileName?: string | null;
  /** Of digital rewards: what is given, and whether everybody gets the same. Never a code. */
  rewardId?: string;
  owedDigital?: boolean | null;
  rewardName?: string;
  shared?: boolean;
  /** Of a purchase of labels: which box, which service, and when it was last asked to be planned again. */
  presetId?: string | null;
  service?: {
    preference: 'CHEAPEST' | 'FASTEST' | 'EXACT';
    carrier: string | null;
    service: string | null;
  };
  plannedAgain?: string;
  /** Of a push to a partner, or its report: whose it is, and what the creator wrote to it. */
  partnerId?: string;
  partnerName?: string;
  note?: string | null;
}

export interface OperationFile {
  name: string;
  bytes: string;
  sha256: string;
  format: string;
  encoding: string | null;
  delimiter: string | null;
  headerRow: number | null;
  /** Guessed by header and values, or as the caller mapped it. */
  columns: { index: number; header: string; samples: string[]; field: string | null; confidence: number }[];
  sampleRows: string[][];
  headerHash: string;
  duplicateOfId: string | null;
}

/** What the parser saw while the file went by: facts the plan is built from. */
export interface StagedFacts {
  rows: number;
  /** Columns of the staging table, as the mapping of the time made them. */
  columns: string[];
  missingTracking: number;
  problems: number;
  excelDamage: number;
  /** Words of a status column that no table knows, with how often they came. */
  unknownStatuses?: { value: string; count: number }[];
  /** The mapping the cells were staged with; another one means reading the file again. */
  mapping: MappedColumn[];
  [fact: string]: unknown;
}

export interface OutcomeTally {
  code: string;
  count: number;
}

export interface OperationNoticeData {
  code: string;
  severity: Severity;
  message: string;
}

export interface SummaryData {
  ordersFulfilled?: number;
  shipmentsAdded?: number;
  shipmentsReplaced?: number;
  rowsSkipped?: number;
  rowsFailed?: number;
  backersCreated?: number;
  backersUpdated?: number;
  backersUnchanged?: number;
  /** Backers of whom a segment action changes something else: status, hold or tags. */
  changed?: number;
  /** Of a purchase of labels. */
  postage?: PostageTotalsData;
}

/** What labels cost; prices in hundredths of their currency. */
export interface PostageTotalsData {
  labels: number;
  /** All of them added up, whatever the currency: what a confirmation is checked by. */
  totalCents: number;
  currencies: { currency: string; labels: number; cents: number }[];
  services: { carrier: string; service: string; currency: string; labels: number; cents: number }[];
}

/** One row of the table `operation`, as every reader of it gets it. */
export interface OperationRecord {
  id: string;
  creatorId: string;
  projectId: string;
  kind: OperationKindName;
  status: OperationStatusName;
  actorKind: 'USER' | 'TOKEN' | 'SYSTEM';
  actorId: string | null;
  actorName: string;
  options: OperationOptions;
  file: OperationFile | null;
  staged: StagedFacts | null;
  outcomes: OutcomeTally[];
  summary: SummaryData;
  notices: OperationNoticeData[];
  failure: { code: string; message: string } | null;
  phase: string | null;
  idempotencyKey: string | null;
  requestHash: string | null;
  bytesReceived: string;
  bytesTotal: string | null;
  totalCount: number;
  processedCount: number;
  undoLeftAlone: number;
  undoneBy: string | null;
  version: string;
  createdAt: string;
  updatedAt: string;
  phaseStartedAt: string | null;
  startedAt: string | null;
  plannedAt: string | null;
  settledAt: string | null;
  undoneAt: string | null;
  dismissedAt: string | null;
  clearedAt: string | null;
}

export const OPERATION_COLUMNS = `
  o.id, o.creator_id as "creatorId", o.project_id as "projectId", o.kind, o.status,
  o.actor_kind as "actorKind", o.actor_id as "actorId", o.actor_name as "actorName",
  o.options, o.file, o.staged, o.outcomes, o.summary, o.notices, o.failure, o.phase,
  o.idempotency_key as "idempotencyKey", o.request_hash as "requestHash",
  o.bytes_received as "bytesReceived", o.bytes_total as "bytesTotal",
  o.total_count as "totalCount", o.processed_count as "processedCount",
  o.undo_left_alone as "undoLeftAlone", o.undone_by as "undoneBy", o.version,
  o.created_at as "createdAt", o.updated_at as "updatedAt", o.phase_started_at as "phaseStartedAt",
  o.started_at as "startedAt", o.planned_at as "plannedAt", o.settled_at as "settledAt", o.undone_at as "undoneAt",
  o.dismissed_at as "dismissedAt", o.cleared_at as "clearedAt"`;

/** @returns null where there is none, or where it is another creator's: the same answer for both. */
export async function loadOperation(
  db: Database,
  creators: Iterable<string>,
  id: string,
): Promise<OperationRecord | null> {
  if (!/^\d{1,18}$/.test(id)) return null;
  const rows = await db.read<OperationRecord>(
    creators,
    `select ${OPERATION_COLUMNS} from operation o where o.id = $1`,
    [id],
  );
  return rows[0] ?? null;
}
