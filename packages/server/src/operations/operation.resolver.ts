import {
  Arg,
  Ctx,
  Field,
  FieldResolver,
  Float,
  ID,
  InputType,
  Int,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { requireCreator, requireOwned, requirePrincipal, type Owned } from '../access/authorise.ts';
import { Backer } from '../backers/backer.entity.ts';
import { backersById } from '../backers/backers.loader.ts';
import { resolveStatuses, unansweredStatuses } from '../backer-imports/import-statuses.ts';
import type { Context } from '../context.ts';
import { connectionOf, decodeCursor, encodeCursor, pageSize } from '../lib/connection.ts';
import { DateTime } from '../lib/date-time.scalar.ts';
import { payload } from '../lib/user-error.ts';
import { Project } from '../projects/project.entity.ts';
import { projectsById } from '../projects/projects.loader.ts';
import { operationKinds } from './kinds.ts';
import { mappableFieldsOf } from './mappable-fields.ts';
import {
  applyOperationRequest,
  cancelOperation,
  dismissOperation,
  undoOperationRequest,
} from './operation.actions.ts';
import { Operation } from './operation.entity.ts';
import { OperationPayload } from './operation-payload.type.ts';
import { OperationKindEnum, OperationStatusEnum, OutcomeSeverity } from './operation.enums.ts';
import { codesOf, countRows, hasRows, readRows } from './operation-rows.ts';
import { loadOperation, type OperationRecord } from './operation.row.ts';
import { candidatesByRow } from './candidates.loader.ts';
import { operationsById, operationsOf } from './operations.loader.ts';
import {
  Actor,
  MappableField,
  OperationRow,
  OperationSummary,
  OutcomeCount,
  UploadedFile,
  UploadOptions,
} from './operation.types.ts';
import { outcomeCounts } from './outcome-counts.ts';
import { meaningOf } from './outcomes.ts';
import { leftOut, sentenceOf } from './sentence.ts';

const { connection: OperationConnection } = connectionOf(Operation, 'Operation');
const { connection: OperationRowConnection } = connectionOf(OperationRow, 'OperationRow');

@InputType({ description: 'What a decision for a preview rests on.' })
export class OperationApplyInput {
  @Field(() => Int, {
    nullable: true,
    description: 'The row count seen in the preview; refused when it no longer holds.',
  })
  expectedCount?: number | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the backers are to be told; keeps what was chosen before when left out.',
  })
  notify?: boolean | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Of a purchase of labels, required: the `totalCents` seen in the preview; refused when it is another now.',
  })
  confirmTotal?: number | null;
}

@Resolver(() => Operation)
export class OperationResolver {
  @Query(() => Operation, {
    nullable: true,
    description: 'One operation; null where there is none, or it is not yours to see.',
  })
  operation(@Ctx() context: Context, @Arg('id', () => ID) id: string): Promise<OperationRecord | null> {
    return loadOperation(context.db, requirePrincipal(context).creators.keys(), id);
  }

  @Query(() => [MappableField], {
    description:
      'The fields that columns of a file of this kind can be mapped to; empty for kinds without a file.',
  })
  mappableFields(@Arg('kind', () => OperationKindEnum) kind: OperationKindEnum) {
    return mappableFieldsOf(kind);
  }

  @Mutation(() => OperationPayload, {
    description: 'Applies a planned operation: from here on orders change.',
  })
  operationApply(
    @Ctx() context: Context,
    @Arg('id', () => ID) id: string,
    @Arg('input', () => OperationApplyInput, { nullable: true }) input: OperationApplyInput | null,
  ) {
    return payload({ operation: null, replayed: null }, async () => {
      const owned = await requireOperation(context, id);
      return {
        operation: await applyOperationRequest(context.db, operationKinds, owned, input ?? {}),
        replayed: false,
      };
    });
  }

  @Mutation(() => OperationPayload, {
    description: 'Stops an operation after the chunk under way. What is applied stays, and can be undone.',
  })
  operationCancel(@Ctx() context: Context, @Arg('id', () => ID) id: string) {
    return payload({ operation: null, replayed: null }, async () => {
      const owned = await requireOperation(context, id);
      return { operation: await cancelOperation(context.db, owned), replayed: false };
    });
  }

  @Mutation(() => OperationPayload, {
    description: 'Takes back what an operation changed; what changed since is left alone and listed.',
  })
  operationUndo(@Ctx() context: Context, @Arg('id', () => ID) id: string) {
    return payload({ operation: null, replayed: null }, async () => {
      const owned = await requireOperation(context, id);
      return {
        operation: await undoOperationRequest(context.db, owned, requirePrincipal(context)),
        replayed: false,
      };
    });
  }

  @Mutation(() => OperationPayload, {
    description: 'Puts a failed operation aside: it no longer asks for attention. Nothing of it is undone.',
  })
  operationDismiss(@Ctx() context: Context, @Arg('id', () => ID) id: string) {
    return payload({ operation: null, replayed: null }, async () => {
      const owned = await requireOperation(context, id);
      return {
        operation: await dismissOperation(context.db, owned, requirePrincipal(context)),
        replayed: false,
      };
    });
  }

  @FieldResolver(() => DateTime, {
    nullable: true,
    description:
      'Until when its rows and its file are kept, and with them report and undo; null while it is not settled, or where they are kept for good.',
  })
  keptUntil(@Root() { settledAt, clearedAt }: OperationRecord, @Ctx() { config }: Context): string | null {
    if (settledAt === null || clearedAt !== null || config.retentionDays === 0) return null;
    return new Date(Date.parse(settledAt) + config.retentionDays * 86_400_000).toISOString();
  }

  @FieldResolver(() => Project, { description: 'The project it is about.' })
  project(@Root() operation: OperationRecord, @Ctx() context: Context) {
    return context.loader(projectsById).load(operation.projectId);
  }

  @FieldResolver(() => Actor, { description: 'Who asked for it.' })
  actor(@Root() operation: OperationRecord): Actor {
    return { name: operation.actorName, kind: operation.actorKind as Actor['kind'] };
  }

  @FieldResolver(() => Actor, { nullable: true, description: 'Who took it back; null while nobody has.' })
  undoneBy(@Root() operation: OperationRecord): Actor | null {
    return operation.undoneBy
      ? { name: operation.undoneBy, kind: operation.actorKind as Actor['kind'] }
      : null;
  }

  @FieldResolver(() => Float, {
    nullable: true,
    description: 'Rows a second in the phase under way; null before the first.',
  })
  rowsPerSecond(@Root() operation: OperationRecord): number | null {
    return paceOf(operation);
  }

  @FieldResolver(() => DateTime, {
    nullable: true,
    description: 'When it will be done at this pace; null when that cannot be said.',
  })
  estimatedCompletionAt(@Root() operation: OperationRecord): string | null {
    const pace = paceOf(operation);
    if (!pace || (operation.status !== 'RUNNING' && operation.status !== 'UNDOING')) return null;
    const seconds = (operation.totalCount - operation.processedCount) / pace;
    return new Date(Date.parse(operation.updatedAt) + seconds * 1000).toISOString();
  }

  @FieldResolver(() => [OutcomeCount], {
    description: 'Rows by what becomes of them, in the order of a preview.',
  })
  outcomes(@Root() operation: OperationRecord): OutcomeCount[] {
    return outcomeCounts(operation.outcomes, operation);
  }

  @FieldResolver(() => OperationSummary, { description: 'What would happen on apply, or did.' })
  summary(@Root() operation: OperationRecord): OperationSummary {
    const { skipped, failed } = leftOut(operation);
    const { summary } = operation;
    return {
      ordersFulfilled: summary.ordersFulfilled ?? 0,
      shipmentsAdded: summary.shipmentsAdded ?? 0,
      shipmentsReplaced: summary.shipmentsReplaced ?? 0,
      backersCreated: summary.backersCreated ?? 0,
      backersUpdated: summary.backersUpdated ?? 0,
      backersUnchanged: summary.backersUnchanged ?? 0,
      changed: summary.changed ?? 0,
      rowsSkipped: skipped,
      rowsFailed: failed,
      sentence: sentenceOf(operation),
    };
  }

  @FieldResolver(() => UploadOptions, { nullable: true, description: 'What was chosen for it.' })
  options(@Root() operation: OperationRecord) {
    const { options } = operation;
    const statuses = resolveStatuses(operation);
    return {
      missingTracking: options.missingTracking ?? null,
      missingAnswered: options.missingAnswered ?? false,
      existingTracking: options.existingTracking ?? null,
      notReady: options.notReady ?? null,
      notReadyReason: options.notReadyReason ?? null,
      reason: options.reason ?? null,
      until: options.until ?? null,
      tags: options.tags ?? null,
      notify: options.notify ?? null,
      defaultStatus: options.defaultStatus ?? null,
      statusMapping: statuses.filter(({ status }) => status !== null),
      unknownStatuses: unansweredStatuses(operation),
    };
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Where to PUT the raw file; null once it is there, or where none is wanted.',
  })
  uploadUrl(@Root() operation: OperationRecord): string | null {
    return operation.status === 'CREATED' || operation.status === 'RECEIVING'
      ? `/api/operations/${operation.id}/file`
      : null;
  }

  @FieldResolver(() => String, {
    description: 'The uploaded columns with result, code and message for every row, as CSV.',
  })
  reportUrl(@Root() operation: OperationRecord): string {
    return `/api/operations/${operation.id}/report.csv`;
  }

  @FieldResolver(() => String, {
    description: 'The failed rows alone, ready to be mended and uploaded again, as CSV.',
  })
  failuresUrl(@Root() operation: OperationRecord): string {
    return `/api/operations/${operation.id}/failures.csv`;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'What has to be answered before it can be applied; null where nothing is in the way.',
  })
  obstacle(@Root() operation: OperationRecord): string | null {
    if (operation.status !== 'PLANNED') return null;
    return operationKinds.get(operation.kind)?.obstacle?.(operation) ?? null;
  }

  @FieldResolver(() => Boolean, { description: 'Whether it can be applied now.' })
  canApply(@Root() operation: OperationRecord): boolean {
    if (operation.status !== 'PLANNED' || operation.totalCount === 0) return false;
    return (
      this.obstacle(operation) === null && operation.outcomes.some(({ code }) => meaningOf(code).applies)
    );
  }

  @FieldResolver(() => Boolean, { description: 'Whether it can be stopped now.' })
  canCancel(@Root() { status }: OperationRecord): boolean {
    return ['CREATED', 'RECEIVING', 'PLANNING', 'PLANNED', 'QUEUED', 'RUNNING'].includes(status);
  }

  @FieldResolver(() => Boolean, { description: 'Whether it can be taken back now.' })
  canUndo(@Root() { status, startedAt, clearedAt }: OperationRecord): boolean {
    return startedAt !== null && clearedAt === null && ['COMPLETED', 'CANCELED', 'FAILED'].includes(status);
  }

  @FieldResolver(() => OperationRowConnection, {
    description: 'Its rows in the order of the file, all of them or those of some codes or severities.',
  })
  async rows(
    @Root() operation: OperationRecord,
    @Ctx() context: Context,
    @Arg('first', () => Int, { nullable: true }) first: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Arg('outcome', () => [String], { nullable: true }) outcome: string[] | null,
    @Arg('severity', () => [OutcomeSeverity], { nullable: true }) severity: OutcomeSeverity[] | null,
  ) {
    const size = pageSize(first, 50);
    const codes = outcome ?? (severity ? codesOf(severity) : null);
    const from = after ? decodeCursor<[number, number]>(after) : null;
    const found = hasRows(operation)
      ? await readRows(context.db, operation, {
          first: size + 1,
          after: from ? { rowNo: from[0], pos: from[1] } : null,
          codes,
        })
      : [];
    const nodes = found.slice(0, size);
    const edges = nodes.map((node) => ({
      node: Object.assign(node, { operation }),
      cursor: encodeCursor([node.rowNumber, Number(node.id.split('-')[1])]),
    }));
    return {
      nodes,
      edges,
      totalCount: countRows(operation, codes),
      pageInfo: {
        hasNextPage: found.length > size,
        hasPreviousPage: from !== null,
        startCursor: edges[0]?.cursor ?? null,
        endCursor: edges.at(-1)?.cursor ?? null,
      },
    };
  }
}

@Resolver(() => OperationRow)
export class OperationRowResolver {
  @FieldResolver(() => Backer, { nullable: true, description: 'The backer it was matched to.' })
  backer(@Root() row: OperationRow, @Ctx() context: Context) {
    return row.backerId ? context.loader(backersById).load(row.backerId) : null;
  }

  @FieldResolver(() => [Backer], { description: 'Of a row in conflict: whom its keys name.' })
  async candidates(@Root() row: OperationRow & { operation: OperationRecord }, @Ctx() context: Context) {
    if (row.outcome !== 'AMBIGUOUS' && row.outcome !== 'KEYS_DISAGREE') return [];
    const ids = await context.loader(candidatesByRow).load(row);
    const backers = await Promise.all(ids.map((id) => context.loader(backersById).load(id)));
    return backers.filter((backer) => backer !== null);
  }
}

@Resolver(() => UploadedFile)
export class UploadedFileResolver {
  @FieldResolver(() => Operation, {
    nullable: true,
    description: 'An earlier operation of this project over the same bytes.',
  })
  duplicateOf(@Root() file: UploadedFile, @Ctx() context: Context) {
    return file.duplicateOfId ? context.loader(operationsById).load(file.duplicateOfId) : null;
  }
}

@Resolver(() => Project)
export class ProjectOperationsResolver {
  @FieldResolver(() => OperationConnection, {
    description: 'Everything that ever happened to it in bulk, newest first.',
  })
  operations(
    @Root() project: Project,
    @Ctx() context: Context,
    @Arg('first', () => Int, { nullable: true }) first: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Arg('status', () => [OperationStatusEnum], { nullable: true }) status: OperationStatusEnum[] | null,
    @Arg('kind', () => [OperationKindEnum], { nullable: true }) kind: OperationKindEnum[] | null,
    @Arg('dismissed', () => Boolean, {
      nullable: true,
      description: 'Only failures that were put aside (true), or only what was not (false).',
    })
    dismissed: boolean | null,
  ) {
    return operationsOf(context.db, project, { first: pageSize(first, 20), after, status, kind, dismissed });
  }
}

function paceOf(operation: OperationRecord): number | null {
  if (!operation.phaseStartedAt || operation.processedCount === 0) return null;
  const until = operation.settledAt ?? operation.updatedAt;
  const seconds = (Date.parse(until) - Date.parse(operation.phaseStartedAt)) / 1000;
  return seconds > 0 ? operation.processedCount / seconds : null;
}

/** What changes backers themselves and not their orders: the managers' to decide. */
const OF_BACKERS: ReadonlySet<string> = new Set(['BACKER_IMPORT', 'TAG', 'UNTAG']);

/** Who may decide about an operation: whoever may change what it changes. */
async function requireOperation(context: Context, id: string): Promise<Owned> {
  const owned = await requireOwned(context, 'operation', id, 'operations:write');
  const operation = await loadOperation(context.db, [owned.creatorId], id);
  requireCreator(
    context,
    owned.creatorId,
    operation && OF_BACKERS.has(operation.kind) ? 'backers:write' : 'shipments:write',
    'operation',
  );
  return owned;
}
