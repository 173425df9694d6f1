import { useDebouncedValue } from '@mantine/hooks';
import { useLocation, useNavigate, useSearch } from '@tanstack/react-router';
import type { FilterTree } from '@waybill/schema/filter-tree';
import { useEffect, useReducer, useRef } from 'react';
import type { BuilderSearch } from './builder-search.ts';
import { draftText, longestInAddress, parseDraft } from './draft-address.ts';
import { changeDraft, draftOf } from './draft.ts';

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** A filter too long for the address. */
    filter?: string;
  }
}

/** The address follows when the building rests this long. */
const pause = 300;

/**
 * The filter a person builds. It stands in the address, so that reload and back find it again and a link can be sent;
 * one with thousands of values is kept with the history's entry instead.
 *
 * @param href the page's own address
 * @param stored what to begin with where the address says nothing
 */
export function useDraft(href: string, stored: FilterTree | null) {
  const navigate = useNavigate();
  const search: BuilderSearch = useSearch({ strict: false });
  const kept = useLocation({ select: ({ state }) => state.filter });
  const [draft, change] = useReducer(
    changeDraft,
    null,
    () => parseDraft(search.filter ?? kept) ?? draftOf(stored),
  );
  const [text] = useDebouncedValue(draftText(draft), pause);
  const written = useRef(text);
  const latest = useRef(search);
  latest.current = search;

  useEffect(
    function writeAddress() {
      if (text === written.current) return;
      written.current = text;
      const { filter: _before, ...rest } = latest.current;
      const long = text.length > longestInAddress;
      void navigate({
        to: href,
        search: long ? rest : { ...rest, filter: text },
        state: long ? { filter: text } : {},
        replace: true,
        resetScroll: false,
      });
    },
    [text, href, navigate],
  );
  return { draft, change };
}
