import { useEffect, useState } from 'react';

/** True once `active` has held for `wait` milliseconds: nothing that says "loading" shows for less. */
export function useDelayed(active: boolean, wait = 200): boolean {
  const [passed, setPassed] = useState(false);
  useEffect(
    function waitBeforeShowing() {
      if (!active) {
        setPassed(false);
        return;
      }
      const timer = setTimeout(() => setPassed(true), wait);
      return () => clearTimeout(timer);
    },
    [active, wait],
  );
  return active && passed;
}
