import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { BackerTarget } from '../backers/backer-filter.inputs.ts';
import { UserErrorType } from '../lib/user-error.type.ts';
import { NotificationDecision, NotifyPolicy } from './notification.enums.ts';
import { MailSettings, MailTemplate, Notification } from './notification.types.ts';

@InputType({ description: 'A run of mails, and whom it is for.' })
export class TrackingNotificationsInput {
  @Field(() => BackerTarget, { description: 'Whom it is for; the list is frozen when it is planned.' })
  target!: BackerTarget;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Whether backers are also told which numbers no longer hold.',
  })
  corrections!: boolean;

  @Field(() => Boolean, { defaultValue: false, description: 'Queue without the stop at the preview.' })
  autoApply!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Makes a retry harmless: the same key is answered with the same operation.',
  })
  idempotencyKey?: string | null;
}

@InputType({ description: 'What to change about a project’s mail; what is left out stays.' })
export class MailSettingsInput {
  @Field(() => NotifyPolicy, { nullable: true, description: 'When backers are told of parcels.' })
  policy?: NotifyPolicy | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether a carrier’s first scan tells the backer. Without effect under NEVER: it counts again once the policy is another.',
  })
  onFirstScan?: boolean | null;

  @Field(() => Int, { nullable: true, description: 'Mails a minute at most, 1 to 1,000,000.' })
  ratePerMinute?: number | null;

  @Field(() => String, { nullable: true, description: 'The name mail comes from; empty = the creator’s.' })
  senderName?: string | null;

  @Field(() => String, { nullable: true, description: 'One address for answers; empty = none.' })
  replyTo?: string | null;
}

@InputType({ description: 'The text of a mail.' })
export class MailTemplateInput {
  @Field(() => String, { description: 'Its subject, at most 300 characters.' })
  subject!: string;

  @Field(() => String, { description: 'Its text, at most 20,000 characters.' })
  body!: string;
}

@InputType({ description: 'Mails, and what a person has decided about them.' })
export class NotificationsDecideInput {
  @Field(() => [ID], { description: 'The mails, at most 1,000.' })
  ids!: string[];

  @Field(() => NotificationDecision, { description: 'What becomes of them.' })
  decision!: NotificationDecision;
}

@ObjectType({ description: 'Answer of what changes a project’s mail.' })
export class MailSettingsPayload {
  @Field(() => MailSettings, { nullable: true, description: 'The settings as they are now.' })
  settings!: MailSettings | null;

  @Field(() => [UserErrorType], { description: 'What to mend; empty when it worked.' })
  userErrors!: UserErrorType[];
}

@ObjectType({ description: 'Answer of what changes the text of a mail.' })
export class MailTemplatePayload {
  @Field(() => MailTemplate, { nullable: true, description: 'The text as it is now.' })
  template!: MailTemplate | null;

  @Field(() => [UserErrorType], { description: 'What to mend; empty when it worked.' })
  userErrors!: UserErrorType[];
}

@ObjectType({ description: 'Answer of a test mail.' })
export class MailTestPayload {
  @Field(() => String, { nullable: true, description: 'Whom it went to.' })
  sentTo!: string | null;

  @Field(() => [UserErrorType], { description: 'What to mend; empty when it worked.' })
  userErrors!: UserErrorType[];
}

@ObjectType({ description: 'Answer of a decision about mails.' })
export class NotificationsDecidePayload {
  @Field(() => [Notification], { nullable: true, description: 'The mails as they are now.' })
  notifications!: Notification[] | null;

  @Field(() => [UserErrorType], { description: 'What to mend; empty when it worked.' })
  userErrors!: UserErrorType[];
}

@ObjectType({ description: 'Answer of emptying the mailbox.' })
export class MailboxClearPayload {
  @Field(() => Int, { nullable: true, description: 'How many mails were thrown away.' })
  deleted!: number | null;

  @Field(() => [UserErrorType], { description: 'What to mend; empty when it worked.' })
  userErrors!: UserErrorType[];
}
