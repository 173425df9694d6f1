import { code128 } from './code-128.ts';
import type { EasyPostAddress, StoredShipment } from './easypost.types.ts';
import { MONO_ADVANCE, pdfPage, type PdfPage } from './pdf-page.ts';

/** What a label shows. */
export interface LabelFacts {
  shipment: StoredShipment;
  carrier: string;
  service: string;
  trackingCode: string;
  /** ISO date. */
  date: string;
}

const INCH = 72;
const WIDTH = 4 * INCH;
const HEIGHT = 6 * INCH;
const MARGIN = 14;

/** A label of 4 by 6 inches. The same shipment gives the same bytes. */
export function labelPdf(facts: LabelFacts): Buffer {
  const { shipment, carrier, service, trackingCode, date } = facts;
  const page = pdfPage(WIDTH, HEIGHT);
  const { from_address: from, to_address: to, parcel } = shipment;
  // First, so that everything else lies over it.
  page.text(58, 205, 54, 'SAMPLE', { font: 'bold', grey: 0.92, degrees: 24 });
  page.box(MARGIN, 380, 38, 38);
  page.text(MARGIN + 10, 390, 26, service.charAt(0).toUpperCase(), { font: 'bold', grey: 1 });
  page.text(MARGIN + 48, 402, 16, carrier.toUpperCase(), { font: 'bold' });
  page.text(MARGIN + 48, 384, 9, spaced(service));
  page.text(WIDTH - MARGIN - 74, 409, 8.5, date);
  page.text(
    WIDTH - MARGIN - 74,
    398,
    8.5,
    `${(parcel.weight / 16).toFixed(1)} lb (${grams(parcel.weight)} g)`,
  );
  page.line(MARGIN, 372, WIDTH - MARGIN, 372, 1.5);

  page.text(MARGIN, 358, 6.5, 'FROM');
  addressLines(from).forEach((line, index) => page.text(MARGIN, 348 - index * 9, 7.5, cut(line, 60)));
  page.text(MARGIN, 292, 8, 'SHIP TO', { font: 'bold' });
  addressLines(to).forEach((line, index) =>
    page.text(MARGIN + 18, 276 - index * 14, 11.5, cut(line, 40), index === 0 ? { font: 'bold' } : {}),
  );
  page.line(MARGIN, 190, WIDTH - MARGIN, 190, 3);
  page.text(MARGIN, 178, 8, `${carrier.toUpperCase()} TRACKING #`, { font: 'bold' });
  drawBarcode(page, barcodeText(carrier, trackingCode, to), 92, 78);
  centred(page, 78, 10, grouped(trackingCode));
  page.line(MARGIN, 68, WIDTH - MARGIN, 68, 3);
  if (shipment.reference) page.text(MARGIN, 54, 8, `Ref: ${cut(shipment.reference, 50)}`);
  if (shipment.customs_info) page.text(MARGIN, 43, 7, customsLine(shipment.customs_info));
  page.text(MARGIN, 20, 10, 'SAMPLE - SIMULATOR - NOT VALID FOR POSTAGE', { font: 'bold', grey: 0.35 });
  return page.bytes();
}

/** The same for a thermal printer, at 203 dots an inch. */
export function labelZpl({ shipment, carrier, service, trackingCode }: LabelFacts): string {
  const lines = addressLines(shipment.to_address).map(
    (line, index) => `^FO60,${280 + index * 44}^A0N,38,38^FH^FD${zpl(line)}^FS`,
  );
  return [
    '^XA^CI28^PW812^LL1218',
    `^FO40,40^A0N,50,50^FD${zpl(carrier.toUpperCase())}^FS`,
    `^FO40,100^A0N,30,30^FD${zpl(spaced(service))}^FS`,
    ...lines,
    '^FO20,560^GB772,6,6^FS',
    `^FO60,620^BY3^BCN,220,N,N,N,A^FD${zpl(trackingCode)}^FS`,
    `^FO60,870^A0N,34,34^FD${zpl(grouped(trackingCode))}^FS`,
    ...(shipment.reference ? [`^FO40,960^A0N,28,28^FH^FDRef: ${zpl(shipment.reference)}^FS`] : []),
    '^FO40,1120^A0N,34,34^FDSAMPLE - SIMULATOR - NOT VALID FOR POSTAGE^FS',
    '^XZ',
    '',
  ].join('\n');
}

/** A form for one hand-over: how many parcels, and a barcode that stands for them all. */
export function scanFormPdf(
  id: string,
  codes: readonly string[],
  from: EasyPostAddress,
  date: string,
): Buffer {
  const page = pdfPage(8.5 * INCH, 11 * INCH);
  page.text(54, 720, 20, 'SCAN form', { font: 'bold' });
  page.text(54, 700, 10, `${date}   ${codes.length} ${codes.length === 1 ? 'parcel' : 'parcels'}`);
  addressLines(from).forEach((line, index) => page.text(54, 676 - index * 13, 10, line));
  drawBarcode(page, id.slice(3, 25).toUpperCase(), 520, 70, 8.5 * INCH);
  codes
    .slice(0, 90)
    .forEach((code, index) =>
      page.text(54 + (index % 3) * 176, 480 - Math.floor(index / 3) * 14, 8, code, { font: 'mono' }),
    );
  if (codes.length > 90) page.text(54, 54, 9, `and ${codes.length - 90} more`);
  page.text(54, 34, 10, 'SAMPLE - SIMULATOR - NO CARRIER TAKES THIS FORM', { font: 'bold', grey: 0.35 });
  return page.bytes();
}

/** USPS labels carry the ZIP code before the number, as GS1-128; others the number alone. */
export function barcodeText(carrier: string, code: string, to: EasyPostAddress): string {
  const zip = /^\d{5}/.exec(to.zip ?? '')?.[0];
  return carrier === 'USPS' && /^9\d{21}$/.test(code) && zip ? `\x1d420${zip}\x1d${code}` : code;
}

function drawBarcode(page: PdfPage, text: string, y: number, height: number, width = WIDTH): void {
  const symbol = code128(text);
  // Ten modules of white on either side; 1.5 points a module is as wide as scanners at arm's length like it.
  const module = Math.min(1.5, (width - 2 * MARGIN) / (symbol.width + 20));
  const left = (width - symbol.width * module) / 2;
  for (const bar of symbol.bars) page.box(left + bar.at * module, y, bar.width * module, height);
}

function centred(page: PdfPage, y: number, size: number, words: string): void {
  page.text((WIDTH - words.length * size * MONO_ADVANCE) / 2, y, size, words, { font: 'mono' });
}

function addressLines(address: EasyPostAddress): string[] {
  const { name, company, street1, street2, city, state, zip, country } = address;
  const town = country === 'US' ? [city, [state, zip].filter(Boolean).join(' ')] : [zip, city, state];
  return [
    name ?? company,
    name ? company : null,
    street1,
    street2,
    town.filter(Boolean).join(country === 'US' ? ', ' : ' '),
    country === 'US' ? null : countryName(country),
  ].filter((line): line is string => !!line);
}

const countries = new Intl.DisplayNames('en', { type: 'region' });

function countryName(code: string): string {
  return (countries.of(code) ?? code).toUpperCase();
}

function customsLine(customs: Record<string, unknown>): string {
  const items = Array.isArray(customs.customs_items) ? customs.customs_items.length : 0;
  return `Customs: ${String(customs.contents_type)}, ${items} ${items === 1 ? 'line' : 'lines'}`;
}

function spaced(service: string): string {
  return service.replaceAll('_', ' ').replace(/([a-z])([A-Z])/g, '$1 $2');
}

function grouped(code: string): string {
  return /^\d{20,}$/.test(code) ? code.replace(/(\d{4})(?=\d)/g, '$1 ') : code;
}

function grams(ounces: number): number {
  return Math.round(ounces * 28.3495);
}

function cut(line: string, length: number): string {
  return line.length <= length ? line : `${line.slice(0, length - 1)}.`;
}

/** Signs that mean something to the printer, as `_xx`. */
function zpl(words: string): string {
  return words.replace(/[\^~_]/g, (sign) => `_${sign.charCodeAt(0).toString(16)}`);
}
