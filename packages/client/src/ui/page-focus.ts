/** Set while a change of page has not yet been told to those who do not see it. */
let wanted = false;

/** The page is changing: the next `PageHeader` takes the focus. */
export function wantPageFocus(): void {
  wanted = true;
}

/** Moves the focus to a new page's heading, once per change, so that a screen reader reads where it is and Tab goes on from there. */
export function takePageFocus(heading: HTMLElement | null): void {
  if (!wanted || !heading) return;
  wanted = false;
  heading.focus({ preventScroll: true });
}
