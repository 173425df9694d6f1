import { rgb, StandardFonts, type PDFDocument, type PDFFont, type PDFPage } from 'pdf-lib';
import { PAPER, type Layout } from './label-sheets.ts';
import type { PrintedParcel } from './print-run.actions.ts';

interface Pen {
  document: PDFDocument;
  regular: PDFFont;
  bold: PDFFont;
  /** Letters the fonts have, as code points; both have the same. */
  letters: ReadonlySet<number>;
  size: [width: number, height: number];
  margin: number;
  page: PDFPage;
  y: number;
  text: number;
}

const GREY = rgb(0.4, 0.4, 0.4);
const BLACK = rgb(0, 0, 0);

/** What is to be fetched from the shelves: SKU, name and how many altogether. */
export function totalsOf(
  parcels: readonly PrintedParcel[],
): { sku: string | null; name: string; quantity: number }[] {
  const totals = new Map<string, { sku: string | null; name: string; quantity: number }>();
  for (const { items } of parcels)
    for (const { sku, name, quantity } of items) {
      const key = sku ?? `\0${name}`;
      const total = totals.get(key);
      if (total) total.quantity += quantity;
      else totals.set(key, { sku, name, quantity });
    }
  return [...totals.values()].sort((a, b) => (a.sku ?? a.name).localeCompare(b.sku ?? b.name, 'en'));
}

/** Pages in front of the labels: the items of all parcels together, then each parcel's, in the order of the labels. */
export async function addPickList(
  document: PDFDocument,
  title: string,
  parcels: readonly PrintedParcel[],
  layout: Layout,
): Promise<void> {
  const small = layout === '4x6';
  const size = PAPER[layout];
  const margin = small ? 16 : 48;
  const regular = await document.embedFont(StandardFonts.Helvetica);
  const pen: Pen = {
    document,
    regular,
    bold: await document.embedFont(StandardFonts.HelveticaBold),
    letters: new Set(regular.getCharacterSet()),
    size,
    margin,
    page: document.addPage([...size]),
    y: size[1] - margin,
    text: small ? 8 : 10,
  };
  line(pen, [{ text: 'Pick list', bold: true }], pen.text * 1.8);
  const day = new Date().toISOString().slice(0, 10);
  line(pen, [{ text: `${title} · ${count(parcels.length, 'parcel')} · ${day}`, grey: true }]);
  gap(pen);
  for (const { sku, name, quantity } of totalsOf(parcels))
    line(pen, [
      { text: `${quantity} ×`, bold: true, at: 0 },
      { text: sku ?? '(no SKU)', bold: true, at: 0.12 },
      { text: name, at: 0.42 },
    ]);
  gap(pen);
  rule(pen);
  for (const [index, parcel] of parcels.entries()) {
    const { items, name, backerNumber, pledgeId, country, service, trackingNumber } = parcel;
    room(pen, items.length + 2);
    const who = [backerNumber === null ? pledgeId : `#${backerNumber}`, name, country]
      .filter(Boolean)
      .join(' · ');
    line(pen, [
      { text: `${index + 1}.`, bold: true, at: 0 },
      { text: who, bold: true, at: 0.1 },
    ]);
    line(pen, [{ text: `${service} · …${trackingNumber.slice(-8)}`, grey: true, at: 0.1 }]);
    for (const item of items)
      line(pen, [
        { text: `${item.quantity} ×`, at: 0.1 },
        { text: [item.sku, item.name].filter(Boolean).join(' · '), at: 0.2 },
      ]);
    gap(pen, 0.5);
  }
}

interface Piece {
  text: string;
  bold?: boolean;
  grey?: boolean;
  /** Share of the width it begins at. */
  at?: number;
}

function line(pen: Pen, pieces: readonly Piece[], text = pen.text): void {
  room(pen, 1);
  pen.y -= text * 1.35;
  const width = pen.size[0] - 2 * pen.margin;
  for (const [index, { text: words, bold, grey, at = 0 }] of pieces.entries()) {
    const font = bold ? pen.bold : pen.regular;
    const end = pieces[index + 1]?.at ?? 1;
    pen.page.drawText(fitted(pen, font, words, text, (end - at) * width - 4), {
      x: pen.margin + at * width,
      y: pen.y,
      size: text,
      font,
      color: grey ? GREY : BLACK,
    });
  }
}

function room(pen: Pen, lines: number): void {
  if (pen.y - lines * pen.text * 1.35 > pen.margin) return;
  pen.page = pen.document.addPage([...pen.size]);
  pen.y = pen.size[1] - pen.margin;
}

function gap(pen: Pen, lines = 1): void {
  pen.y -= lines * pen.text;
}

function rule(pen: Pen): void {
  const { page, margin, y, size } = pen;
  page.drawLine({ start: { x: margin, y }, end: { x: size[0] - margin, y }, thickness: 0.5, color: GREY });
  gap(pen);
}

/** As much as fits; letters the standard fonts lack lose their marks, or stand as a question mark. */
function fitted({ letters }: Pen, font: PDFFont, words: string, size: number, width: number): string {
  const has = (letter: string) => letters.has(letter.codePointAt(0) ?? 0);
  let text = [...words.normalize('NFC')]
    .map((letter) => {
      if (has(letter)) return letter;
      const [bare = '?'] = letter.normalize('NFKD');
      return has(bare) ? bare : '?';
    })
    .join('');
  if (font.widthOfTextAtSize(text, size) <= width) return text;
  while (text.length > 1 && font.widthOfTextAtSize(`${text}…`, size) > width) text = text.slice(0, -1);
  return `${text}…`;
}

function count(n: number, noun: string): string {
  return `${n.toLocaleString('en-US')} ${noun}${n === 1 ? '' : 's'}`;
}
