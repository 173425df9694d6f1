import { useEffect, useRef, useSyncExternalStore } from 'react';
import type { Icon } from '@tabler/icons-react';

/** Something ⌘K can jump to or do. */
export interface JumpAction {
  id: string;
  label: string;
  /** A second line: an email, a status, the project. */
  description?: string;
  /** The head it stands under: "Go to", "Actions", "Backers". */
  group: string;
  icon?: Icon;
  /** More words it is found by. */
  keywords?: string[];
  run: () => void;
}

const registered = new Map<symbol, readonly JumpAction[]>();
let all: readonly JumpAction[] = [];
const listeners = new Set<() => void>();

function changed() {
  all = [...registered.values()].flat();
  for (const listener of listeners) listener();
}

/** Adds a page's actions to ⌘K while it is open. `run` may change from render to render. */
export function useSpotlightActions(actions: readonly JumpAction[]): void {
  const latest = useRef(actions);
  const signature = actions.map((one) => `${one.id}\n${one.label}\n${one.description ?? ''}`).join('\n\n');

  useEffect(function rememberLatest() {
    latest.current = actions;
  });

  useEffect(
    function register() {
      const id = Symbol('actions');
      registered.set(
        id,
        latest.current.map((action, index) => ({ ...action, run: () => latest.current[index]?.run() })),
      );
      changed();
      return () => {
        registered.delete(id);
        changed();
      };
    },
    [signature],
  );
}

/** Every action that ⌘K offers now. */
export function useRegisteredActions(): readonly JumpAction[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => all,
  );
}
