import { deflateSync } from 'node:zlib';

/**
 * A PDF of one page with lines, boxes and text in the fonts that every reader has: what a label is made of. Written by
 * hand: pdf-lib takes 6 ms for one and puts the time into it, this takes 0.2 ms, and the bytes are the same every time.
 */
export interface PdfPage {
  /** Points from the lower left corner; 72 are an inch. */
  box(x: number, y: number, width: number, height: number): void;
  line(x1: number, y1: number, x2: number, y2: number, thickness?: number): void;
  text(x: number, y: number, size: number, words: string, style?: TextStyle): void;
  bytes(): Buffer;
}

export interface TextStyle {
  font?: 'regular' | 'bold' | 'mono';
  /** 0 black to 1 white. */
  grey?: number;
  /** Counter-clockwise. */
  degrees?: number;
}

const FONTS = { regular: 'F1', bold: 'F2', mono: 'F3' } as const;

/** Width of a character of the monospaced font, as a share of its size: the one width needed to centre a line. */
export const MONO_ADVANCE = 0.6;

export function pdfPage(width: number, height: number): PdfPage {
  const marks: string[] = [];
  return {
    box: (x, y, w, h) => marks.push(`${n(x)} ${n(y)} ${n(w)} ${n(h)} re f`),
    line: (x1, y1, x2, y2, thickness = 1) =>
      marks.push(`${n(thickness)} w ${n(x1)} ${n(y1)} m ${n(x2)} ${n(y2)} l S`),
    text(x, y, size, words, { font = 'regular', grey = 0, degrees = 0 } = {}) {
      const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
      const matrix = [cos, sin, -sin, cos, x, y].map(n).join(' ');
      marks.push(`BT ${n(grey)} g /${FONTS[font]} ${n(size)} Tf ${matrix} Tm (${escaped(words)}) Tj ET 0 g`);
    },
    bytes: () => file(width, height, marks.join('\n')),
  };
}

function file(width: number, height: number, content: string): Buffer {
  const packed = deflateSync(Buffer.from(content, 'latin1'));
  const font = (name: string) =>
    `<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`;
  const objects: (string | Buffer)[] = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${n(width)} ${n(height)}] /Contents 4 0 R ` +
      '/Resources << /Font << /F1 5 0 R /F2 6 0 R /F3 7 0 R >> >> >>',
    Buffer.concat([
      Buffer.from(`<< /Length ${packed.length} /Filter /FlateDecode >>\nstream\n`),
      packed,
      Buffer.from('\nendstream'),
    ]),
    font('Helvetica'),
    font('Helvetica-Bold'),
    font('Courier'),
  ];
  const parts: Buffer[] = [Buffer.from('%PDF-1.4\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
  const offsets: number[] = [];
  let length = parts[0]?.length ?? 0;
  const add = (part: Buffer) => {
    parts.push(part);
    length += part.length;
  };
  objects.forEach((object, index) => {
    offsets.push(length);
    add(Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), Buffer.from(object), Buffer.from('\nendobj\n')]));
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  add(
    Buffer.from(
      `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${length}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}

function n(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}

/** In the alphabet of the built-in fonts; letters outside it lose their marks, and what is left is a question mark. */
function escaped(words: string): string {
  const plain = [...words.normalize('NFC')]
    .map((letter) =>
      isLatin1(letter) ? letter : (LETTERS[letter] ?? letter.normalize('NFD').replace(/\p{M}/gu, '')),
    )
    .map((letter) => ([...letter].every(isLatin1) ? letter : '?'))
    .join('');
  return plain.replace(/[\\()]/g, (sign) => `\\${sign}`);
}

const LETTERS: Readonly<Record<string, string>> = {
  Ł: 'L',
  ł: 'l',
  đ: 'd',
  Đ: 'D',
  '–': '-',
  '’': "'",
  ı: 'i',
};

function isLatin1(letter: string): boolean {
  const code = letter.codePointAt(0) ?? 0;
  return (code >= 32 && code < 127) || (code >= 160 && code < 256);
}
