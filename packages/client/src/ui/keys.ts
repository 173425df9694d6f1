import { useEffect, useRef, useSyncExternalStore } from 'react';

/** One shortcut. `keys` is what is pressed: "/", "j", "Enter", or two in a row: "g d". */
export interface Shortcut {
  keys: string;
  /** What it does, as the `?` dialog lists it. */
  does: string;
  /** Under which head it is listed. */
  group: string;
  /** Absent when another listener handles it and this is for the list only. */
  run?: () => void;
}

const isApple = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** A key as it is printed on the keyboard. */
export function keyLabel(key: string): string {
  if (key === 'mod') return isApple ? '⌘' : 'Ctrl';
  if (key === 'Enter') return '↵';
  return key.length === 1 ? key.toUpperCase() : key;
}

const active = new Map<symbol, readonly Shortcut[]>();
let listed: readonly Shortcut[] = [];
const listeners = new Set<() => void>();

function changed() {
  const seen = new Map<string, Shortcut>();
  for (const shortcuts of active.values())
    for (const shortcut of shortcuts) seen.set(shortcut.keys, shortcut);
  listed = [...seen.values()];
  for (const listener of listeners) listener();
}

/**
 * Puts shortcuts in force while the component is on the page; the newest wins where two want the same key.
 * They rest while a person types, and while a dialog is open.
 */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const latest = useRef(shortcuts);
  const signature = shortcuts.map((one) => `${one.keys}\n${one.does}\n${one.group}`).join('\n\n');

  useEffect(function rememberLatest() {
    latest.current = shortcuts;
  });

  useEffect(
    function register() {
      const id = Symbol('shortcuts');
      active.set(
        id,
        latest.current.map((shortcut, index) => ({
          ...shortcut,
          ...(shortcut.run ? { run: () => latest.current[index]?.run?.() } : {}),
        })),
      );
      changed();
      return () => {
        active.delete(id);
        changed();
      };
    },
    [signature],
  );
}

/** Every shortcut in force, for the `?` dialog. */
export function useListedShortcuts(): readonly Shortcut[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => listed,
  );
}

/** How long the first key of a pair waits for the second. */
const pairWindow = 1200;

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
  );
}

/** Starts listening for shortcuts on the page; answers how to stop. */
export function listenForShortcuts(): () => void {
  let first: { key: string; at: number } | null = null;
  let covered = false;
  // Asked before anybody else hears the key: the Escape that closes a dialog may have taken it off the page by the
  // time it comes here, and must not clear what lies under it as well.
  const look = () => {
    covered = document.querySelector('[role="dialog"][aria-modal="true"]') !== null;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target))
      return;
    if (covered) return;
    const onControl =
      event.target instanceof HTMLElement && event.target.closest('a, button, [role="button"]');
    if (onControl && (event.key === 'Enter' || event.key === ' ')) return;
    const pair = first && Date.now() - first.at < pairWindow ? `${first.key} ${event.key}` : null;
    const hit =
      (pair && listed.find((one) => one.keys === pair && one.run)) ||
      listed.find((one) => one.keys === event.key && one.run);
    first = listed.some((one) => one.keys.startsWith(`${event.key} `))
      ? { key: event.key, at: Date.now() }
      : null;
    if (!hit) return;
    event.preventDefault();
    first = null;
    hit.run?.();
  };
  window.addEventListener('keydown', look, true);
  document.addEventListener('keydown', onKeyDown);
  return () => {
    window.removeEventListener('keydown', look, true);
    document.removeEventListener('keydown', onKeyDown);
  };
}
