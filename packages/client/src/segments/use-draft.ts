import { useDebouncedValue } from '@mantine/hooks';
import { useLocation, useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import type { FilterTree } from '@waybill/schema/filter-tree';
import { useEffect, useMemo, useReducer, useRef, useState, type Dispatch } from 'react';
import type { BuilderSearch } from './builder-search.ts';
import { draftText, longestInAddress, parseDraft } from './draft-address.ts';
import { changeDraft, draftOf, type DraftAction, type DraftGroup } from './draft.ts';

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** A filter too long for the address. */
    filter?: string;
    /** When the segment that is edited was last changed, as far as its editor knew. */
    since?: string;
  }
}

/** The address follows when the building rests this long. */
const pause = 300;

/** What the building begins with. */
export interface Stored {
  name: string;
  filter: FilterTree | null;
  /** Of a segment that is edited: when it was last changed. */
  updatedAt?: string;
}

export interface SegmentDraft {
  draft: DraftGroup;
  change: Dispatch<DraftAction>;
  name: string;
  setName: (name: string) => void;
  /** What it began with. */
  base: Stored;
  /** The change the segment is edited from; older than the base where a draft outlived a reload. */
  since: string | undefined;
  /** Throws away what was made, and begins with this. */
  restart: (stored: Stored) => void;
}

/**
 * The segment a person builds. It stands in the address, so that reload and back find it again and a link can be sent;
 * a filter with thousands of values is kept with the history's entry instead.
 *
 * @param href the page's own address
 * @param stored what to begin with where the address says nothing
 */
export function useDraft(href: string, stored: Stored): SegmentDraft {
  const navigate = useNavigate();
  const { history } = useRouter();
  const search: BuilderSearch = useSearch({ strict: false });
  const kept = useLocation({ select: ({ state }) => state.filter });
  const keptSince = useLocation({ select: ({ state }) => state.since });
  const [base, setBase] = useState(stored);
  const [draft, change] = useReducer(
    changeDraft,
    null,
    () => parseDraft(search.filter ?? kept) ?? draftOf(stored.filter),
  );
  const [name, setName] = useState(search.name ?? stored.name);
  const [since, setSince] = useState(keptSince ?? stored.updatedAt);
  const renamed = name === base.name ? undefined : name;
  // What was left as it was does not stand in the address: after a reload it would be taken for a change.
  const untouched = useMemo(() => draftText(draftOf(base.filter)), [base]);
  const [now] = useDebouncedValue(
    useMemo(() => {
      const text = draftText(draft);
      return { text: text === untouched ? undefined : text, renamed, since };
    }, [draft, untouched, renamed, since]),
    pause,
  );
  const written = useRef(now);
  const latest = useRef(search);
  latest.current = search;

  useEffect(
    function writeAddress() {
      const before = written.current;
      if (now.text === before.text && now.renamed === before.renamed && now.since === before.since) return;
      // What was typed right before saving must not call back who is on the way to another page.
      if (history.location.pathname !== href) return;
      written.current = now;
      const { filter: _before, name: _name, ...rest } = latest.current;
      const { text } = now;
      const long = text !== undefined && text.length > longestInAddress;
      void navigate({
        to: href,
        search: {
          ...rest,
          ...(text !== undefined && !long && { filter: text }),
          ...(now.renamed !== undefined && { name: now.renamed }),
        },
        state: { ...(long && { filter: text }), ...(now.since !== undefined && { since: now.since }) },
        replace: true,
        resetScroll: false,
      });
    },
    [now, href, navigate, history],
  );

  const restart = (next: Stored) => {
    setBase(next);
    change({ do: 'replace', draft: draftOf(next.filter) });
    setName(next.name);
    setSince(next.updatedAt);
  };
  return { draft, change, name, setName, base, since, restart };
}
