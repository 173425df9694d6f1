import { describe, expect, it } from 'vitest';
import { columnChoices, fitColumns } from './report-columns.tsx';

function shown(chosen: Record<string, boolean>, room: number): string[] {
  return Object.entries(fitColumns(columnChoices, chosen, room)).flatMap(([id, on]) => (on ? [id] : []));
}

describe('columns that fit', () => {
  it('are all that are on by themselves when there is room', () => {
    expect(shown({}, 2000)).toEqual([
      'number',
      'name',
      'country',
      'status',
      'items',
      'shipments',
      'shipped',
      'tags',
    ]);
  });

  it('lose the least needed first, and never the name', () => {
    expect(shown({}, 1144)).not.toContain('tags');
    expect(shown({}, 700)).toEqual(['number', 'name', 'country', 'status']);
    expect(shown({}, 100)).toEqual(['name']);
  });

  it('keep what a person asked for before what is on by itself', () => {
    expect(shown({ pledge: true, items: false }, 1144)).toContain('pledge');
    expect(shown({ pledge: true, items: false }, 1144)).not.toContain('items');
  });
});
