import { useCallback, useMemo, useState } from 'react';
import { readableError } from './errors.ts';

/** What every payload carries beside its result. `field` is the path into the input: ["input", "email"] or ["email"]. */
export interface UserErrorLike {
  code: string;
  field?: readonly string[] | null;
  message: string;
}

/**
 * Puts a payload's userErrors beside the fields they are about.
 *
 * `of('email')` is the message for that field; `rest` are those that belong to no field that was asked for by name
 * in `fields`, to be shown above the form. `take(payload.userErrors)` answers true when there were none.
 */
export function useUserErrors(fields: readonly string[]) {
  const [errors, setErrors] = useState<readonly UserErrorLike[]>([]);
  const known = fields.join(' ');

  const byField = useMemo(() => {
    const names = new Set(known.split(' '));
    const map = new Map<string, string>();
    const rest: string[] = [];
    for (const error of errors) {
      const name = error.field?.findLast((part) => names.has(part));
      if (name && !map.has(name)) map.set(name, error.message);
      else if (!name) rest.push(error.message);
    }
    return { map, rest };
  }, [errors, known]);

  const take = useCallback((next: readonly UserErrorLike[] | null | undefined) => {
    setErrors(next ?? []);
    return !next?.length;
  }, []);

  const fail = useCallback((error: unknown) => {
    setErrors([{ code: 'FAILED', message: readableError(error).detail }]);
  }, []);

  return {
    of: (field: string) => byField.map.get(field),
    rest: byField.rest,
    /** Takes a payload's errors in; true when there are none. */
    take,
    /** Takes a thrown error in. */
    fail,
    clear: useCallback(() => setErrors([]), []),
  };
}
