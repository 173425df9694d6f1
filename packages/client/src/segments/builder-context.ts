import { createContext, useContext } from 'react';
import type { DraftAction } from './draft.ts';

/** What every part of the builder needs. */
export interface Builder {
  change: (action: DraftAction) => void;
  /** The person wanted to go on while conditions wait for a value: they say so. */
  told: boolean;
  /** Puts the keyboard on a node once it stands where it was put. */
  focus: (id: string, part: 'value' | 'menu' | 'add') => void;
}

export const BuilderContext = createContext<Builder | null>(null);

export function useBuilder(): Builder {
  const builder = useContext(BuilderContext);
  if (!builder) throw new Error('useBuilder needs FilterBuilder around it.');
  return builder;
}
