import type { EntityManager } from '@mikro-orm/postgresql';
import { requireText } from '../access/checks.ts';
import { Creator } from '../creators/creator.entity.ts';
import { notFound, UserError, UserErrorCode, UserErrors } from '../lib/user-error.ts';
import { Project } from '../projects/project.entity.ts';

const LONGEST_ABOUT = 2_000;

export interface CreatorChange {
  name?: string | null;
  about?: string | null;
}

/**
 * Puts a project on its creator's public profile, or takes it off. Done twice it changes nothing.
 * @throws UserError NOT_FOUND
 */
export async function setPublished(em: EntityManager, id: string, published: boolean): Promise<Project> {
  const project = await em.findOne(Project, { id });
  if (!project) throw notFound('project');
  if (published) project.publishedAt ??= new Date().toISOString();
  else project.publishedAt = null;
  await em.flush();
  return project;
}

/**
 * Changes what a creator is called, and what it says of itself.
 * @throws UserErrors for every field that cannot be meant; UserError NOT_FOUND
 */
export async function updateCreator(em: EntityManager, id: string, change: CreatorChange): Promise<Creator> {
  const creator = await em.findOne(Creator, { id });
  if (!creator) throw notFound('creator');
  const errors: UserError[] = [];
  const attempt = (work: () => void) => {
    try {
      work();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      errors.push(error);
    }
  };
  const { name, about } = change;
  if (name != null)
    attempt(() => {
      creator.name = requireText(name, ['input', 'name'], 'the name you create under', 200);
    });
  if (about !== undefined)
    attempt(() => {
      creator.about = aboutOf(about);
    });
  if (errors.length > 0) throw new UserErrors(errors);
  await em.flush();
  return creator;
}

/** Several lines of text; null where there is none. */
function aboutOf(given: string | null): string | null {
  const text = (given ?? '')
    .normalize('NFC')
    .replaceAll('\r\n', '\n')
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, ' ')
    .trim();
  if (text.length <= LONGEST_ABOUT) return text === '' ? null : text;
  throw new UserError(
    UserErrorCode.INVALID,
    `Shorten what you say of yourself to ${LONGEST_ABOUT} characters; it has ${text.length}.`,
    ['input', 'about'],
  );
}
