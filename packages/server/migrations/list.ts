import { House } from './0001-house.ts';
import { Access } from './0002-access.ts';
import { Segments } from './0003-segments.ts';
import { Mail } from './0004-mail.ts';
import { DigitalRewards } from './0005-digital-rewards.ts';
import { PublicPages } from './0006-public-pages.ts';

/** Migrations in the order they run; named here rather than found on disk, so that a bundle carries them. */
export const migrations = [
  { name: '0001-house', class: House },
  { name: '0002-access', class: Access },
  { name: '0003-segments', class: Segments },
  { name: '0004-mail', class: Mail },
  { name: '0005-digital-rewards', class: DigitalRewards },
  { name: '0006-public-pages', class: PublicPages },
];
