import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { DateTime } from '../lib/date-time.scalar.ts';
import { OrderStatus } from '../orders/order-status.ts';
import {
  ActorKind,
  ExistingTracking,
  MissingTracking,
  NotReady,
  OutcomeSeverity,
} from './operation.enums.ts';

@ObjectType({ description: 'Who did it: a person, a token or Waybill itself.' })
export class Actor {
  @Field(() => String, { description: 'The name it had then.' })
  name!: string;

  @Field(() => ActorKind, { description: 'What sort of somebody.' })
  kind!: ActorKind;
}

@ObjectType({ description: 'Why an operation failed, and how to mend it.' })
export class OperationFailure {
  @Field(() => String, { description: 'Stable; for programs.' })
  code!: string;

  @Field(() => String, { description: 'For people.' })
  message!: string;
}

@ObjectType({ description: 'Something to know about the whole file before applying it.' })
export class OperationNotice {
  @Field(() => String, { description: 'Stable; for programs.' })
  code!: string;

  @Field(() => OutcomeSeverity, { description: 'How much attention it wants.' })
  severity!: OutcomeSeverity;

  @Field(() => String, { description: 'What it is and how to mend it.' })
  message!: string;
}

@ObjectType({ description: 'What would happen on apply, or did.' })
export class OperationSummary {
  @Field(() => Int, { description: 'Orders that become Fulfilled.' })
  ordersFulfilled!: number;

  @Field(() => Int, { description: 'Parcels added.' })
  shipmentsAdded!: number;

  @Field(() => Int, { description: 'Rows whose number takes the place of another.' })
  shipmentsReplaced!: number;

  @Field(() => Int, { description: 'Rows left alone by a rule or a choice.' })
  rowsSkipped!: number;

  @Field(() => Int, { description: 'Rows that cannot be applied until somebody mends them.' })
  rowsFailed!: number;

  @Field(() => Int, { description: 'Backers that are new.' })
  backersCreated!: number;

  @Field(() => Int, { description: 'Backers of whom something changes.' })
  backersUpdated!: number;

  @Field(() => Int, { description: 'Backers who are here already, exactly so.' })
  backersUnchanged!: number;

  @Field(() => Int, {
    description: 'Backers of whom an action changes something else: the status back, the hold or the tags.',
  })
  changed!: number;

  @Field(() => String, { description: 'All of it as one sentence: what the button says.' })
  sentence!: string;
}

@ObjectType({ description: 'How many rows ended with one code.' })
export class OutcomeCount {
  @Field(() => String, { description: 'Stable; for programs.' })
  code!: string;

  @Field(() => OutcomeSeverity, { description: 'How much attention these rows want.' })
  severity!: OutcomeSeverity;

  @Field(() => Int, { description: 'How many rows.' })
  count!: number;

  @Field(() => Boolean, { description: 'Whether such rows change something on apply.' })
  applies!: boolean;

  @Field(() => String, { description: 'What it means, in a few words.' })
  title!: string;

  @Field(() => String, { description: 'What to do about it.' })
  help!: string;
}

@ObjectType({ description: 'A column of an uploaded file.' })
export class UploadedColumn {
  @Field(() => Int, { description: 'Its place, from 0.' })
  index!: number;

  @Field(() => String, { description: 'Its header; empty where there is none.' })
  header!: string;

  @Field(() => [String], { description: 'Up to three values from it.' })
  samples!: string[];

  @Field(() => String, { nullable: true, description: 'What the column is taken for; null = ignored.' })
  field!: string | null;

  @Field(() => Float, { description: 'How sure the guess is, 0 to 1; 1 where a person chose.' })
  confidence!: number;
}

@ObjectType({ description: 'A status word of the file and what it stands for.' })
export class StatusMapping {
  @Field(() => String, { description: 'The word in the file.' })
  value!: string;

  @Field(() => OrderStatus, { description: 'Ours.' })
  status!: OrderStatus;
}

@ObjectType({ description: 'A status word of the file that nobody has mapped yet.' })
export class UnknownStatus {
  @Field(() => String, { description: 'The word.' })
  value!: string;

  @Field(() => Int, { description: 'On how many rows it stands.' })
  count!: number;
}

@ObjectType({ description: 'What was chosen for an upload, an import or an action.' })
export class UploadOptions {
  @Field(() => MissingTracking, { nullable: true, description: 'Rows without a tracking number.' })
  missingTracking!: MissingTracking | null;

  @Field(() => Boolean, {
    description:
      'Whether somebody has said what becomes of them; without that they are previewed as if they were to be marked.',
  })
  missingAnswered!: boolean;

  @Field(() => ExistingTracking, { nullable: true, description: 'Orders that have a number already.' })
  existingTracking!: ExistingTracking | null;

  @Field(() => NotReady, { nullable: true, description: 'Orders outside Start Shipping.' })
  notReady!: NotReady | null;

  @Field(() => String, { nullable: true, description: 'Why they are forced.' })
  notReadyReason!: string | null;

  @Field(() => String, { nullable: true, description: 'Of an action: why it is done.' })
  reason!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Of a hold: when it ends by itself.' })
  until!: string | null;

  @Field(() => [String], { nullable: true, description: 'Of tagging and untagging: which tags.' })
  tags!: string[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether the backers are to be told.' })
  notify!: boolean | null;

  @Field(() => OrderStatus, { nullable: true, description: 'The status of orders whose file names none.' })
  defaultStatus!: OrderStatus | null;

  @Field(() => [StatusMapping], { description: 'Status words with an answer.' })
  statusMapping!: StatusMapping[];

  @Field(() => [UnknownStatus], { description: 'Status words that still want one.' })
  unknownStatuses!: UnknownStatus[];
}

@ObjectType({ description: 'A field a column can be mapped to.' })
export class MappableField {
  @Field(() => String, { description: 'Its name in a mapping.' })
  field!: string;

  @Field(() => String, { description: 'Its name for people.' })
  label!: string;

  @Field(() => String, { description: 'What belongs in it.' })
  description!: string;
}

@ObjectType({ description: 'A file as it was understood.' })
export class UploadedFile {
  @Field(() => String, { description: 'The name it came with.' })
  name!: string;

  @Field(() => String, { description: 'Its size in bytes; text, for it may pass 2^31.' })
  bytes!: string;

  @Field(() => String, { description: 'SHA-256 of its bytes, hex: the same file is recognised by it.' })
  sha256!: string;

  @Field(() => String, { description: 'csv or xlsx, by its content.' })
  format!: string;

  @Field(() => String, { nullable: true, description: 'How its letters are encoded; null for a workbook.' })
  encoding!: string | null;

  @Field(() => String, { nullable: true, description: 'What stands between its cells; null for a workbook.' })
  delimiter!: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Which record is the header, from 0; null = there is none.',
  })
  headerRow!: number | null;

  @Field(() => [UploadedColumn], { description: 'Its columns and what they are taken for.' })
  columns!: UploadedColumn[];

  @Field(() => [[String]], { description: 'Its first records as they stand.' })
  sampleRows!: string[][];

  duplicateOfId!: string | null;
}

@ObjectType({ description: 'One row of an operation and what becomes of it.' })
export class OperationRow {
  @Field(() => ID, { description: 'Key of the row.' })
  id!: string;

  @Field(() => Int, { description: 'Its number in the file, from 1, the header not counted.' })
  rowNumber!: number;

  @Field(() => Int, { description: 'The line of the file it begins on.' })
  line!: number;

  @Field(() => String, { description: 'Its code.' })
  outcome!: string;

  @Field(() => OutcomeSeverity, { description: 'How much attention it wants.' })
  severity!: OutcomeSeverity;

  @Field(() => Boolean, { description: 'Whether it changes something on apply.' })
  applies!: boolean;

  @Field(() => String, { description: 'What is the matter and how to mend it.' })
  message!: string;

  @Field(() => String, { nullable: true, description: 'The mapped field the matter is in.' })
  field!: string | null;

  @Field(() => String, { nullable: true, description: 'What it was matched by, as in the file.' })
  key!: string | null;

  @Field(() => String, { nullable: true, description: 'Its tracking number, cleaned.' })
  trackingNumber!: string | null;

  @Field(() => String, { nullable: true, description: 'Its carrier, as far as known.' })
  carrier!: string | null;

  @Field(() => String, { nullable: true, description: 'The link it brings along.' })
  trackingUrl!: string | null;

  @Field(() => [String], { description: 'For imports: what changes, as `field: old → new`.' })
  changes!: string[];

  backerId!: string | null;
  candidateIds!: string[];
}
