import { cutText } from '../lib/cut-text.ts';

/** One line of an order as a file tells it. */
export interface ImportedItem {
  sku: string | null;
  name: string;
  quantity: number;
  kind: 'PHYSICAL' | 'DIGITAL';
}

const DIGITAL =
  /\b(pdf|digital|download|stl|soundtrack|e-?book|epub|mp3|wallpapers?|print[ -]and[ -]play|pnp|steam key|code)\b/i;
const NOTHING = /^(|0|no|none|n\/a|no response|-)$/i;

/** A thing that is sent by mail or link, by the look of its name; a person can change it on the order. */
export function kindOf(name: string): ImportedItem['kind'] {
  return DIGITAL.test(name) ? 'DIGITAL' : 'PHYSICAL';
}

/** A quantity; null when the cell is no whole number above zero. */
export function quantityOf(cell: string): number | null {
  const text = cell.trim();
  if (text === '') return 1;
  const found = /^(\d{1,6})(?:\.0+)?$/.exec(text);
  const quantity = found ? Number(found[1]) : 0;
  return quantity > 0 ? quantity : null;
}

/** The cell of a column that stands for one item: a quantity, "yes", or a choice like "Blue". */
export function itemOfColumn(header: string, cell: string): ImportedItem | null {
  const text = cell.trim();
  if (NOTHING.test(text)) return null;
  const name = header.replace(/^\s*\[\s*add-?on\s*:\s*[^\]]*\]\s*/i, '').trim();
  const quantity = /^\d/.test(text) ? quantityOf(text) : null;
  if (quantity !== null) return { sku: null, name, quantity, kind: kindOf(name) };
  const plain = /^(yes|true|x|✓)$/i.test(text);
  return {
    sku: null,
    name: plain ? name : `${name}: ${cutText(text, 120)}`,
    quantity: 1,
    kind: kindOf(name),
  };
}

/** A list in one cell, as BackerKit and Kickstarter write it: `2x Core Box, Dice (3), 1 × Playmat`. */
export function itemsOfList(cell: string): ImportedItem[] {
  return cell
    .split(/[;\n|]|,(?![^(]*\))/)
    .map((part) => part.trim())
    .filter((part) => !NOTHING.test(part))
    .map((part) => {
      const before = /^(\d{1,6})\s*[x×*]\s*(.+)$/i.exec(part);
      const after = /^(.+?)\s*(?:[x×*]\s*(\d{1,6})|\((\d{1,6})\))$/i.exec(part);
      const name = (before?.[2] ?? after?.[1] ?? part).trim();
      return {
        sku: null,
        name,
        quantity: Number(before?.[1] ?? after?.[2] ?? after?.[3] ?? 1) || 1,
        kind: kindOf(name),
      };
    });
}
