/** A line of the table: what was measured, against what, what it must and should be, and what it is. */
export interface BenchRow {
  work: string;
  against: string;
  must: string;
  aim: string;
  ours: Spread | null;
  baseline: Spread | null;
  /** What must and aim speak of: ours over the baseline by medians, or the bare figure. */
  value: number;
  unit: string;
}

export interface Spread {
  median: number;
  min: number;
  max: number;
}

/** Median with its extremes; of an even number of values the lower of the middle two. */
export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  return {
    median: sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN,
    min: sorted[0] ?? Number.NaN,
    max: sorted.at(-1) ?? Number.NaN,
  };
}

/** Prints rows as a Markdown table, the form the README keeps. */
export function table(rows: readonly BenchRow[]): string {
  const cell = (value: Spread | null, unit: string) =>
    value
      ? `${figure(value.median)} [${figure(value.min)}–${figure(value.max)}]${unit ? ` ${unit}` : ''}`
      : '–';
  const lines = rows.map((row) =>
    [
      row.work,
      row.against,
      row.must,
      row.aim,
      cell(row.ours, row.unit),
      cell(row.baseline, row.unit),
      `${figure(row.value)}${verdict(row)}`,
    ].join(' | '),
  );
  return [
    'work | against | must | aim | ours | baseline | result',
    '--- | --- | --- | --- | --- | --- | ---',
    ...lines,
  ]
    .map((line) => `| ${line} |`)
    .join('\n');
}

/** How a figure stands to its limits; nothing where it has none. */
function verdict({ value, must, aim }: BenchRow): string {
  const meets = (limit: string) => {
    const [, sign, text] = /^([≤≥]) ([\d.]+)/.exec(limit) ?? [];
    if (text === undefined) return null;
    return sign === '≤' ? value <= Number(text) : value >= Number(text);
  };
  if (meets(must) === null) return '';
  if (!meets(must)) return ', **missed**';
  return meets(aim) ? ', aim met' : ', met';
}

function figure(value: number): string {
  if (!Number.isFinite(value)) return '–';
  if (Math.abs(value) >= 1000) return Math.round(value).toLocaleString('en-US');
  return String(Math.round(value * 100) / 100);
}
