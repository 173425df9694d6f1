import { createWriteStream } from 'node:fs';
import { once } from 'node:events';

/** Share of rows that are damaged in the dirty file, each in one of four ways. */
const BAD_SHARE = 0.04;

/**
 * A tracking file of so many rows in shuffled order: backer number, a UPS number with its check digit, carrier, URL.
 *
 * @param dirty every 25th row names nobody, has no key, repeats another row or was damaged by a spreadsheet
 * @returns how many rows are bad
 */
export async function writeTrackingFile(path: string, rows: number, dirty = false): Promise<number> {
  const out = createWriteStream(path, { highWaterMark: 1 << 20 });
  out.write('Backer Number,Tracking Number,Carrier,Tracking URL\n');
  const order = shuffled(rows);
  const every = Math.round(1 / BAD_SHARE);
  let bad = 0;
  let text = '';
  for (let at = 0; at < rows; at += 1) {
    const number = (order[at] as number) + 1;
    const tracking = upsNumber(number);
    const isBad = dirty && at > 0 && at % every === 0;
    if (isBad) {
      bad += 1;
      const kind = (at / every) % 4;
      if (kind === 0) text += `${rows + number},${tracking},UPS,https://example.com/t/${tracking}\n`;
      else if (kind === 1) text += `,${tracking},UPS,https://example.com/t/${tracking}\n`;
      else if (kind === 2) text += `${number},9.25082E+11,UPS,https://example.com/t/1\n`;
      else text += `${number},${tracking},UPS,javascript:alert(1)\n`;
    } else {
      text += `${number},${tracking},UPS,https://example.com/t/${tracking}\n`;
    }
    if (text.length > 1 << 16) {
      if (!out.write(text)) await once(out, 'drain');
      text = '';
    }
  }
  out.end(text);
  await once(out, 'finish');
  return bad;
}

/** The same shuffle every time, so that runs differ in nothing but time. */
function shuffled(n: number): Uint32Array {
  const order = Uint32Array.from({ length: n }, (_, index) => index);
  let seed = 12345;
  for (let at = n - 1; at > 0; at -= 1) {
    seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
    const other = seed % (at + 1);
    [order[at], order[other]] = [order[other] as number, order[at] as number];
  }
  return order;
}

function upsNumber(n: number): string {
  const body = `999AA101${String(n).padStart(7, '0')}`;
  let sum = 0;
  for (let at = 0; at < body.length; at += 1) {
    const code = body.charCodeAt(at);
    const value = code >= 65 ? (code - 63) % 10 : code - 48;
    sum += at % 2 === 0 ? value : value * 2;
  }
  return `1Z${body}${(10 - (sum % 10)) % 10}`;
}
