import { registerEnumType } from 'type-graphql';

export enum NotifyPolicy {
  ASK = 'ASK',
  ALWAYS = 'ALWAYS',
  NEVER = 'NEVER',
}
registerEnumType(NotifyPolicy, {
  name: 'NotifyPolicy',
  description: 'When backers are told of parcels.',
  valuesConfig: {
    ASK: { description: 'When somebody asks for it, at an upload or afterwards. The default.' },
    ALWAYS: { description: 'Whenever an operation or a person has added parcels.' },
    NEVER: {
      description:
        'Only by a run that somebody starts; neither adding parcels nor a carrier’s first scan tells anybody.',
    },
  },
});

export enum NotificationKind {
  TRACKING = 'TRACKING',
  CORRECTION = 'CORRECTION',
  DIGITAL_REWARD = 'DIGITAL_REWARD',
}
registerEnumType(NotificationKind, {
  name: 'NotificationKind',
  description: 'What a mail to a backer is about.',
  valuesConfig: {
    TRACKING: { description: 'Parcels on their way.' },
    CORRECTION: { description: 'A number they were told that no longer holds, and what holds now.' },
    DIGITAL_REWARD: { description: 'Codes or links they are owed.' },
  },
});

export enum NotificationStatus {
  PENDING = 'PENDING',
  SENDING = 'SENDING',
  SENT = 'SENT',
  FAILED = 'FAILED',
  UNKNOWN = 'UNKNOWN',
  CANCELED = 'CANCELED',
  SUPPRESSED = 'SUPPRESSED',
}
registerEnumType(NotificationStatus, {
  name: 'NotificationStatus',
  description: 'How far a mail is.',
  valuesConfig: {
    PENDING: { description: 'Waits to be sent, or to be tried again.' },
    SENDING: { description: 'On its way to the mail server.' },
    SENT: { description: 'The mail server took it.' },
    FAILED: { description: 'The mail server refused it for good, or it could not be written.' },
    UNKNOWN: {
      description:
        'It may have left: the answer never came. It is not sent again unless a person decides so.',
    },
    CANCELED: { description: 'Taken back before it left, given up, or there was nothing left to say.' },
    SUPPRESSED: { description: 'Not sent, because the backer asked for no more mail.' },
  },
});

export enum MailTransport {
  MAILBOX = 'MAILBOX',
  SMTP = 'SMTP',
}
registerEnumType(MailTransport, {
  name: 'MailTransport',
  description: 'Where mail goes.',
  valuesConfig: {
    MAILBOX: { description: 'Into the mailbox of this Waybill: nothing leaves the machine.' },
    SMTP: { description: 'To the mail server that the installation names.' },
  },
});

export enum NotificationDecision {
  SENT = 'SENT',
  RETRY = 'RETRY',
  GIVE_UP = 'GIVE_UP',
}
registerEnumType(NotificationDecision, {
  name: 'NotificationDecision',
  description: 'What a person makes of a mail whose end is unknown, or that failed.',
  valuesConfig: {
    SENT: { description: 'It arrived. Of unknown ones only.' },
    RETRY: {
      description:
        'Send it again, under the same Message-ID, to the address the backer has now. Also what was given up.',
    },
    GIVE_UP: { description: 'It did not arrive, and is not to be sent again.' },
  },
});
