import { UniqueConstraintViolationException } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { LRUCache } from 'lru-cache';
import { isId, type Asking } from '../access/authorise.ts';
import { requireText, slugOf } from '../access/checks.ts';
import type { Database } from '../lib/database.ts';
import { notFound, UserError, UserErrorCode } from '../lib/user-error.ts';
import { FulfillmentMethod, Project, PROJECT_COLUMNS, ProjectStatus } from './project.entity.ts';

const MAX_SLUG = 80;

export interface ProjectFields {
  title?: string | null;
  slug?: string | null;
  fulfillmentMethod?: FulfillmentMethod | null;
}

/**
 * A project without backers.
 * @throws UserError BLANK, INVALID, TAKEN
 */
export async function createProject(
  em: EntityManager,
  creatorId: string,
  input: ProjectFields & { title: string },
): Promise<Project> {
  const title = requireTitle(input.title);
  const given = input.slug?.trim();
  const slug = given
    ? requireSlug(given)
    : await freeSlug(em, creatorId, slugOf(title, MAX_SLUG - 5) || 'project');
  const project = em.create(Project, {
    creatorId,
    title,
    slug,
    fulfillmentMethod: input.fulfillmentMethod ?? FulfillmentMethod.MANUAL_EXPORT,
    status: ProjectStatus.IN_PRODUCTION,
    statusChangedAt: null,
    fulfilledAt: null,
    publishedAt: null,
    createdAt: new Date().toISOString(),
  });
  await flush(em.persist(project), slug);
  return project;
}

/** @throws UserError NOT_FOUND, BLANK, INVALID, TAKEN */
export async function updateProject(em: EntityManager, id: string, input: ProjectFields): Promise<Project> {
  const project = await em.findOne(Project, { id });
  if (!project) throw notFound('project');
  // Field by field: assigning the input as a whole would let it set what it has no business with.
  if (input.title !== undefined && input.title !== null) project.title = requireTitle(input.title);
  if (input.slug !== undefined && input.slug !== null) project.slug = requireSlug(input.slug.trim());
  if (input.fulfillmentMethod) project.fulfillmentMethod = input.fulfillmentMethod;
  await flush(em, project.slug);
  return project;
}

export async function projectById(asking: Asking, id: string): Promise<Project | null> {
  if (!isId(id)) return null;
  const rows = await asking.db.read<Project & Record<string, unknown>>(
    asking.principal?.creators.keys() ?? [],
    `select ${PROJECT_COLUMNS} from project where id = $1`,
    [id],
    { prepare: true },
  );
  return rows[0] ?? null;
}

const REMEMBERED_OWNERS = 10_000;
const owners = new WeakMap<Database, LRUCache<string, string>>();

/**
 * A project as key and owner alone, for a page of what is in it: reading its row was a third of such a request. Whose
 * a project is never changes (a trigger sees to it), so it is read once; whether the caller may see it is asked each time, and
 * everything in it is read under row-level security as ever.
 */
export async function projectWithoutRow(asking: Asking, id: string): Promise<Project | null> {
  let known = owners.get(asking.db);
  if (!known) owners.set(asking.db, (known = new LRUCache({ max: REMEMBERED_OWNERS })));
  const creatorId = known.get(id);
  if (creatorId !== undefined) {
    return asking.principal?.creators.has(creatorId) ? ({ id, creatorId } as Project) : null;
  }
  const project = await projectById(asking, id);
  if (project) known.set(id, project.creatorId);
  return project;
}

export async function projectBySlug(
  asking: Asking,
  creatorSlug: string,
  projectSlug: string,
): Promise<Project | null> {
  const rows = await asking.db.read<Project & Record<string, unknown>>(
    asking.principal?.creators.keys() ?? [],
    `select ${PROJECT_COLUMNS} from project join creator on creator.id = project.creator_id
     where creator.slug = $1 and project.slug = $2`,
    [creatorSlug, projectSlug],
    { prepare: true },
  );
  return rows[0] ?? null;
}

/** The projects of several creators at once, newest first. */
export async function projectsOf(asking: Asking, creatorIds: readonly string[]): Promise<Project[][]> {
  const rows = await asking.db.read<Project & Record<string, unknown>>(
    asking.principal?.creators.keys() ?? [],
    `select ${PROJECT_COLUMNS} from project where creator_id = any ($1) order by id desc`,
    [creatorIds],
  );
  const groups = Map.groupBy(rows, (row) => row.creatorId);
  return creatorIds.map((id) => groups.get(id) ?? []);
}

function requireTitle(value: string): string {
  return requireText(value, ['input', 'title'], 'the title', 200);
}

function requireSlug(value: string): string {
  if (/^[a-z0-9]+(-[a-z0-9]+)*$/.test(value) && value.length <= MAX_SLUG) return value;
  const suggestion = slugOf(value, MAX_SLUG);
  throw new UserError(
    value === '' ? UserErrorCode.BLANK : UserErrorCode.INVALID,
    `An address is made of a-z, 0-9 and single hyphens, at most ${MAX_SLUG} of them${suggestion ? `, such as "${suggestion}"` : ''}.`,
    ['input', 'slug'],
  );
}

/** The slug, or with the first number that is free; a race for the same one ends as TAKEN. */
async function freeSlug(em: EntityManager, creatorId: string, slug: string): Promise<string> {
  const taken = await em.execute<{ slug: string }[]>(
    `select slug from project where creator_id = ? and (slug = ? or slug like ?)`,
    [creatorId, slug, `${slug}-%`],
  );
  const names = new Set(taken.map((row) => row.slug));
  if (!names.has(slug)) return slug;
  let number = 2;
  while (names.has(`${slug}-${number}`)) number += 1;
  return `${slug}-${number}`;
}

async function flush(em: EntityManager, slug: string): Promise<void> {
  try {
    await em.flush();
  } catch (error) {
    if (error instanceof UniqueConstraintViolationException) {
      throw new UserError(
        UserErrorCode.TAKEN,
        `Another of your projects has the address "${slug}". Choose another.`,
        ['input', 'slug'],
      );
    }
    throw error;
  }
}
