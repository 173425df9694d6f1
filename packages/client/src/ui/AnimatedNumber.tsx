import { useEffect, useRef, useState } from 'react';
import { useReducedMotion } from '@mantine/hooks';
import { formatNumber } from './format.ts';

interface AnimatedNumberProps {
  value: number;
  format?: (value: number) => string;
  /** Milliseconds to count from the shown to the new value. */
  duration?: number;
}

/**
 * A number that counts to its next value instead of jumping, in tabular figures so that nothing beside it moves.
 * Screen readers get the final value only; a person who wants less motion gets it at once.
 */
export function AnimatedNumber({ value, format = formatNumber, duration = 500 }: AnimatedNumberProps) {
  const still = useReducedMotion();
  const [shown, setShown] = useState(value);
  const shownNow = useRef(value);

  useEffect(
    function countUp() {
      const from = shownNow.current;
      if (still || from === value || document.visibilityState === 'hidden') {
        shownNow.current = value;
        setShown(value);
        return;
      }
      let frame = 0;
      let start: number | undefined;
      const step = (now: number) => {
        start ??= now;
        const part = Math.min(1, (now - start) / duration);
        const next = part === 1 ? value : from + (value - from) * (1 - (1 - part) ** 3);
        shownNow.current = next;
        setShown(next);
        if (part < 1) frame = requestAnimationFrame(step);
      };
      frame = requestAnimationFrame(step);
      return () => cancelAnimationFrame(frame);
    },
    [value, still, duration],
  );

  return (
    <>
      <span aria-hidden>{format(Number.isInteger(value) ? Math.round(shown) : shown)}</span>
      <span className="wb-sr-only">{format(value)}</span>
    </>
  );
}
