/** A project and a file as the property test makes them: small, and full of what goes wrong. */
export interface ModelBacker {
  pledge: string;
  number: number;
  email: string;
  status: string;
  hold: boolean;
  parcels: string[];
}

export interface ModelRow {
  pledge: string;
  number: string;
  email: string;
  tracking: string;
}

export interface ModelOptions {
  missingTracking: 'MARK_FULFILLED' | 'SKIP';
  existingTracking: 'REPLACE' | 'SKIP' | 'ADD';
  notReady: 'SKIP' | 'FORCE';
}

export interface ModelResult {
  /** Row number, tracking number, code; in the order of the file. */
  outcomes: [number, string | null, string][];
  /** By pledge ID: status, and the numbers of live parcels, sorted. */
  after: Record<string, { status: string; parcels: string[] }>;
}

/** Words for none, and what is no number: each stands for its sort, upper case as numbers are kept. */
export const MODEL_NONE: readonly string[] = ['N/A', '-'];
export const MODEL_JUNK: readonly string[] = ['#REF!', 'SEEMAIL'];

const READY = ['READY_TO_FULFILL', 'FULFILLMENT_PROCESSING', 'FULFILLMENT_ERRORED', 'PARTIALLY_FULFILLED'];

/**
 * A tracking upload as one would do it by hand, one row after the other, without a database: what the engine is
 * compared with. Knows nothing of SQL, chunks or carriers.
 */
export function referenceUpload(
  backers: ModelBacker[],
  rows: ModelRow[],
  options: ModelOptions,
): ModelResult {
  const force = options.notReady === 'FORCE';
  const parts = rows.flatMap((row, at) => {
    const said = row.tracking.split(';').map((part) => part.trim());
    if (said.some((part) => MODEL_JUNK.includes(part)))
      return [{ backer: null, code: 'BAD_TRACKING_NUMBER', rowNo: at + 1, tracking: row.tracking }];
    const numbers = [...new Set(said)].filter((part) => part !== '' && !MODEL_NONE.includes(part));
    return (numbers.length > 0 ? numbers : [null]).map((tracking) => ({
      ...find(backers, row),
      rowNo: at + 1,
      tracking,
    }));
  });
  const matched = parts.filter(({ code }) => code === null);
  const verdicts = parts.map((part) => ({ ...part, code: part.code ?? judge(part, matched) }));

  function judge(part: (typeof parts)[number], all: typeof parts): string {
    const backer = part.backer as ModelBacker;
    const same = all.filter((other) => other.backer === backer);
    const { tracking } = part;
    if (backer.status === 'CANCELED') return 'CANCELED';
    if (same.find((other) => other.tracking === tracking) !== part) return 'DUPLICATE';
    if (tracking === null && same.some((other) => other.tracking !== null)) return 'DUPLICATE';
    if (tracking === null && backer.status === 'FULFILLED') return 'ALREADY_FULFILLED';
    if (tracking === null && options.missingTracking === 'SKIP') return 'NO_TRACKING';
    if (tracking !== null && backer.parcels.includes(tracking)) return 'ALREADY_SAME';
    if (backer.hold && !force) return 'ON_HOLD';
    if (!READY.includes(backer.status) && backer.status !== 'FULFILLED' && !force) return 'NOT_READY';
    if (tracking !== null && backer.parcels.length > 0)
      return { REPLACE: 'REPLACES', SKIP: 'EXISTING_KEPT', ADD: 'ADDS' }[options.existingTracking];
    if (backer.status === 'FULFILLED') return 'ADDS';
    if (force && (!READY.includes(backer.status) || backer.hold)) return 'FORCED';
    return tracking === null ? 'MARKED_WITHOUT_TRACKING' : 'MATCHED';
  }

  const after = Object.fromEntries(
    backers.map((backer) => {
      const mine = verdicts.filter((verdict) => verdict.backer === backer);
      const applied = mine.filter(({ code }) =>
        ['MATCHED', 'ADDS', 'REPLACES', 'MARKED_WITHOUT_TRACKING', 'FORCED'].includes(code),
      );
      const replaces = applied.some(({ code }) => code === 'REPLACES');
      const inFile = mine.map(({ tracking }) => tracking);
      const kept = backer.parcels.filter((parcel) => !replaces || inFile.includes(parcel));
      const added = applied.flatMap(({ tracking }) => (tracking === null ? [] : [tracking]));
      const status = applied.length > 0 ? 'FULFILLED' : backer.status;
      return [backer.pledge, { status, parcels: [...kept, ...added].sort() }];
    }),
  );
  return { outcomes: verdicts.map(({ rowNo, tracking, code }) => [rowNo, tracking, code]), after };
}

/** The backer a row names, or why there is none. */
function find(backers: ModelBacker[], row: ModelRow): { backer: ModelBacker | null; code: string | null } {
  const no = (code: string) => ({ backer: null, code });
  const byEmail = backers.filter((backer) => row.email !== '' && backer.email === row.email);
  const strong = [
    ...(row.pledge === '' ? [] : [backers.find((backer) => backer.pledge === row.pledge)]),
    ...(row.number === '' ? [] : [backers.find((backer) => backer.number === Number(row.number))]),
  ];
  if (strong.length === 0 && row.email === '') return no('NO_KEY');
  const found = strong.filter((backer) => backer !== undefined);
  const backer = found[0] ?? byEmail[0];
  if (!backer) return no('NO_MATCH');
  if (found.length === 0 && byEmail.length > 1) return no('AMBIGUOUS');
  const emailAgrees = byEmail.length === 0 || byEmail.includes(backer);
  if (found.length < strong.length || found.some((other) => other !== backer) || !emailAgrees)
    return no('KEYS_DISAGREE');
  return { backer, code: null };
}
