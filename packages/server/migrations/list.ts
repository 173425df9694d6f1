import { House } from './0001-house.ts';
import { Access } from './0002-access.ts';

/** Migrations in the order they run; named here rather than found on disk, so that a bundle carries them. */
export const migrations = [
  { name: '0001-house', class: House },
  { name: '0002-access', class: Access },
];
