import { House } from './0001-house.ts';

/** Migrations in the order they run; named here rather than found on disk, so that a bundle carries them. */
export const migrations = [{ name: '0001-house', class: House }];
