import { TABLE_LIMITS, type RowProblem, type RowProblemCode } from './table-batch.ts';

const QUOTE = 34;
const SPACE = 32;
const LF = 10;
const CR = 13;

/** A place in the decoded text whose row must be reported, found by the decoder. */
export interface TextMark {
  offset: number;
  code: RowProblemCode;
}

export interface CsvParserOptions {
  delimiter: string;
  /** Rows are padded to this many cells; 0 takes rows as they come and reports no ragged ones. */
  width: number;
  /** Rows with fewer cells than this are reported. */
  minCells: number;
  /** Longest record in characters. */
  maxRecord?: number;
}

/**
 * A push parser for RFC 4180 and its relatives. It holds at most one unfinished record between two pushes.
 * Results gather in `rows`, `lines`, `problems` until the caller takes them away. Cells may be slices that keep
 * the text they came from alive: copy what outlives a batch.
 *
 * Written here because udsv, the fastest library (performance.md §2c), knows one kind of line end per file, reads
 * a short row into its neighbour and keeps an unclosed quote's whole rest in memory; papaparse is half as fast.
 */
export interface CsvParser {
  rows: string[][];
  lines: number[];
  problems: RowProblem[];
  /** Feeds the next piece of text; `marks` are offsets into that piece, ascending. */
  push: (text: string, marks?: readonly TextMark[]) => void;
  /** Says that no more text will come: the last record may lack its line end. */
  end: () => void;
  /** 1-based line on which the unfinished record begins, and its text so far: for reports on a cut-off head. */
  pending: () => { line: number; text: string };
}

/**
 * Rules beyond RFC 4180, all of them chosen so that one bad row stays one bad row:
 * - CR, LF and CRLF end a record, in any mixture. Records whose cells are all blank are passed over.
 * - A quote inside an unquoted cell is a letter. Spaces after a closing quote are dropped; other text there makes
 *   the cell literal (STRAY_QUOTE), or, when the quoted part spans lines, proves that the quote was never meant to.
 * - An unclosed quote (end of file, `maxRecord` characters, or the proof above) makes its own line a problem row,
 *   split as if quotes were letters, and reading goes on with the next line. Each character is seen at most three
 *   times: a quote that stays open over a stretch leaves no other quote in that stretch that could do the same.
 * - A record longer than `maxRecord` is cut, reported, and skipped up to its line end.
 */
export function createCsvParser(options: CsvParserOptions): CsvParser {
  const delimiter = options.delimiter.charCodeAt(0);
  const maxRecord = options.maxRecord ?? TABLE_LIMITS.recordChars;
  const { width, minCells } = options;
  const template: string[] = Array.from({ length: width }, () => '');

  let carry = '';
  let marks: TextMark[] = [];
  let line = 1;
  let afterCr = false;
  let skipping = false;

  const parser: CsvParser = {
    rows: [],
    lines: [],
    problems: [],
    push: (text, newMarks) => {
      if (newMarks !== undefined && newMarks.length > 0) {
        const shift = carry.length;
        for (const mark of newMarks) marks.push({ offset: mark.offset + shift, code: mark.code });
      }
      run(carry === '' ? text : carry + text, false);
    },
    end: () => run(carry, true),
    pending: () => ({ line, text: carry }),
  };
  return parser;

  /** Appends one finished record. `problem` is what was found while reading it, `mark` what the decoder found. */
  function emit(
    row: string[],
    cells: number,
    length: number,
    problem: RowProblemCode | null,
    at: number,
  ): void {
    let code = problem;
    const first = row[0] as string;
    if (code === null && (first === '' || first.charCodeAt(0) <= SPACE) && row.every(isBlank)) return;
    if (cells > width && width > 0) {
      if (row.every((cell, index) => index < width || isBlank(cell))) {
        row.length = width;
      } else {
        code ??= 'TOO_MANY_CELLS';
        if (row.length > TABLE_LIMITS.cellsKept) row.length = TABLE_LIMITS.cellsKept;
      }
    } else if (cells < minCells) {
      code ??= 'TOO_FEW_CELLS';
    }
    if (
      code === null &&
      length > TABLE_LIMITS.fieldChars &&
      row.some((cell) => cell.length > TABLE_LIMITS.fieldChars)
    ) {
      code = 'FIELD_TOO_LONG';
    }
    if (code !== null) {
      if (code === 'NUL_BYTE') row.forEach((cell, index) => (row[index] = cell.replaceAll('\0', '␀')));
      parser.problems.push({ index: parser.rows.length, code, line: at });
    }
    parser.rows.push(row);
    parser.lines.push(line);
  }

  /** Moves over the rest of a line of which nothing is kept; returns the length when the text ends first. */
  function skipLine(text: string, from: number): number {
    const end = lineEnd(text, from, text.length);
    skipping = end === text.length;
    if (skipping) return end;
    line += 1;
    return afterLineEnd(text, end);
  }

  /** Position after the line end at `at`. A CR that ends the text may yet turn out to be half of a CRLF. */
  function afterLineEnd(text: string, at: number): number {
    if (text.charCodeAt(at) === LF) return at + 1;
    if (at + 1 === text.length) afterCr = true;
    return text.charCodeAt(at + 1) === LF ? at + 2 : at + 1;
  }

  /** The first mark before `end`, and forgets all marks before it. */
  function takeMark(end: number): RowProblemCode | null {
    let taken = 0;
    while (taken < marks.length && (marks[taken] as TextMark).offset < end) taken += 1;
    const code = taken > 0 ? (marks[0] as TextMark).code : null;
    if (taken > 0) marks = marks.slice(taken);
    return code;
  }

  function run(text: string, final: boolean): void {
    const length = text.length;
    let pos = 0;
    carry = '';
    if (afterCr && length > 0) {
      if (text.charCodeAt(0) === LF) pos = 1;
      afterCr = false;
    }
    if (skipping) {
      pos = skipLine(text, pos);
      takeMark(pos);
    }

    // Each is the first such character at or after the position it was last asked for, so that a scan with the
    // engine's vectorised indexOf is never repeated: 2× the speed of a loop over character codes.
    let nextDelimiter = -1;
    let nextLf = -1;
    let nextCr = -1;

    while (pos < length) {
      const recordStart = pos;
      const tooLong = length - recordStart > maxRecord;
      const limit = tooLong ? recordStart + maxRecord + 1 : length;
      const atEnd = final && !tooLong;
      const row = template.slice();
      let cells = 0;
      let newlines = 0;
      let problem: RowProblemCode | null = null;
      let problemLine = line;
      let cellStart = pos;
      /** LF or CR that ended the record; 0 when the file's end did; -1 ran out of text; -2 a quote never closed. */
      let stop = 0;

      for (;;) {
        cellStart = pos;
        if (pos < limit && text.charCodeAt(pos) === QUOTE) {
          let closed = text.indexOf('"', pos + 1);
          const doubled = closed !== -1 && text.charCodeAt(closed + 1) === QUOTE;
          while (closed !== -1 && text.charCodeAt(closed + 1) === QUOTE)
            closed = text.indexOf('"', closed + 2);
          if (closed === -1 || closed >= limit) {
            stop = tooLong || final ? -2 : -1;
            break;
          }
          let inside = 0;
          if (nextLf < pos) nextLf = indexOrEnd(text, '\n', pos);
          if (nextCr < pos) nextCr = indexOrEnd(text, '\r', pos);
          for (; nextLf < closed; nextLf = indexOrEnd(text, '\n', nextLf + 1)) inside += 1;
          for (; nextCr < closed; nextCr = indexOrEnd(text, '\r', nextCr + 1)) {
            if (text.charCodeAt(nextCr + 1) !== LF) inside += 1;
          }
          pos = closed + 1;
          while (pos < limit && text.charCodeAt(pos) === SPACE) pos += 1;
          if (pos === limit && !atEnd) {
            stop = -1;
            break;
          }
          const next = pos === limit ? 0 : text.charCodeAt(pos);
          if (next === delimiter || next === LF || next === CR || pos === limit) {
            const value = text.slice(cellStart + 1, closed);
            row[cells++] = doubled ? value.replaceAll('""', '"') : value;
            newlines += inside;
            pos += 1;
            if (next === delimiter) continue;
            stop = next;
            break;
          }
          if (inside > 0) {
            stop = -2;
            break;
          }
          problem ??= 'STRAY_QUOTE';
          problemLine = line + newlines;
        }

        if (nextDelimiter < pos) nextDelimiter = indexOrEnd(text, options.delimiter, pos);
        if (nextLf < pos) nextLf = indexOrEnd(text, '\n', pos);
        if (nextCr < pos) nextCr = indexOrEnd(text, '\r', pos);
        pos = nextDelimiter < nextLf ? nextDelimiter : nextLf;
        if (nextCr < pos) pos = nextCr;
        if (pos >= limit && !atEnd) {
          stop = -1;
          break;
        }
        row[cells++] = text.slice(cellStart, pos);
        if (pos === nextDelimiter && pos !== length) {
          pos += 1;
          continue;
        }
        stop = pos === length ? 0 : text.charCodeAt(pos);
        pos += 1;
        break;
      }

      if (stop === -1 && !tooLong) {
        carry = text.slice(recordStart);
        for (const mark of marks) mark.offset -= recordStart;
        return;
      }
      if (stop < 0) {
        nextDelimiter = nextLf = nextCr = -1;
        const end = stop === -2 ? lineEnd(text, cellStart, limit) : limit;
        const rest = text.slice(cellStart, end);
        for (const cell of stop === -2 ? rest.split(options.delimiter) : [rest]) row[cells++] = cell;
        problem = stop === -2 ? 'UNCLOSED_QUOTE' : 'RECORD_TOO_LONG';
        problemLine = line + newlines;
        emit(row, cells, end - recordStart, takeMark(end) ?? problem, problemLine);
        line += newlines;
        pos = end === length ? length : skipLine(text, end);
        if (end === length && !final) skipping = true;
        takeMark(pos);
        continue;
      }
      if (stop === CR) {
        if (pos === length) afterCr = !final;
        else if (text.charCodeAt(pos) === LF) pos += 1;
      }
      emit(row, cells, pos - recordStart, (marks.length > 0 ? takeMark(pos) : null) ?? problem, problemLine);
      line += 1 + newlines;
    }
  }
}

function lineEnd(text: string, from: number, limit: number): number {
  let pos = from;
  while (pos < limit) {
    const c = text.charCodeAt(pos);
    if (c === LF || c === CR) return pos;
    pos += 1;
  }
  return limit;
}

function indexOrEnd(text: string, wanted: string, from: number): number {
  const at = text.indexOf(wanted, from);
  return at === -1 ? text.length : at;
}

function isBlank(cell: string): boolean {
  return cell === '' || cell.trim() === '';
}
