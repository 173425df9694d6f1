import type { Owned } from '../access/authorise.ts';
import type { Database } from '../lib/database.ts';
import type { Principal } from '../lib/principal.ts';
import { notFound, UserError, UserErrorCode } from '../lib/user-error.ts';
import { MOST_TAGS, readNewTags, readTags } from './tags.ts';

export interface TagChange {
  add?: string[] | null;
  remove?: string[] | null;
}

/**
 * Puts tags on one backer and takes others off; a tag that is in both lists comes off. The rest stays as it is, so two
 * people may do so at once. Not a change of what is known of the backer: an import's undo does not look at it.
 *
 * @throws UserError NOT_FOUND, BLANK where nothing is given, INVALID, LIMIT_EXCEEDED
 */
export async function tagBacker(
  db: Database,
  backer: Owned,
  by: Principal,
  change: TagChange,
): Promise<void> {
  const remove = readTags(change.remove ?? [], ['input', 'remove']);
  const add = readNewTags(change.add ?? [], ['input', 'add']).filter((tag) => !remove.includes(tag));
  if (add.length + remove.length === 0)
    throw new UserError(UserErrorCode.BLANK, 'Say which tags to put on, or which to take off.', [
      'input',
      'add',
    ]);
  await db.write([backer.creatorId], async (client) => {
    const { rows } = await client.query<{ tags: string[]; projectId: string }>(
      'select tags, project_id as "projectId" from backer where id = $1 for no key update',
      [backer.id],
    );
    const found = rows[0];
    if (!found) throw notFound('backer');
    const added = add.filter((tag) => !found.tags.includes(tag));
    const removed = remove.filter((tag) => found.tags.includes(tag));
    const tags = [...found.tags.filter((tag) => !removed.includes(tag)), ...added];
    if (added.length > 0 && tags.length > MOST_TAGS)
      throw new UserError(
        UserErrorCode.LIMIT_EXCEEDED,
        `A backer has at most ${MOST_TAGS} tags; this one would have ${tags.length}.`,
        ['input', 'add'],
      );
    if (added.length + removed.length === 0) return;
    await client.query('update backer set tags = $2 where id = $1', [backer.id, tags]);
    await client.query(
      `insert into backer_event (backer_id, creator_id, project_id, kind, detail, actor_kind, actor_name)
       select $1, $2, $3, kind::backer_event_kind, jsonb_build_object('tags', to_jsonb(tags)), $6, $7
       from (values ('UNTAGGED', $4::text[]), ('TAGGED', $5::text[])) as e (kind, tags) where cardinality(tags) > 0`,
      [backer.id, backer.creatorId, found.projectId, removed, added, by.kind, by.name],
    );
  });
}
