/** What a mail is about. TRACKING: parcels on their way; CORRECTION: numbers that no longer hold; DIGITAL_REWARD: codes. */
export type MailKind = 'TRACKING' | 'CORRECTION' | 'DIGITAL_REWARD';

export const MAIL_KINDS: readonly MailKind[] = ['TRACKING', 'CORRECTION', 'DIGITAL_REWARD'];

/** A word in double braces that a mail puts something in the place of. */
export interface VariableMeaning {
  description: string;
  /** What it comes to for the sample backer. */
  sample: string;
  kinds: readonly MailKind[];
  /** Text fits anywhere; a block is a list or a button and wants a line of its own. */
  shape: 'TEXT' | 'BLOCK';
}

const PARCEL_MAILS = ['TRACKING', 'CORRECTION'] as const;

/** Every variable there is. Names are part of saved templates: they are added to, never renamed. */
export const VARIABLES = {
  name: {
    description: 'The backer’s name.',
    sample: 'Ada Lovelace',
    kinds: MAIL_KINDS,
    shape: 'TEXT',
  },
  first_name: {
    description: 'The first word of the name.',
    sample: 'Ada',
    kinds: MAIL_KINDS,
    shape: 'TEXT',
  },
  project: {
    description: 'The project’s title.',
    sample: 'Lighthouses',
    kinds: MAIL_KINDS,
    shape: 'TEXT',
  },
  creator: {
    description: 'Your name, as the project’s settings or your profile say it.',
    sample: 'Foghorn Games',
    kinds: MAIL_KINDS,
    shape: 'TEXT',
  },
  parcels: {
    description: 'Every parcel this mail tells of: carrier, number and link.',
    sample: 'USPS 9400 1118 9922 3197 4284 90',
    kinds: PARCEL_MAILS,
    shape: 'BLOCK',
  },
  withdrawn: {
    description: 'The numbers that no longer hold.',
    sample: '9400 1118 9922 3197 4284 83',
    kinds: ['CORRECTION'],
    shape: 'BLOCK',
  },
  codes: {
    description: 'The codes or links, with their rewards’ instructions.',
    sample: 'Soundtrack: LIGHT-HOUSE-1842',
    kinds: ['DIGITAL_REWARD'],
    shape: 'BLOCK',
  },
  items: {
    description: 'What the backer is owed, line by line.',
    sample: '1 × Lighthouses, Deluxe Edition',
    kinds: MAIL_KINDS,
    shape: 'BLOCK',
  },
  link: {
    description:
      'The backer’s own page, which shows parcels and codes without signing in. Stands at the foot if you leave it out.',
    sample: 'https://waybill.example/b/…',
    kinds: MAIL_KINDS,
    shape: 'BLOCK',
  },
  unsubscribe: {
    description: 'The link to get no more mails about parcels. Stands at the foot if you leave it out.',
    sample: 'https://waybill.example/u/…',
    kinds: PARCEL_MAILS,
    shape: 'BLOCK',
  },
} as const satisfies Record<string, VariableMeaning>;

export type VariableName = keyof typeof VARIABLES;

/** The variables a mail of this kind can have, in the order they are shown. */
export function variablesOf(kind: MailKind): (VariableMeaning & { name: VariableName })[] {
  return Object.entries(VARIABLES as Record<VariableName, VariableMeaning>)
    .filter(([, meaning]) => meaning.kinds.includes(kind))
    .map(([name, meaning]) => ({ ...meaning, name: name as VariableName }));
}
