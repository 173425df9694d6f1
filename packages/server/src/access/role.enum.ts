import { registerEnumType } from 'type-graphql';
import { ROLES, SCOPES, type RoleName, type Scope } from '../lib/principal.ts';

type Names<Name extends string> = { [One in Name]: One };

function enumOf<Name extends string>(names: readonly Name[]): Names<Name> {
  return Object.fromEntries(names.map((name) => [name, name])) as Names<Name>;
}

export const Role = enumOf<RoleName>(ROLES);
registerEnumType(Role, {
  name: 'Role',
  description: 'What a member of a creator may do.',
  valuesConfig: {
    OWNER: { description: 'Everything, including who the owners are.' },
    MANAGER: { description: 'Everything but making and removing owners.' },
    FULFILLER: { description: 'See everything, ship, and undo what was shipped.' },
    VIEWER: { description: 'See projects, backers and operations; change nothing.' },
  },
});

export const TokenScope = enumOf<Scope>(SCOPES);
registerEnumType(TokenScope, {
  name: 'TokenScope',
  description: 'What an API token may do. Every token but a partner’s may read its creator and the projects.',
  valuesConfig: {
    BACKERS_READ: { description: 'Read backers, their orders and shipments.' },
    BACKERS_WRITE: { description: 'Import and change backers, and watch and end those operations.' },
    SHIPMENTS_WRITE: {
      description:
        'Upload tracking numbers, mark orders fulfilled, and watch, apply, end and undo those operations.',
    },
    OPERATIONS_READ: { description: 'Read operations and their reports.' },
    PROJECTS_WRITE: { description: 'Create and change projects.' },
    FULFILLMENT: {
      description:
        'A partner’s: see the requests sent to it, answer them, report what it ships. Stands alone.',
    },
  },
});
