import { requireText } from '../access/checks.ts';
import { UserError, UserErrorCode } from '../lib/user-error.ts';

/** A backer with more tags than this finds none of them. */
export const MOST_TAGS = 50;

/** Tags as somebody typed them: trimmed, each once, empty ones left out. @throws UserError */
export function readTags(given: readonly string[], field: string[]): string[] {
  const tags = [
    ...new Set(given.filter((tag) => tag.trim() !== '').map((tag) => requireText(tag, field, 'a tag', 60))),
  ];
  if (tags.length > MOST_TAGS)
    throw new UserError(UserErrorCode.LIMIT_EXCEEDED, `A backer has at most ${MOST_TAGS} tags.`, field);
  return tags;
}
