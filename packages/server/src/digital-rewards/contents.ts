import { UserError, UserErrorCode } from '../lib/user-error.ts';
import { cleanCode, codeProblem, codesIn } from './code-text.ts';
import { readAssignments, type Assignments } from './assignments.ts';
import { listed, plural } from './words.ts';

/** What is to be given, as the caller put it. */
export type Contents =
  | { mode: 'UNIQUE'; codes: string[] }
  | { mode: 'SHARED'; code: string | null }
  | { mode: 'ASSIGNED'; assignments: Assignments };

export interface CodesInput {
  kind: 'UNIQUE' | 'SHARED';
  rewardId?: string | null;
  target?: unknown;
  codes?: string | null;
  assignments?: string | null;
  sharedCode?: string | null;
}

/**
 * Reads the codes of a request. What is wrong with single codes is for `codeErrors`.
 * @throws UserError when they are given in no way, or in two
 */
export async function readContents(input: CodesInput): Promise<Contents> {
  const given = (['codes', 'assignments', 'sharedCode'] as const).filter((field) => input[field] != null);
  if (given.length > 1)
    throw new UserError(
      UserErrorCode.INVALID,
      `Give the codes in one way: codes, assignments, or sharedCode. ${given.join(' and ')} came together.`,
      ['input', given[1] ?? 'codes'],
    );
  if (input.kind === 'SHARED') return { mode: 'SHARED', code: readSharedCode(input) };
  if (input.sharedCode != null)
    throw new UserError(UserErrorCode.INVALID, 'A unique reward has codes, not a sharedCode.', [
      'input',
      'sharedCode',
    ]);
  if (input.assignments != null) {
    if (input.target != null)
      throw new UserError(
        UserErrorCode.INVALID,
        'The file says who gets which code, so the target must be left out.',
        ['input', 'target'],
      );
    return { mode: 'ASSIGNED', assignments: await readAssignments(input.assignments) };
  }
  return { mode: 'UNIQUE', codes: codesIn(input.codes ?? '') };
}

function readSharedCode(input: CodesInput): string | null {
  if (input.codes != null || input.assignments != null)
    throw new UserError(UserErrorCode.INVALID, 'A shared reward has one code: give it as sharedCode.', [
      'input',
      input.codes == null ? 'assignments' : 'codes',
    ]);
  if (input.sharedCode == null && input.rewardId != null) return null;
  const code = cleanCode(input.sharedCode ?? '');
  const problem = codeProblem(code);
  if (code === '')
    throw new UserError(UserErrorCode.BLANK, 'Enter the code or the link that everybody gets.', [
      'input',
      'sharedCode',
    ]);
  if (problem) throw new UserError(UserErrorCode.INVALID, `The code ${problem}.`, ['input', 'sharedCode']);
  return code;
}

/** What is wrong with unique codes by themselves, each named by its position; never by what it is. */
export function codeErrors(codes: readonly string[]): UserError[] {
  const field = ['input', 'codes'];
  if (codes.length === 0)
    return [
      new UserError(
        UserErrorCode.BLANK,
        'Paste the codes: separated by commas, one a line, or as the content of a CSV file.',
        field,
      ),
    ];
  const first = new Map<string, number>();
  const bad = new Map<string, number[]>();
  const repeats: [position: number, of: number][] = [];
  for (const [index, code] of codes.entries()) {
    const problem = codeProblem(code);
    if (problem) {
      if (!bad.has(problem)) bad.set(problem, []);
      bad.get(problem)?.push(index + 1);
    }
    const before = first.get(code);
    if (before === undefined) first.set(code, index + 1);
    else repeats.push([index + 1, before]);
  }
  const errors = [...bad].map(
    ([problem, positions]) =>
      new UserError(
        UserErrorCode.INVALID,
        `${atPositions(positions)}${positions.length === 1 ? '' : ': each'} ${problem}.`,
        field,
      ),
  );
  if (repeats.length > 0)
    errors.push(
      new UserError(
        UserErrorCode.INVALID,
        `${plural(repeats.length, 'code repeats an earlier one', 'codes repeat earlier ones')}: ${listed(
          repeats.map(([position, of]) => `position ${position} is the same as position ${of}`),
        )}. Everyone needs a code of their own.`,
        field,
      ),
    );
  return errors;
}

/** Codes that somebody has, or that another preview holds: told by position, and not whose they are. */
export function takenError(positions: readonly number[]): UserError {
  return new UserError(
    UserErrorCode.TAKEN,
    `${atPositions(positions)}: given before, or waiting in another preview. A code is never given twice; take ${positions.length === 1 ? 'it' : 'them'} out.`,
    ['input', 'codes'],
  );
}

function atPositions(positions: readonly number[]): string {
  return `${positions.length === 1 ? 'The code at position' : 'The codes at positions'} ${listed([...positions].sort((a, b) => a - b).map(String))}`;
}
