import type { BackerTarget } from '@waybill/schema/backers';
import { targetOfAll, type BackerSearch } from './backer-search.ts';

/** Who is ticked: some by name, or everyone that matches but a few. */
export type Selection =
  | { readonly all: false; readonly ids: ReadonlySet<string> }
  | { readonly all: true; readonly except: ReadonlySet<string> };

export const nobody: Selection = { all: false, ids: new Set() };
export const everyone: Selection = { all: true, except: new Set() };

export function isSelected(selection: Selection, id: string): boolean {
  return selection.all ? !selection.except.has(id) : selection.ids.has(id);
}

/** The number that is ticked, of `total` that match. */
export function selectedCount(selection: Selection, total: number): number {
  return selection.all ? Math.max(0, total - selection.except.size) : selection.ids.size;
}

/** Ticks or unticks some rows. */
export function choose(selection: Selection, ids: readonly string[], on: boolean): Selection {
  if (selection.all) {
    const except = new Set(selection.except);
    for (const id of ids)
      if (on) except.delete(id);
      else except.add(id);
    return { all: true, except };
  }
  const chosen = new Set(selection.ids);
  for (const id of ids)
    if (on) chosen.add(id);
    else chosen.delete(id);
  return { all: false, ids: chosen };
}

/** What shift and a click tick: the rows between the last one clicked and this one, both included. */
export function between(ids: readonly string[], anchor: string | null, id: string): string[] {
  const end = ids.indexOf(id);
  const start = anchor === null ? -1 : ids.indexOf(anchor);
  if (start < 0 || end < 0) return [id];
  return ids.slice(Math.min(start, end), Math.max(start, end) + 1);
}

/** The ticked backers, named as a bulk action wants them. */
export function targetOf(selection: Selection, search: BackerSearch): BackerTarget {
  return selection.all ? targetOfAll(search, [...selection.except]) : { backerIds: [...selection.ids] };
}
