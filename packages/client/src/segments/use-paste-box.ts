import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { BuilderSearch } from './builder-search.ts';

/** Whether the paste box is open, which stands in the address, and which group what is pasted goes to. */
export function usePasteBox(href: string) {
  const navigate = useNavigate();
  const search: BuilderSearch = useSearch({ strict: false });
  const [groupId, setGroupId] = useState<string | null>(null);
  const go = (paste: 'yes' | undefined) =>
    void navigate({
      to: href,
      search: (before: BuilderSearch) => ({ ...before, paste }),
      state: true,
      replace: true,
      resetScroll: false,
    });
  return {
    opened: search.paste === 'yes',
    groupId,
    open: (id: string) => {
      setGroupId(id);
      go('yes');
    },
    close: () => go(undefined),
  };
}
