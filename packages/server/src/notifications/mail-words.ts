import type { MailFacts } from './mail-facts.ts';
import type { VariableName } from './mail-variables.ts';

/** Why somebody has this mail, in the words of its foot. */
export function becauseOf({ project, creator }: Pick<MailFacts, 'project' | 'creator'>): string {
  return `You get this because you backed ${project} by ${creator}.`;
}

/** What stands in the place of parcels when a correction has none to tell. */
export const NO_PARCEL_NOW = 'No number yet. We will write again when there is one.';

/** A variable in the middle of a sentence, or in the text form. */
export function inline(name: VariableName, facts: MailFacts): string {
  switch (name) {
    case 'name':
      return facts.name || 'backer';
    case 'first_name':
      return facts.name.trim().split(/\s+/)[0] || 'backer';
    case 'project':
      return facts.project;
    case 'creator':
      return facts.creator;
    case 'parcels':
      return facts.parcels
        .map(({ carrier, number, url }) => [carrier, number, url && `(${url})`].filter(Boolean).join(' '))
        .join(', ');
    case 'withdrawn':
      return facts.withdrawn.join(', ');
    case 'codes':
      return facts.codes
        .map(
          ({ reward, code, instructions }) =>
            `${reward}: ${code}${instructions ? ` (${instructions.replace(/\s+/g, ' ').trim()})` : ''}`,
        )
        .join(', ');
    case 'items':
      return facts.items.map(({ name: item, quantity }) => `${quantity} × ${item}`).join(', ');
    case 'link':
      return facts.link;
    case 'unsubscribe':
      return facts.unsubscribe ?? '';
  }
}
