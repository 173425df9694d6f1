import { useEffect, useRef } from 'react';

/** Calls `then` when a value that was known becomes another; null is not known. */
export function useChange(value: string | null, then: () => void): void {
  const before = useRef(value);
  useEffect(
    function tellChange() {
      if (before.current !== null && value !== null && before.current !== value) then();
      before.current = value;
    },
    [value, then],
  );
}
