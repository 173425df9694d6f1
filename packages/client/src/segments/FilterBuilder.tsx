import { useEffect, useMemo, useState } from 'react';
import { useShortcuts } from '../ui/keys.ts';
import { BuilderContext, type Builder } from './builder-context.ts';
import type { DraftAction, DraftGroup } from './draft.ts';
import { FilterGroupEditor } from './FilterGroupEditor.tsx';
import { FilterScopeContext, type FilterScope } from './use-value-options.ts';

interface FilterBuilderProps {
  scope: FilterScope;
  draft: DraftGroup;
  change: (action: DraftAction) => void;
  /** Conditions that wait for a value say so. */
  told: boolean;
  onPaste: (groupId: string) => void;
}

const focusable = 'input:not([type=hidden]):not([disabled]), button:not([disabled])';

/** The filter as something to click and type together, every part of it within the keyboard's reach. */
export function FilterBuilder({ scope, draft, change, told, onPaste }: FilterBuilderProps) {
  const [wanted, setWanted] = useState<{ id: string; part: string } | null>(null);

  useEffect(
    function moveFocus() {
      if (!wanted) return;
      // What a menu or a list of options has just closed gives the focus back to its target first.
      const frame = requestAnimationFrame(() => {
        const node = document.querySelector(`[data-node="${wanted.id}"]`);
        const parts = [...(node?.querySelectorAll<HTMLElement>(`[data-part="${wanted.part}"]`) ?? [])];
        // A group's own adder is the last of those within it.
        const part = wanted.part === 'add' ? parts.at(-1) : parts[0];
        const target = part?.matches(focusable) ? part : part?.querySelector<HTMLElement>(focusable);
        target?.focus();
        setWanted(null);
      });
      return () => cancelAnimationFrame(frame);
    },
    [wanted],
  );

  useShortcuts([
    { keys: 'Alt ↑', does: 'Move the condition up', group: 'Filter' },
    { keys: 'Alt ↓', does: 'Move the condition down', group: 'Filter' },
  ]);

  const builder = useMemo<Builder>(
    () => ({ change, told, focus: (id, part) => setWanted({ id, part }) }),
    [change, told],
  );
  return (
    <FilterScopeContext value={scope}>
      <BuilderContext value={builder}>
        <FilterGroupEditor group={draft} depth={1} onPaste={onPaste} />
      </BuilderContext>
    </FilterScopeContext>
  );
}
