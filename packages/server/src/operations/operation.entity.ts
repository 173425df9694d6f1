import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateTime } from '../lib/date-time.scalar.ts';
import { OperationKindEnum, OperationStatusEnum } from './operation.enums.ts';
import type {
  OperationFile,
  OperationKindName,
  OperationNoticeData,
  OperationOptions,
  OperationRecord,
  OperationStatusName,
  OutcomeTally,
  StagedFacts,
  SummaryData,
} from './operation.row.ts';
import { OperationFailure, OperationNotice, UploadedFile } from './operation.types.ts';

/**
 * One bulk change: planned, previewed, applied in chunks, live, resumable, reported row by row, undoable.
 * Read as a row and never hydrated: the engine writes it in SQL, beside the rows it is about.
 */
@ObjectType({
  description: 'One bulk change: planned, previewed, applied in chunks, reported row by row, undoable.',
})
export class Operation implements OperationRecord {
  @Field(() => ID, { description: 'Key of the operation.' })
  id!: string;

  creatorId!: string;

  @Field(() => ID, { description: 'The project it is about.' })
  projectId!: string;

  @Field(() => OperationKindEnum, { description: 'What it is about.' })
  kind!: OperationKindName;

  @Field(() => OperationStatusEnum, { description: 'How far it is.' })
  status!: OperationStatusName;

  actorKind!: 'USER' | 'TOKEN' | 'SYSTEM';
  actorId!: string | null;
  actorName!: string;
  options!: OperationOptions;

  @Field(() => UploadedFile, {
    nullable: true,
    description: 'Its file as it was understood; null before it came, or where none is wanted.',
  })
  file!: OperationFile | null;

  staged!: StagedFacts | null;
  outcomes!: OutcomeTally[];
  summary!: SummaryData;

  @Field(() => [OperationNotice], { description: 'What to know about the whole file before applying it.' })
  notices!: OperationNoticeData[];

  @Field(() => OperationFailure, { nullable: true, description: 'Why it failed; null while it has not.' })
  failure!: { code: string; message: string } | null;

  @Field(() => String, {
    nullable: true,
    description: 'What it is doing now, in a word: Receiving, Matching, Applying, Undoing.',
  })
  phase!: string | null;

  idempotencyKey!: string | null;
  requestHash!: string | null;

  @Field(() => String, { description: 'Bytes of the file that are in; text, for it may pass 2^31.' })
  bytesReceived!: string;

  @Field(() => String, { nullable: true, description: 'Bytes the file has, where the sender said so.' })
  bytesTotal!: string | null;

  @Field(() => Int, { description: 'Rows it has.' })
  totalCount!: number;

  @Field(() => Int, { description: 'Rows dealt with in the phase it is in.' })
  processedCount!: number;

  @Field(() => Int, { description: 'Backers that undo left alone because something changed since.' })
  undoLeftAlone!: number;

  undoneBy!: string | null;

  @Field(() => String, { description: 'Grows with every change; of two snapshots the higher is the newer.' })
  version!: string;

  @Field(() => DateTime, { description: 'When it was made.' })
  createdAt!: string;

  @Field(() => DateTime, { description: 'When it last changed.' })
  updatedAt!: string;

  phaseStartedAt!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When applying began.' })
  startedAt!: string | null;

  plannedAt!: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it came to rest: completed, failed, canceled or undone.',
  })
  settledAt!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was taken back.' })
  undoneAt!: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When somebody put its failure aside; null while it wants attention, or did not fail.',
  })
  dismissedAt!: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description:
      'When its rows and its file were let go; from then on there is no report and no undo. Null while they are kept.',
  })
  clearedAt!: string | null;
}
