import { useEffect, useRef, type RefObject } from 'react';
import { burstEnd, keyBurst } from './key-burst.ts';

interface ScanKeys {
  input: RefObject<HTMLInputElement | null>;
  onCode: (code: string) => void;
  /** Enter, with nothing scanned. */
  onEmptyEnter: () => void;
}

/**
 * Hears a scanner that types, wherever the focus is. Keys that meant no field go into the one field there is; Enter or
 * a silence after a burst ends the scan, and an Enter that ends a scan presses no button.
 */
export function useScanKeys({ input, onCode, onEmptyEnter }: ScanKeys): void {
  const latest = useRef({ onCode, onEmptyEnter });
  useEffect(function rememberLatest() {
    latest.current = { onCode, onEmptyEnter };
  });

  useEffect(
    function listen() {
      const field = input.current;
      if (!field) return undefined;
      const burst = keyBurst();
      let timer: ReturnType<typeof setTimeout> | undefined;
      const end = () => {
        clearTimeout(timer);
        const code = field.value.trim();
        field.value = '';
        burst.clear();
        if (code) latest.current.onCode(code);
        else latest.current.onEmptyEnter();
      };
      const onKeyDown = (event: KeyboardEvent) => {
        if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
        if (document.querySelector('[role="dialog"][aria-modal="true"]')) return;
        const here = event.target === field;
        const elsewhere =
          !here &&
          event.target instanceof HTMLElement &&
          event.target.matches('input:not([type=checkbox]):not([type=radio]), textarea, select');
        if (elsewhere) return;
        const running = burst.isRunning(event.timeStamp);
        if (event.key === 'Enter' || (event.key === 'Tab' && running)) {
          if (!here && !running) return;
          event.preventDefault();
          event.stopPropagation();
          // A held key repeats; the code went with the first.
          if (!event.repeat) end();
          return;
        }
        if (event.key.length !== 1 || (event.key === ' ' && !here && !running)) return;
        if (field.value === '') burst.clear();
        burst.key(event.timeStamp);
        event.stopPropagation();
        if (!here) {
          event.preventDefault();
          field.value += event.key;
          field.focus({ preventScroll: true });
        }
        clearTimeout(timer);
        timer = setTimeout(() => {
          if (burst.isScan()) end();
        }, burstEnd);
      };
      const focus = () => {
        const { activeElement } = document;
        if (!activeElement || activeElement === document.body) field.focus({ preventScroll: true });
      };
      // The focus has gone nowhere yet while it leaves.
      const onBlur = () => setTimeout(focus, 0);
      field.focus({ preventScroll: true });
      field.addEventListener('blur', onBlur);
      window.addEventListener('focus', focus);
      window.addEventListener('keydown', onKeyDown, true);
      return () => {
        clearTimeout(timer);
        field.removeEventListener('blur', onBlur);
        window.removeEventListener('focus', focus);
        window.removeEventListener('keydown', onKeyDown, true);
      };
    },
    [input],
  );
}
