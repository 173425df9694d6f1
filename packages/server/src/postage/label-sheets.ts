import { degrees, PDFDocument, PDFImage, type PDFEmbeddedPage } from 'pdf-lib';

/** Points, 72 to the inch. */
export type Layout = '4x6' | 'a4' | 'letter';

export const PAPER: Record<Layout, [width: number, height: number]> = {
  '4x6': [288, 432],
  a4: [595.28, 841.89],
  letter: [612, 792],
};

const LABEL: [width: number, height: number] = [288, 432];
/** What most printers cannot reach. */
const EDGE = 6;
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47]);
/** Room to other requests after so many labels: each takes some milliseconds of parsing. */
const BREATHE_EVERY = 4;

/**
 * Puts labels on sheets: one 4 × 6 inch a page, or two on half sheets of A4 and Letter in their true size, turned; or
 * four, a tenth smaller at most: barcodes bear that, and a printer reaches no edge.
 *
 * @returns how many there were
 */
export async function addLabels(
  document: PDFDocument,
  files: AsyncIterable<Uint8Array>,
  layout: Layout,
  perPage: 2 | 4,
): Promise<number> {
  let count = 0;
  let sheet: ReturnType<PDFDocument['addPage']> | null = null;
  for await (const file of files) {
    const [width, height] = PAPER[layout];
    if (layout === '4x6') {
      await addSingle(document, file);
    } else {
      const place = count % perPage;
      if (place === 0 || !sheet) sheet = document.addPage([width, height]);
      const label = await embed(document, file);
      const cell = perPage === 2 ? half(width, height, place) : quarter(width, height, place);
      draw(sheet, label, cell);
    }
    count += 1;
    if (count % BREATHE_EVERY === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  return count;
}

interface Cell {
  x: number;
  y: number;
  width: number;
  height: number;
  /** What is left free at its sides. */
  inset: number;
  turned: boolean;
}

function half(width: number, height: number, place: number): Cell {
  return { x: 0, y: place === 0 ? height / 2 : 0, width, height: height / 2, inset: 0, turned: true };
}

function quarter(width: number, height: number, place: number): Cell {
  return {
    x: (place % 2) * (width / 2),
    y: place < 2 ? height / 2 : 0,
    width: width / 2,
    height: height / 2,
    inset: EDGE,
    turned: false,
  };
}

function draw(
  sheet: ReturnType<PDFDocument['addPage']>,
  label: PDFEmbeddedPage | PDFImage,
  cell: Cell,
): void {
  const [width, height] = LABEL;
  const [across, up] = cell.turned ? [height, width] : [width, height];
  const scale = Math.min(1, (cell.width - 2 * cell.inset) / across, (cell.height - 2 * cell.inset) / up);
  const x = cell.x + (cell.width - across * scale) / 2;
  const y = cell.y + (cell.height - up * scale) / 2;
  // Turned by a quarter against the clock, a page grows to the left of its origin.
  const options = cell.turned
    ? { x: x + across * scale, y, width: width * scale, height: height * scale, rotate: degrees(90) }
    : { x, y, width: width * scale, height: height * scale };
  if (label instanceof PDFImage) sheet.drawImage(label, options);
  else sheet.drawPage(label, options);
}

async function addSingle(document: PDFDocument, file: Uint8Array): Promise<void> {
  if (isPng(file)) {
    const page = document.addPage(LABEL);
    page.drawImage(await document.embedPng(file), { x: 0, y: 0, width: LABEL[0], height: LABEL[1] });
    return;
  }
  const source = await PDFDocument.load(file, { ignoreEncryption: true });
  const pages = await document.copyPages(source, source.getPageIndices());
  for (const page of pages) document.addPage(page);
}

/** A label's first page: what follows are forms that have no place on a shared sheet. */
async function embed(document: PDFDocument, file: Uint8Array): Promise<PDFEmbeddedPage | PDFImage> {
  if (isPng(file)) return document.embedPng(file);
  const [page] = await document.embedPdf(file, [0]);
  if (!page) throw new Error('A label without a page');
  return page;
}

function isPng(file: Uint8Array): boolean {
  return PNG.equals(file.subarray(0, 4));
}
