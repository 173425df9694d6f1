import { expect, it } from 'vitest';
import { itemOfColumn } from './item-cells.ts';

it('cuts a long answer without leaving half of an emoji, which no jsonb takes', () => {
  const item = itemOfColumn('Engraving', `${'a'.repeat(119)}😀 end`);
  expect(item?.name).toBe(`Engraving: ${'a'.repeat(119)}`);
});
