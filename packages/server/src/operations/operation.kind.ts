import type { PoolClient } from 'pg';
import type { Database } from '../lib/database.ts';
import type { Secret } from '../lib/secret.ts';
import type {
  MappedColumn,
  OperationKindName,
  OperationNoticeData,
  OperationRecord,
  OutcomeTally,
  StagedFacts,
  SummaryData,
} from './operation.row.ts';

/** A column of an operation's staging table: its name and its SQL type. */
export type StagingColumn = readonly [name: string, type: string];

/** One record of the file on its way into staging. */
export interface StagedRecord {
  cells: readonly string[];
  /** 1-based among the data rows. */
  rowNo: number;
  /** 1-based line of the file. */
  line: number;
  /** An outcome code the reader gave the row already; null where it could be read. */
  problem: string | null;
  /** Columns whose number a spreadsheet damaged (xlsx knows). */
  damaged: readonly number[] | null;
}

/** Turns records into lines of COPY text. Runs a million times on the event loop: no promises, few objects. */
export interface Stager {
  columns: readonly StagingColumn[];
  /** @returns zero or more finished COPY lines, each ending in a newline */
  line(record: StagedRecord): string;
  /** What was seen, once the last record went by. */
  facts(): Omit<StagedFacts, 'rows' | 'columns' | 'mapping'>;
}

/** Rows by what becomes of them, and what that comes to. */
export interface Tally {
  outcomes: OutcomeTally[];
  summary: SummaryData;
}

export interface PlanResult extends Tally {
  notices: OperationNoticeData[];
}

export interface Chunk {
  no: number;
  firstPos: number;
  lastPos: number;
  firstBacker: string | null;
  lastBacker: string | null;
}

/** What one chunk did; `late` rows had changed since the preview and were left alone. */
export interface ChunkResult {
  late: number;
}

/**
 * What a feature brings to be an operation: how rows get in, the SQL that gives each its outcome, the SQL that
 * applies one chunk, the SQL that undoes one. Everything else (receiving, progress, resuming, cancelling,
 * reporting) is the engine's.
 *
 * `plan` leaves a table `staging.rows_<id>` with at least
 * `pos int` (1…n, in the physical order of the table, backers together and ascending, unmatched last),
 * `row_no int`, `line int`, `backer_id bigint`, `outcome text`, `warning text`, `applies boolean`.
 */
export interface OperationKind {
  name: OperationKindName;
  /** Which table of header aliases guesses the columns. */
  mappingKind?: 'tracking' | 'backers';
  /** Rows of a chunk, where each costs a call to somebody else; CHUNK_ROWS when left out. */
  chunkRows?: number;
  /** Null for kinds whose rows do not come from a file. */
  stager: ((mapping: readonly MappedColumn[], headers: readonly string[]) => Stager) | null;
  /**
   * What must be asked of others before the plan can be made, such as prices. Outside any transaction, and again from
   * the start after a crash: it keeps what it learns in rows of its own and asks for nothing twice.
   */
  prepare?(deps: PrepareDeps, operation: OperationRecord): Promise<void>;
  plan(client: PoolClient, operation: OperationRecord): Promise<PlanResult>;
  /** Counts the rows again where some did not end as planned; reads `standingRows`. */
  tally(client: PoolClient, operation: OperationRecord): Promise<Tally>;
  applyChunk(
    client: PoolClient,
    operation: OperationRecord,
    chunk: Chunk,
    tools: KindTools,
  ): Promise<ChunkResult>;
  undoChunk(
    client: PoolClient,
    operation: OperationRecord,
    chunk: Chunk,
    tools: KindTools,
  ): Promise<ChunkResult>;
  /** Says whether apply must wait for an answer, e.g. a status nobody mapped; null = nothing in the way. */
  obstacle?(operation: OperationRecord): string | null;
  /** Whether it stops at the preview although it was to apply by itself: the plan is not what was agreed to. */
  stops?(operation: OperationRecord): boolean;
}

/** What a kind needs to speak with somebody else. */
export interface KindTools {
  db: Database;
  /** Opens what is sealed: the keys of vendors. */
  secret: Secret;
  /** Where the simulator of a postage provider listens; null where none runs. */
  simulatorUrl(): string | null;
}

/** What `prepare` works with. */
export interface PrepareDeps extends KindTools {
  /** Set when the operation is no longer to be planned or the process is to stop: it comes back then. */
  stopping(): boolean;
  /** Shows how far it is. */
  report(done: number, total: number): Promise<void>;
}

export type OperationKinds = ReadonlyMap<OperationKindName, OperationKind>;

/** Name of the table with the parsed cells of an operation's file. */
export function cellsTable(operationId: string): string {
  return `staging.cells_${BigInt(operationId)}`;
}

/** Name of the table with an operation's rows and their outcomes. */
export function rowsTable(operationId: string): string {
  return `staging.rows_${BigInt(operationId)}`;
}
