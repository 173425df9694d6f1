import { afterAll, beforeAll, expect, it } from 'vitest';
import { DigitalRewardsSend } from '@waybill/schema/digital-rewards';
import { OperationUndo } from '@waybill/schema/operations';
import type { Person } from '../../test/test-server.ts';
import { makeKillable, type Killable } from '../operations/killed.harness.ts';
import { addManyBackers, counts, emptyProject, operation } from '../operations/operations.fixture.ts';

const ROWS = 25_000;

let waybill: Killable;
let person: Person;
beforeAll(async () => {
  waybill = makeKillable();
  await waybill.start();
  person = await waybill.signUp();
}, 120_000);
afterAll(() => waybill[Symbol.asyncDispose](), 60_000);

it('goes on by itself after kill -9 while giving and revoking, and everybody has exactly one code', async () => {
  const project = await emptyProject(waybill, person);
  await addManyBackers(waybill, person, project, ROWS);
  const { digitalRewardsSend } = await waybill.query(
    DigitalRewardsSend,
    {
      projectId: project,
      input: {
        kind: 'UNIQUE',
        name: 'Artbook',
        target: { everyone: true },
        codes: Array.from({ length: ROWS }, (_, at) => `CODE-${at + 1}`).join('\n'),
        notify: true,
        autoApply: true,
      },
    },
    person,
  );
  expect(digitalRewardsSend.userErrors).toEqual([]);
  const id = digitalRewardsSend.operation?.id ?? '';
  const is = (condition: string) => waybill.until(`select ${condition} from operation where id = ${id}`);

  await is(`status in ('RUNNING', 'COMPLETED')`);
  await waybill.kill();
  await waybill.start();
  await is(`processed_count > 0`);
  await waybill.kill();
  await waybill.start();
  await is(`status = 'COMPLETED'`);
  expect(counts(await operation(waybill, person, id))).toEqual({ GIVES: ROWS });
  const [given] = await waybill.asOwner(`
    select count(*)::int as codes, count(distinct backer_id)::int as backers, count(distinct fingerprint)::int as different,
      count(*) filter (where position <> (select b.number from backer b where b.id = c.backer_id))::int as astray,
      (select count(*)::int from notification_code k join digital_code d on d.id = k.code_id where d.operation_id = ${id}) as told
    from digital_code c where operation_id = ${id}`);
  expect(given).toEqual({ codes: ROWS, backers: ROWS, different: ROWS, astray: 0, told: ROWS });

  await waybill.query(OperationUndo, { id }, person);
  await is(`status = 'UNDONE' or processed_count > 0`);
  await waybill.kill();
  await waybill.start();
  await is(`status = 'UNDONE'`);
  const [left] = await waybill.asOwner(
    `select count(*)::int as n from digital_code where operation_id = ${id} and revoked_at is null`,
  );
  expect(left).toEqual({ n: 0 });
}, 600_000);
