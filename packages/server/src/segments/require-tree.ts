import { checkTree, type FilterTree } from '@waybill/schema/filter-tree';
import { UserError, UserErrorCode, UserErrors } from '../lib/user-error.ts';

/**
 * @param field where the tree stands in what the caller sent; the place in the tree is added to it
 * @throws UserErrors for everything that is wrong with it
 */
export function requireTree(tree: unknown, field: readonly string[]): FilterTree {
  const problems = checkTree(tree);
  if (problems.length === 0) return tree as FilterTree;
  throw new UserErrors(
    problems.map(
      ({ path, message }) =>
        new UserError(UserErrorCode.INVALID, message, [...field, ...(path === '' ? [] : path.split('.'))]),
    ),
  );
}
