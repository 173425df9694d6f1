import type { MailKind } from './mail-variables.ts';

export interface MailText {
  subject: string;
  body: string;
}

/** The texts that ship with Waybill; a project that has written none of its own gets these, and their mending. */
export const DEFAULT_TEXTS: Record<MailKind, MailText> = {
  TRACKING: {
    subject: '{{project}} is on its way to you',
    body: `Hello {{first_name}},

your {{project}} has left the warehouse.

{{parcels}}

It can take a day or two until the carrier shows the first scan.

{{link}}

Thank you for backing us!
{{creator}}`,
  },
  CORRECTION: {
    subject: 'A correction: the tracking number of {{project}}',
    body: `Hello {{first_name}},

we wrote to you with a tracking number that no longer holds:

{{withdrawn}}

This is what holds now:

{{parcels}}

Your own page always shows the latest.

{{link}}

Sorry for the confusion,
{{creator}}`,
  },
  DIGITAL_REWARD: {
    subject: 'Your digital rewards of {{project}}',
    body: `Hello {{first_name}},

here is what we promised you:

{{codes}}

You find it on your own page, too, should this mail get lost.

{{link}}

Have fun!
{{creator}}`,
  },
};
