import { expect } from 'vitest';
import { BackerImportCreate, type BackerImportInput } from '@waybill/schema/backer-imports';
import {
  OperationApply,
  OperationById,
  OperationCancel,
  OperationRows,
  OperationUndo,
  type OperationDetail,
  type OperationRowItem,
} from '@waybill/schema/operations';
import { ProjectCreate } from '@waybill/schema/projects';
import { TrackingUploadCreate, type TrackingUploadInput } from '@waybill/schema/tracking-uploads';
import type { As, Person, TestServer } from '../../test/test-server.ts';

/** What the helpers below need of a server, be it in this process or in one that gets killed. */
export type Served = Pick<TestServer, 'query' | 'put' | 'fetch' | 'runJobs' | 'asOwner'>;

/** An empty project of the person's creator. */
export async function emptyProject(server: Served, person: As, title = 'Lighthouses'): Promise<string> {
  const { projectCreate } = await server.query(ProjectCreate, { input: { title } }, person);
  if (!projectCreate.project) throw new Error(JSON.stringify(projectCreate.userErrors));
  return projectCreate.project.id;
}

/** A backer as a test needs it; what is left out follows from its place: number and pledge ID 1, 2, 3 …, ready to ship. */
export interface TestBacker {
  number?: number | null;
  pledgeId?: string | null;
  uid?: string;
  orderNumber?: string;
  name?: string;
  email?: string;
  status?: string;
  physical?: boolean;
  hold?: string;
  tags?: string[];
  /** Numbers of parcels it has already. */
  parcels?: string[];
}

/** Puts backers into a project by statement, without an import's history. */
export async function addBackers(
  server: Served,
  person: Pick<Person, 'creatorId'>,
  project: string,
  backers: readonly TestBacker[],
): Promise<void> {
  const rows = backers.map((backer, index) => ({
    number: index + 1,
    pledgeId: `P${index + 1}`,
    name: `Backer ${index + 1}`,
    email: `b${index + 1}@example.org`,
    status: 'READY_TO_FULFILL',
    physical: true,
    ...backer,
  }));
  const tenant = `${person.creatorId}::bigint, ${project}::bigint`;
  await server.asOwner(`
    create temp table given on commit drop as select * from jsonb_to_recordset('${JSON.stringify(rows).replaceAll("'", "''")}') as r
      (number int, "pledgeId" text, uid text, "orderNumber" text, name text, email text, status order_status,
       physical boolean, hold text, parcels text[], tags text[]);
    insert into backer (creator_id, project_id, number, pledge_id, backer_uid, order_number, name, email, email_key, tags)
      select ${tenant}, number, "pledgeId", uid, "orderNumber", name, email, lower(email), coalesce(tags, '{}') from given;
    create temp table made on commit drop as select b.id, g.* from given g join backer b on b.project_id = ${project}
      and (b.pledge_id = g."pledgeId" or (g."pledgeId" is null and b.email = g.email));
    insert into orders (backer_id, creator_id, project_id, status, physical, fulfilled_at, fulfilled_by)
      select id, ${tenant}, status, physical, case when status = 'FULFILLED' then now() end,
        case when status = 'FULFILLED' then 'MANUAL'::shipment_source end from made;
    insert into order_hold (backer_id, creator_id, project_id, reason) select id, ${tenant}, hold from made where hold is not null;
    insert into shipment (backer_id, creator_id, project_id, tracking_number, source, shipped_at)
      select id, ${tenant}, p, 'MANUAL', now() from made, unnest(parcels) p`);
}

/** As many backers as wanted, ready to ship: `P1`, `P2`, … */
export async function addManyBackers(
  server: Served,
  person: Pick<Person, 'creatorId'>,
  project: string,
  count: number,
): Promise<void> {
  const tenant = `${person.creatorId}::bigint, ${project}::bigint`;
  await server.asOwner(`
    insert into backer (creator_id, project_id, number, pledge_id, name, email, email_key)
      select ${tenant}, i, 'P' || i, 'Backer ' || i, 'b' || i || '@example.org', 'b' || i || '@example.org' from generate_series(1, ${count}) i;
    insert into orders (backer_id, creator_id, project_id, status)
      select id, ${tenant}, 'READY_TO_FULFILL' from backer where project_id = ${project};
    analyze backer, orders`);
}

/** A file as text: a header and its rows, comma separated, every cell quoted. */
export function csv(header: string, ...rows: string[][]): string {
  return `${header}\r\n${rows.map((row) => `${row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}\r\n`).join('')}`;
}

/** Sends a tracking file and waits for its plan (with autoApply: for its end). */
export async function upload(
  server: Served,
  as: As,
  project: string,
  file: string | Uint8Array<ArrayBuffer>,
  input: TrackingUploadInput = {},
): Promise<OperationDetail> {
  const { trackingUploadCreate } = await server.query(
    TrackingUploadCreate,
    { projectId: project, input },
    as,
  );
  return sent(server, as, trackingUploadCreate, file);
}

/** Sends a file of backers and waits for its plan. */
export async function importBackers(
  server: Served,
  as: As,
  project: string,
  file: string | Uint8Array<ArrayBuffer>,
  input: BackerImportInput = {},
): Promise<OperationDetail> {
  const { backerImportCreate } = await server.query(BackerImportCreate, { projectId: project, input }, as);
  return sent(server, as, backerImportCreate, file);
}

async function sent(
  server: Served,
  as: As,
  payload: { operation: OperationDetail | null; userErrors: unknown[] },
  file: string | Uint8Array<ArrayBuffer>,
): Promise<OperationDetail> {
  if (!payload.operation) throw new Error(JSON.stringify(payload.userErrors));
  const response = await server.put(payload.operation.uploadUrl ?? '', file, as);
  const answer = await response.text();
  expect([response.status, answer]).toEqual([
    202,
    JSON.stringify({ operationId: payload.operation.id, status: 'PLANNING' }),
  ]);
  await server.runJobs();
  return operation(server, as, payload.operation.id);
}

export async function operation(server: Served, as: As, id: string): Promise<OperationDetail> {
  const found = (await server.query(OperationById, { id }, as)).operation;
  if (!found) throw new Error(`no operation ${id}`);
  return found;
}

/** Applies a plan and waits for its end. */
export async function apply(server: Served, as: As, id: string): Promise<OperationDetail> {
  const { operationApply } = await server.query(OperationApply, { id }, as);
  expect(operationApply.userErrors).toEqual([]);
  await server.runJobs();
  return operation(server, as, id);
}

/** Takes an operation back and waits for its end. */
export async function undo(server: Served, as: As, id: string): Promise<OperationDetail> {
  const { operationUndo } = await server.query(OperationUndo, { id }, as);
  expect(operationUndo.userErrors).toEqual([]);
  await server.runJobs();
  return operation(server, as, id);
}

/** What an undo is refused with; empty when it is taken. */
export async function undoErrors(server: Served, as: As, id: string) {
  return (await server.query(OperationUndo, { id }, as)).operationUndo.userErrors;
}

export async function cancelErrors(server: Served, as: As, id: string) {
  return (await server.query(OperationCancel, { id }, as)).operationCancel.userErrors;
}

export async function applyErrors(
  server: Served,
  as: As,
  id: string,
  input: { expectedCount?: number } = {},
) {
  return (await server.query(OperationApply, { id, input }, as)).operationApply.userErrors;
}

/** Rows of an operation, in the order of the file. */
export async function rows(
  server: Served,
  as: As,
  id: string,
  filter: { outcome?: string[]; severity?: ('OK' | 'WARNING' | 'SKIPPED' | 'ERROR')[] } = {},
): Promise<OperationRowItem[]> {
  const answer = await server.query(OperationRows, { id, first: 100, ...filter }, as);
  return answer.operation?.rows.nodes ?? [];
}

/** Row number and code of each row: what most tests compare. */
export async function verdicts(server: Served, as: As, id: string): Promise<[number, string][]> {
  return (await rows(server, as, id)).map((row) => [row.rowNumber, row.outcome]);
}

/** Counts by code, without the words. */
export function counts(operation: OperationDetail): Record<string, number> {
  return Object.fromEntries(operation.outcomes.map(({ code, count }) => [code, count]));
}

/** A USPS number with its true check digit, another for every n. */
export function usps(n: number): string {
  const body = `9400111899${22_300_000_000 + n * 7919}`;
  const sum = [...body]
    .reverse()
    .reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 3 : 1), 0);
  return body + ((10 - (sum % 10)) % 10);
}
