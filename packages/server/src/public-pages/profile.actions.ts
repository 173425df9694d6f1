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

/**
 * What strangers may know of a creator.
 * @returns null where nobody has the slug, and where who has it publishes nothing: the two are not told apart
 */
export async function publicCreatorBySlug(db: Database, slug: string): Promise<PublicCreator | null> {
  const asked = SLUG.test(slug) && slug.length <= LONGEST_SLUG ? slug : '';
  const [owner] = await db.call<{ id: string | null }>(PROFILE_OWNER, [asked]);
  if (!owner?.id) return null;
  const rows = await db.read<ProfileRow & Record<string, unknown>>([owner.id], PROFILE, [owner.id], {
    prepare: true,
  });
  const [first] = rows;
  if (!first) return null;
  const projects = rows.map(projectOf);
  return {
    slug: first.slug,
    name: first.name,
    about: first.about,
    fulfilledProjects: projects.filter(({ status }) => status === ProjectStatus.FULFILLED).length,
    projects,
  };
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
