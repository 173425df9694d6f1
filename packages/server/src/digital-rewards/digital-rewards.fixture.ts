import {
  BackerGifts,
  DigitalCodes,
  DigitalRewards,
  DigitalRewardsSend,
  type DigitalRewardsSendInput,
} from '@waybill/schema/digital-rewards';
import type { As, Person } from '../../test/test-server.ts';
import { addBackers, emptyProject, operation, type Served } from '../operations/operations.fixture.ts';

/** Codes of one test: they are burned for the whole creator, so each test has a prefix of its own. */
export function codesOf(run: number): { code: (n: number) => string; codes: (count: number) => string } {
  const code = (n: number) => `K${run}-${n}`;
  return { code, codes: (count) => Array.from({ length: count }, (_, at) => code(at + 1)).join(', ') };
}

/** A project of three, put in against the order of their numbers, which decides who gets which code. */
export async function projectOfThree(server: Served, person: Person, run: number): Promise<string> {
  const project = await emptyProject(server, person, `Lighthouses ${run}`);
  await addBackers(server, person, project, [{ number: 3 }, { number: 2 }, { number: 1 }]);
  return project;
}

/** Sends digital rewards and waits for the plan (with autoApply: for the end). */
export async function sendRewards(
  server: Served,
  as: As,
  projectId: string,
  input: Partial<DigitalRewardsSendInput>,
) {
  const wanted = {
    kind: 'UNIQUE',
    notify: false,
    target: input.assignments ? null : { everyone: true },
    ...input,
  } as const;
  const { digitalRewardsSend } = await server.query(
    DigitalRewardsSend,
    { projectId, input: { ...(input.rewardId ? {} : { name: 'Artbook' }), ...wanted } },
    as,
  );
  await server.runJobs();
  const id = digitalRewardsSend.operation?.id ?? '';
  return {
    id,
    errors: digitalRewardsSend.userErrors,
    replayed: digitalRewardsSend.replayed,
    made: id === '' ? null : await operation(server, as, id),
  };
}

/** The codes each backer of the project has, by backer number; revoked ones are marked with a minus. */
export async function codesByNumber(
  server: Served,
  as: As,
  projectId: string,
): Promise<Record<number, string[]>> {
  const backers = await server.asOwner(
    `select id, number from backer where project_id = ${projectId} order by number`,
  );
  const found: Record<number, string[]> = {};
  for (const { id, number } of backers) {
    const backerId = String(id);
    const codes = (await server.query(DigitalCodes, { backerId }, as)).backer?.digitalRewards ?? [];
    const gifts = (await server.query(BackerGifts, { backerId }, as)).backer?.digitalRewards ?? [];
    if (codes.length > 0)
      found[Number(number)] = codes.map(
        (one) => `${gifts.find((gift) => gift.id === one.id)?.revokedAt ? '-' : ''}${one.code}`,
      );
  }
  return found;
}

export async function rewardsOf(server: Served, as: As, projectId: string) {
  return (await server.query(DigitalRewards, { projectId }, as)).project?.digitalRewards ?? [];
}

/** Every place of the database where a text stands, as it is or as the bytes it has. */
export async function placesOf(server: Served, text: string): Promise<string[]> {
  const tables = await server.asOwner(`
    select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema')`);
  const hex = Buffer.from(text).toString('hex');
  const found: string[] = [];
  for (const { name } of tables) {
    const [row] = await server.asOwner(
      `select count(*)::int as n from ${String(name)} t
       where position('${text}' in t::text) + position('${hex}' in t::text) > 0`,
    );
    if (Number(row?.n) > 0) found.push(String(name));
  }
  return found;
}
