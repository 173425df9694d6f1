import { requireText } from '../access/checks.ts';
import { UserError, UserErrorCode } from '../lib/user-error.ts';

/** A backer with more tags than this finds none of them. */
export const MOST_TAGS = 50;

/**
 * Tags that are to be put on, as `readTags`. Where a person types them a comma ends a tag: one with a comma in it could
 * not be typed again.
 * @throws UserError
 */
export function readNewTags(given: readonly string[], field: string[]): string[] {
  const tags = readTags(given, field);
  const comma = tags.find((tag) => tag.includes(','));
  if (comma !== undefined)
    throw new UserError(
      UserErrorCode.INVALID,
      `A comma ends a tag, so “${comma}” cannot be one. Give its parts as tags of their own, or write it without.`,
      field,
    );
  return tags;
}

/** Tags as somebody typed them: trimmed, each once, empty ones left out. @throws UserError */
export function readTags(given: readonly string[], field: string[]): string[] {
  const tags = [
    ...new Set(given.filter((tag) => tag.trim() !== '').map((tag) => requireText(tag, field, 'a tag', 60))),
  ];
  if (tags.length > MOST_TAGS)
    throw new UserError(UserErrorCode.LIMIT_EXCEEDED, `A backer has at most ${MOST_TAGS} tags.`, field);
  return tags;
}
