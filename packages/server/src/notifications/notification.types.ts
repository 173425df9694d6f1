import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { DateTime } from '../lib/date-time.scalar.ts';
import { MailTransport, NotificationKind, NotificationStatus, NotifyPolicy } from './notification.enums.ts';

@ObjectType({ description: 'One mail to one backer: the outbox and its ledger.' })
export class Notification {
  @Field(() => ID, { description: 'Key of the mail.' })
  id!: string;

  creatorId!: string;
  projectId!: string;
  backerId!: string;
  messageIdLocal!: string;

  @Field(() => NotificationKind, { description: 'What it is about.' })
  kind!: NotificationKind;

  @Field(() => NotificationStatus, { description: 'How far it is.' })
  status!: NotificationStatus;

  @Field(() => String, {
    description: 'Where it goes: the backer’s address when it was queued, or tried last.',
  })
  email!: string;

  @Field(() => Int, { description: 'How often it was tried.' })
  attempts!: number;

  @Field(() => DateTime, { description: 'When it is tried next, while it waits.' })
  dueAt!: string;

  @Field(() => String, {
    nullable: true,
    description: 'What the mail server said last, or why it was not sent.',
  })
  response!: string | null;

  @Field(() => Int, { nullable: true, description: 'The number in what the mail server said.' })
  responseCode!: number | null;

  @Field(() => DateTime, { description: 'When it was queued.' })
  createdAt!: string;

  @Field(() => DateTime, { nullable: true, description: 'When the mail server took it.' })
  sentAt!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it came to its end, whichever.' })
  settledAt!: string | null;

  @Field(() => String, { nullable: true, description: 'Who decided about it, where a person had to.' })
  decidedBy!: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The operation that queued it; null where a person wrote to one backer.',
  })
  operationId!: string | null;
}

@ObjectType({ description: 'How many mails stand where.' })
export class NotificationCounts {
  @Field(() => Int, { description: 'Wait.' })
  pending!: number;

  @Field(() => Int, { description: 'Are on their way.' })
  sending!: number;

  @Field(() => Int, { description: 'Were taken by the mail server.' })
  sent!: number;

  @Field(() => Int, { description: 'Were refused for good.' })
  failed!: number;

  @Field(() => Int, { description: 'Wait for a person to decide.' })
  unknown!: number;

  @Field(() => Int, { description: 'Were taken back.' })
  canceled!: number;

  @Field(() => Int, { description: 'Were not sent because the backer asked for none.' })
  suppressed!: number;
}

@ObjectType({ description: 'What a project has decided about its mail.' })
export class MailSettings {
  @Field(() => ID, { description: 'Key of the project.' })
  id!: string;

  @Field(() => NotifyPolicy, { description: 'When backers are told of parcels.' })
  policy!: NotifyPolicy;

  @Field(() => Boolean, {
    description: 'Whether a carrier’s first scan tells the backer. Off under NEVER, whatever was chosen.',
  })
  onFirstScan!: boolean;

  @Field(() => Int, { description: 'How many mails go to the mail server in a minute at most.' })
  ratePerMinute!: number;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Since when nothing is sent; null while mail goes out.',
  })
  pausedAt!: string | null;

  @Field(() => String, { nullable: true, description: 'Who paused it.' })
  pausedBy!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The name mail comes from; the creator’s where there is none.',
  })
  senderName!: string | null;

  @Field(() => String, { nullable: true, description: 'Where answers go.' })
  replyTo!: string | null;

  @Field(() => MailTransport, { description: 'Where mail goes; decided by the installation.' })
  transport!: MailTransport;

  @Field(() => String, { description: 'The address mail comes from; decided by the installation.' })
  from!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Why the mail server takes no mail just now. It is tried again by itself.',
  })
  trouble!: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Since when the mail server has taken no mail; null while it does.',
  })
  troubleSince!: string | null;
}

@ObjectType({ description: 'A word in double braces that a mail puts something in the place of.' })
export class MailVariable {
  @Field(() => String, { description: 'The word, without its braces.' })
  name!: string;

  @Field(() => String, { description: 'What it stands for.' })
  description!: string;

  @Field(() => String, { description: 'What it may come to.' })
  sample!: string;
}

@ObjectType({ description: 'The text of a kind of mail.' })
export class MailTemplate {
  @Field(() => ID, { description: 'Key of the text: the project and the kind.' })
  id!: string;

  projectId!: string;

  @Field(() => NotificationKind, { description: 'For which mail.' })
  kind!: NotificationKind;

  @Field(() => String, { description: 'Its subject, with variables.' })
  subject!: string;

  @Field(() => String, {
    description:
      'Its text, with variables. A list alone on its line is shown as a box, {{link}} as a button.',
  })
  body!: string;

  @Field(() => Int, { description: 'Grows with every change; 0 is the text that ships with Waybill.' })
  version!: number;

  @Field(() => Boolean, { description: 'Whether it is the text that ships with Waybill.' })
  isDefault!: boolean;

  @Field(() => DateTime, { nullable: true, description: 'When it was changed last.' })
  updatedAt!: string | null;

  @Field(() => String, { nullable: true, description: 'Who changed it last.' })
  updatedBy!: string | null;

  @Field(() => [MailVariable], { description: 'What it may contain.' })
  variables!: MailVariable[];
}

@ObjectType({ description: 'A mail as a backer would get it.' })
export class MailPreview {
  @Field(() => String, { description: 'Its subject.' })
  subject!: string;

  @Field(() => String, { description: 'Its plain form.' })
  text!: string;

  @Field(() => String, { description: 'Its HTML form; show it in a sandboxed frame.' })
  html!: string;

  @Field(() => String, { description: 'Whom it would go to.' })
  to!: string;

  @Field(() => [String], { description: 'What keeps the text from being saved; empty when nothing does.' })
  problems!: string[];
}

@ObjectType({ description: 'Who has not been told yet, of those who can be written to.' })
export class UntoldParcels {
  @Field(() => Int, { description: 'Backers with a parcel that no mail has told them of.' })
  backers!: number;

  @Field(() => Int, { description: 'Those parcels.' })
  shipments!: number;

  @Field(() => Int, { description: 'Backers who were told a number that no longer holds.' })
  corrections!: number;

  @Field(() => Int, {
    description:
      'Backers left out of the other counts, for they cannot be written to: they asked for no mail, or have no usable address. 0, and counted with the others, while more than 50,000 parcels wait.',
  })
  unreachable!: number;
}

@ObjectType({ description: 'A header of a mail.' })
export class MailHeader {
  @Field(() => String, { description: 'Its name.' })
  name!: string;

  @Field(() => String, { description: 'What it says.' })
  value!: string;
}

@ObjectType({ description: 'A mail in the local mailbox.' })
export class MailboxMail {
  @Field(() => ID, { description: 'Key of the mail in the mailbox.' })
  id!: string;

  @Field(() => String, { description: 'Whom it comes from.' })
  from!: string;

  @Field(() => String, { description: 'Whom it went to.' })
  to!: string;

  @Field(() => String, { nullable: true, description: 'Where answers go.' })
  replyTo!: string | null;

  @Field(() => String, { description: 'Its subject.' })
  subject!: string;

  @Field(() => String, { description: 'Its plain form.' })
  text!: string;

  @Field(() => String, { description: 'Its HTML form; show it in a sandboxed frame.' })
  html!: string;

  @Field(() => [MailHeader], { description: 'Its further headers.' })
  headers!: MailHeader[];

  @Field(() => DateTime, { description: 'When it came in.' })
  at!: string;
}

@ObjectType({ description: 'A project’s mail as it stands.' })
export class NotificationFeed {
  @Field(() => ID, { description: 'Key of the project.' })
  id!: string;

  @Field(() => NotificationCounts, { description: 'How many mails stand where.' })
  counts!: NotificationCounts;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Since when nothing is sent; null while mail goes out.',
  })
  pausedAt!: string | null;

  @Field(() => Int, { description: 'How many mails go out in a minute at most.' })
  ratePerMinute!: number;

  @Field(() => Float, { description: 'How many went out in the last minute.' })
  perMinuteNow!: number;

  @Field(() => String, { nullable: true, description: 'Why the mail server takes no mail just now.' })
  trouble!: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Since when the mail server has taken no mail; null while it does.',
  })
  troubleSince!: string | null;
}
