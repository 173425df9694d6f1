import { isId, type Owned } from '../access/authorise.ts';
import type { BackerTarget } from '../backers/backer-filter.inputs.ts';
import { targetSql } from '../backers/backer-filter.sql.ts';
import { resolveTarget } from '../backers/resolve-wish.ts';
import type { Database } from '../lib/database.ts';
import { readerOf } from '../lib/reader.ts';
import type { Secret } from '../lib/secret.ts';
import { notFound, UserError, UserErrors } from '../lib/user-error.ts';
import { isLink } from './code-text.ts';
import { codeErrors, readContents, takenError, type CodesInput, type Contents } from './contents.ts';
import {
  chosenCount,
  countSentence,
  judgedRecipients,
  leftOutWords,
  misfitHint,
  recipientCount,
  type RecipientCounts,
} from './recipients.ts';
import { sealCodes } from './sealed-code.ts';
import { listed, plural } from './words.ts';

export interface RewardsCheck {
  codes: number;
  chosen: number | null;
  recipients: number | null;
  sentence: string;
  problems: string[];
  leftOut: string[];
}

interface Chosen {
  target?: BackerTarget | null;
  owedDigital?: boolean | null;
}

/**
 * What a send of these codes would be refused for, while it is being written. Nothing is stored, and what is asked
 * here is asked again, under lock, when it is sent.
 *
 * @throws UserError NOT_FOUND for a reward that is not the project's
 */
export async function checkDigitalRewards(
  { db, secret }: { db: Database; secret: Secret },
  project: Owned,
  input: CodesInput & Chosen,
): Promise<RewardsCheck> {
  await requireReward(db, project, input.rewardId ?? null);
  const problems: string[] = [];
  const tell = (error: unknown) => {
    if (!(error instanceof UserError || error instanceof UserErrors)) throw error;
    problems.push(error.message);
  };
  const contents = await readContents(input).catch((error: unknown) => {
    tell(error);
    return null;
  });
  if (contents?.mode === 'ASSIGNED') return { ...checkAssigned(contents), problems, leftOut: [] };

  if (!contents && input.assignments != null)
    return {
      codes: 0,
      chosen: null,
      recipients: null,
      sentence: 'The file cannot be used as it is',
      problems,
      leftOut: [],
    };

  const counts: RecipientCounts = await countRecipients(db, project, input).catch((error: unknown) => {
    tell(error);
    return new Map<string, number>();
  });
  const codes = contents?.mode === 'UNIQUE' ? contents.codes : null;
  const shared = contents?.mode === 'SHARED' && isLink(contents.code ?? '') ? 'link' : 'code';
  const errors = codes ? codeErrors(codes) : [];
  if (codes && errors.length === 0) {
    const taken = await takenPositions(db, secret, project, codes);
    if (taken.length > 0) errors.push(takenError(taken));
  }
  if (input.target) {
    const hint = misfitHint(codes?.length ?? null, counts);
    if (hint && (codes === null || codes.length > 0)) problems.push(hint);
  }
  errors.forEach(tell);
  return {
    codes: codes?.length ?? (contents ? 1 : 0),
    chosen: chosenCount(counts),
    recipients: recipientCount(counts),
    sentence: codes
      ? countSentence(codes.length, counts)
      : `One ${shared} for ${plural(recipientCount(counts), 'recipient')}`,
    problems,
    leftOut: leftOutWords(counts),
  };
}

function checkAssigned({ assignments }: Extract<Contents, { mode: 'ASSIGNED' }>) {
  const { rows, codes, keyHeaders, codeHeader } = assignments;
  const without = rows - codes.length;
  return {
    codes: codes.length,
    chosen: null,
    recipients: null,
    sentence: `${plural(rows, 'row')}: backers by ${listed(keyHeaders)}, codes from ${codeHeader}${
      without > 0 ? `; ${plural(without, 'row has', 'rows have')} no code that can be given` : ''
    }`,
  };
}

async function requireReward(db: Database, project: Owned, rewardId: string | null): Promise<void> {
  if (rewardId === null) return;
  const rows = isId(rewardId)
    ? await db.read([project.creatorId], 'select 1 from digital_reward where id = $1 and project_id = $2', [
        rewardId,
        project.id,
      ])
    : [];
  if (rows.length === 0) throw notFound('digital reward');
}

async function countRecipients(
  db: Database,
  project: Owned,
  { target, rewardId, owedDigital }: Chosen & { rewardId?: string | null },
): Promise<RecipientCounts> {
  if (!target) return new Map();
  const values: unknown[] = [];
  const resolved = await resolveTarget(readerOf(db, [project.creatorId]), project.id, target);
  const who = targetSql(resolved, project.id, values);
  const rows = await db.read<{ outcome: string; count: number }>(
    [project.creatorId],
    `select outcome, count(*)::int as count from (${judgedRecipients(who, rewardId ?? null, owedDigital === true)}) j group by outcome order by outcome`,
    values,
  );
  return new Map(rows.map(({ outcome, count }) => [outcome, count]));
}

async function takenPositions(
  db: Database,
  secret: Secret,
  project: Owned,
  codes: readonly string[],
): Promise<number[]> {
  const sealed = await sealCodes(
    secret,
    project.creatorId,
    codes.map((code, index) => ({ position: index + 1, code })),
  );
  const rows = await db.read<{ position: number }>(
    [project.creatorId],
    `select c.position from unnest($2::int[], $3::bytea[]) as c (position, fingerprint)
     where exists (select from digital_code d where d.creator_id = $1 and d.fingerprint = c.fingerprint)`,
    [project.creatorId, sealed.map(({ position }) => position), sealed.map(({ fingerprint }) => fingerprint)],
  );
  return rows.map(({ position }) => position);
}
