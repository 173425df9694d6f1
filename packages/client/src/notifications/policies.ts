import type { MailSettings } from '@waybill/schema/mail-settings';

export type NotifyPolicy = MailSettings['policy'];

/** When a project tells its backers, in the words a creator chooses by. */
export const policyWords: Record<NotifyPolicy, { word: string; means: string }> = {
  ASK: {
    word: 'Ask each time',
    means: 'Waybill asks when an upload is applied, and offers it again afterwards.',
  },
  ALWAYS: {
    word: 'Always tell them',
    means: 'Every upload and every order marked with a number queues its mails by itself.',
  },
  NEVER: {
    word: 'Never by itself, and do not ask',
    means: 'Adding parcels tells nobody. Mails go out only by a run that somebody starts here.',
  },
};

export const policyOrder: readonly NotifyPolicy[] = ['ASK', 'ALWAYS', 'NEVER'];
