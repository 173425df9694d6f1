import type { OperationProgress } from '../operations.ts';

const BAR_WIDTH = 28;

/** Where a run is, in what a person wants to know: how much, how fast, how long yet. */
export interface Progress {
  phase: string;
  done: number;
  /** 0 when nobody knows yet. */
  total: number;
  /** Units a second; null when unknown. */
  rate: number | null;
  unit: 'rows' | 'bytes';
}

/** The progress of an operation as it stands. */
export function progressOf(operation: OperationProgress): Progress {
  return {
    phase: operation.phase ?? operation.status.toLowerCase(),
    done: operation.processedCount,
    total: operation.totalCount,
    rate: operation.rowsPerSecond,
    unit: 'rows',
  };
}

/**
 * Writes progress to a stream: one line redrawn in place on a terminal, and elsewhere (a log, CI) one plain
 * line at the start of each phase and at each tenth of it.
 */
export function createProgressPrinter(output: {
  write(text: string): unknown;
  isTTY?: boolean;
  columns?: number;
}) {
  let last = '';
  return {
    show(progress: Progress) {
      if (output.isTTY) {
        output.write(`\r\u001B[2K${renderBar(progress, output.columns || 80)}`);
        last = 'bar';
        return;
      }
      const tenth = progress.total > 0 ? Math.floor((10 * progress.done) / progress.total) : 0;
      const step = `${progress.phase} ${tenth}`;
      if (step === last) return;
      last = step;
      output.write(
        `${progress.phase}${progress.total > 0 ? ` ${tenth * 10} %, ${amounts(progress)}` : ''}\n`,
      );
    },
    /** Ends the line that is being redrawn, so that the next text has its own. */
    end() {
      if (output.isTTY && last) output.write('\r\u001B[2K');
      last = '';
    },
  };
}

/** One line of at most `columns` characters. */
export function renderBar(progress: Progress, columns: number): string {
  const share = progress.total > 0 ? Math.min(1, progress.done / progress.total) : 0;
  const filled = Math.round(share * BAR_WIDTH);
  const bar = `${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)}`;
  const percent = `${String(Math.floor(share * 100)).padStart(3)} %`;
  return `${progress.phase.padEnd(10)} ${bar} ${percent}  ${amounts(progress)}`.slice(
    0,
    Math.max(20, columns - 1),
  );
}

function amounts({ done, total, rate, unit }: Progress): string {
  const show = unit === 'bytes' ? size : count;
  const parts = [total > 0 ? `${show(done)} of ${show(total)}${unit === 'rows' ? ' rows' : ''}` : show(done)];
  if (rate && rate >= 1) {
    parts.push(`${show(rate)}${unit === 'rows' ? ' rows' : ''}/s`);
    if (total > done) parts.push(`${duration((total - done) / rate)} left`);
  }
  return parts.join(', ');
}

/** `1,234,567`, the same on every machine whatever its locale, so that logs compare. */
export function count(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

function size(bytes: number): string {
  return bytes < 1_000_000 ? `${count(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** `45 s`, `3 min 20 s`, `2 h 5 min`. */
export function duration(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
