import { LRUCache } from 'lru-cache';
import type { Database } from '../lib/database.ts';
import { ProjectStatus } from '../projects/project.entity.ts';
import type { PublicCreator, PublicProject } from './public-creator.type.ts';
import { PROFILE, PROFILE_OWNER } from './public-pages.sql.ts';

interface ProfileRow {
  slug: string;
  name: string;
  about: string | null;
  project_slug: string;
  title: string;
  status: ProjectStatus;
  fulfilled_at: string | null;
  shipping_since: string | null;
  eligible: number;
  eligible_fulfilled: number;
  shipments: number;
  confirmed: number;
  delivered: number;
  updated_at: string;
}

/** A slug as the tables allow it, in either case; anything else is answered like one that never was. */
const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/i;
const LONGEST_SLUG = 60;

type Row = ProfileRow & Record<string, unknown>;

const REMEMBERED = 200;
const remembered = new WeakMap<Database, LRUCache<string, { rows: Row[]; creator: PublicCreator }>>();

/**
 * What strangers may know of a creator.
 * @returns null where nobody has the slug, and where who has it publishes nothing: the two are not told apart. The same object
 *   as before while every value it is made of is the same, so that what was made from it can be kept beside it.
 */
export async function publicCreatorBySlug(db: Database, slug: string): Promise<PublicCreator | null> {
  const asked = SLUG.test(slug) && slug.length <= LONGEST_SLUG ? slug : '';
  const [owner] = await db.call<{ id: string | null }>(PROFILE_OWNER, [asked]);
  if (!owner?.id) return null;
  const rows = await db.read<Row>([owner.id], PROFILE, [owner.id], { prepare: true });
  const [first] = rows;
  if (!first) return null;
  let known = remembered.get(db);
  if (!known) remembered.set(db, (known = new LRUCache({ max: REMEMBERED })));
  const before = known.get(owner.id);
  if (before && areSame(before.rows, rows)) return before.creator;
  const projects = rows.map(projectOf);
  const creator = {
    slug: first.slug,
    name: first.name,
    about: first.about,
    fulfilledProjects: projects.filter(({ status }) => status === ProjectStatus.FULFILLED).length,
    projects,
  };
  known.set(owner.id, { rows, creator });
  return creator;
}

function areSame(before: readonly Row[], rows: readonly Row[]): boolean {
  return (
    before.length === rows.length &&
    rows.every((row, index) => Object.keys(row).every((name) => row[name] === before[index]?.[name]))
  );
}

function projectOf(row: ProfileRow): PublicProject {
  const ofParcels = (count: number) => (row.shipments > 0 ? count / row.shipments : null);
  return {
    slug: row.project_slug,
    title: row.title,
    status: row.status,
    shippingSince: row.shipping_since,
    fulfilledAt: row.fulfilled_at,
    evidence: {
      marked: row.eligible > 0 ? row.eligible_fulfilled / row.eligible : 0,
      confirmed: ofParcels(row.confirmed),
      delivered: ofParcels(row.delivered),
      at: row.updated_at,
    },
  };
}
