import { createContext, useContext } from 'react';

/** A dialog about one backer. */
export interface BackerAction {
  kind:
    | 'mark'
    | 'force'
    | 'revert'
    | 'parcel'
    | 'lock'
    | 'hold'
    | 'release'
    | 'tags'
    | 'edit'
    | 'reward'
    | 'label';
  backerId: string;
}

/** Opens the dialog of an action; provided by `BackerActions`, one set of dialogs for a page. */
export const BackerActionsContext = createContext<((action: BackerAction) => void) | null>(null);

export function useBackerActions(): (action: BackerAction) => void {
  const act = useContext(BackerActionsContext);
  if (!act) throw new Error('useBackerActions needs BackerActions around the page.');
  return act;
}
