import type { graphql } from '@waybill/schema/graphql';

export type Role = ReturnType<typeof graphql.scalar<'Role'>>;
export type TokenScope = ReturnType<typeof graphql.scalar<'TokenScope'>>;

/** What each role may do, in the words a person chooses by. From the most to the least. */
export const roleWords: Record<Role, { word: string; may: string }> = {
  OWNER: { word: 'Owner', may: 'Everything, including who the owners are.' },
  MANAGER: { word: 'Manager', may: 'Everything but making and removing owners.' },
  FULFILLER: { word: 'Fulfiller', may: 'See everything, ship, and undo what was shipped.' },
  VIEWER: { word: 'Viewer', may: 'See projects, backers and operations; change nothing.' },
};

export const roleOrder: readonly Role[] = ['OWNER', 'MANAGER', 'FULFILLER', 'VIEWER'];

/** The roles that someone with this role may hand out. */
export function assignableRoles(own: Role | null | undefined): readonly Role[] {
  if (own === 'OWNER') return roleOrder;
  return own === 'MANAGER' ? roleOrder.filter((role) => role !== 'OWNER') : [];
}

/** What each scope lets a script do. Every token may also read its creator and the projects. */
export const scopeWords: Record<TokenScope, { word: string; may: string }> = {
  BACKERS_READ: { word: 'Read backers', may: 'See backers, their orders and their shipments.' },
  BACKERS_WRITE: {
    word: 'Import backers',
    may: 'Import and change backers, and watch and end those operations.',
  },
  SHIPMENTS_WRITE: {
    word: 'Ship',
    may: 'Upload tracking numbers, mark orders fulfilled, and watch, apply, end and undo those operations.',
  },
  OPERATIONS_READ: { word: 'Read operations', may: 'See operations and download their reports.' },
  PROJECTS_WRITE: { word: 'Manage projects', may: 'Create and change projects.' },
  FULFILLMENT: {
    word: 'Partner',
    may: 'See the requests sent to one partner, answer them, and report what is shipped.',
  },
};

/** What a script's token may be given. A partner's has a scope of its own and is made on the partner's page. */
export const scopeOrder: readonly TokenScope[] = [
  'BACKERS_READ',
  'BACKERS_WRITE',
  'SHIPMENTS_WRITE',
  'OPERATIONS_READ',
  'PROJECTS_WRITE',
];
