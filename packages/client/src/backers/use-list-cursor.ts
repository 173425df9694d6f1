import { useCallback, useMemo, useState } from 'react';

/** The row the keyboard is on. */
export interface ListCursor {
  id: string | null;
  /** Its place among the loaded rows; -1 when it is on none of them. */
  index: number;
  /** Grows when the keyboard moved it, so that the list follows; a click does not scroll. */
  moved: number;
  move: (by: number) => string | undefined;
  to: (index: number) => string | undefined;
  /** Puts it on a row that was clicked. */
  point: (id: string) => void;
}

/** Follows a row by its id, so that it stays where it is when rows come and go above it. */
export function useListCursor(ids: readonly string[]): ListCursor {
  const [at, setAt] = useState<{ id: string | null; moved: number }>({ id: null, moved: 0 });
  const index = useMemo(() => (at.id === null ? -1 : ids.indexOf(at.id)), [ids, at.id]);

  const to = useCallback(
    (wanted: number) => {
      const id = ids[Math.max(0, Math.min(ids.length - 1, wanted))];
      if (id !== undefined) setAt((before) => ({ id, moved: before.moved + 1 }));
      return id;
    },
    [ids],
  );
  const move = useCallback((by: number) => to(index < 0 ? 0 : index + by), [to, index]);
  const point = useCallback((id: string) => setAt({ id, moved: 0 }), []);
  return useMemo(
    () => ({ id: at.id, moved: at.moved, index, move, to, point }),
    [at, index, move, to, point],
  );
}
