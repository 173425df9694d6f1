import { useLayoutEffect, useRef, useState } from 'react';

/** Where an element stands in the page and how wide it is, in pixels; measured before the first paint, and again when anything moves. */
export function usePlace<T extends HTMLElement>() {
  const ref = useRef<T>(null);
  const [place, setPlace] = useState({ top: 0, width: 0 });
  useLayoutEffect(function measure() {
    const read = () => {
      const element = ref.current;
      if (!element) return;
      const box = element.getBoundingClientRect();
      const next = { top: Math.round(box.top + window.scrollY), width: Math.floor(box.width) };
      setPlace((before) => (before.top === next.top && before.width === next.width ? before : next));
    };
    read();
    const observer = new ResizeObserver(read);
    observer.observe(document.body);
    if (ref.current) observer.observe(ref.current);
    return () => observer.disconnect();
  }, []);
  return { ref, ...place };
}
