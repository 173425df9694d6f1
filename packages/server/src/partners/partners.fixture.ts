import {
  FulfillmentRequestAccept,
  FulfillmentRequestById,
  FulfillmentRequestReject,
  FulfillmentRequests,
  type FulfillmentRequest,
} from '@waybill/schema/partners';
import {
  PartnerCreate,
  PartnerPush,
  PartnerTokenCreate,
  type PartnerPushInput,
} from '@waybill/schema/project-partners';
import { ShipmentsRecord, type ShipmentsRecordInput } from '@waybill/schema/tracking-uploads';
import type { As, Person } from '../../test/test-server.ts';
import { addManyBackers, emptyProject, operation, type Served } from '../operations/operations.fixture.ts';
import type { OperationDetail } from '@waybill/schema/operations';

export const EVERYONE = { everyone: true };

/** Backers P1, P2, … ready to ship, each owed two books, a map and a file, with an address. */
export async function readyBackers(
  server: Served,
  person: Pick<Person, 'creatorId'>,
  project: string,
  count: number,
): Promise<void> {
  await addManyBackers(server, person, project, count);
  await server.asOwner(`
    update backer set line1 = number || ' Quay Street', city = 'Galway', postal_code = 'H91', country = 'IE', country_name = 'Ireland'
      where project_id = ${project};
    insert into order_item (backer_id, no, creator_id, project_id, sku, name, quantity, kind)
      select b.id, i.no, b.creator_id, b.project_id, i.sku, i.name, i.quantity, i.kind::item_kind from backer b,
        (values (1, 'BOOK', 'The book', 2, 'PHYSICAL'), (2, 'MAP', 'A map', 1, 'PHYSICAL'), (3, 'PDF', 'A file', 1, 'DIGITAL')) i (no, sku, name, quantity, kind)
      where b.project_id = ${project}`);
}

/** A partner of the project, with a token of its own. */
export async function makePartner(
  server: Served,
  person: As,
  project: string,
  name = 'Packers',
): Promise<{ id: string; token: string }> {
  const { partnerCreate } = await server.query(
    PartnerCreate,
    { projectId: project, input: { name } },
    person,
  );
  const id = partnerCreate.partner?.id;
  if (id === undefined) throw new Error(JSON.stringify(partnerCreate.userErrors));
  return { id, token: await tokenOf(server, person, id) };
}

/** A project of its own with so many backers ready to ship, and a partner of it. */
export async function partnerProject(
  server: Served,
  person: Person,
  backers = 4,
): Promise<{ project: string; partner: { id: string; token: string } }> {
  const project = await emptyProject(server, person);
  await readyBackers(server, person, project, backers);
  return { project, partner: await makePartner(server, person, project) };
}

async function tokenOf(server: Served, person: As, partnerId: string): Promise<string> {
  const { partnerTokenCreate } = await server.query(
    PartnerTokenCreate,
    { partnerId, input: { name: 'Warehouse' } },
    person,
  );
  if (!partnerTokenCreate.secret) throw new Error(JSON.stringify(partnerTokenCreate.userErrors));
  return partnerTokenCreate.secret;
}

/** Hands orders over, everybody's unless told otherwise, and waits for the end. */
export async function push(
  server: Served,
  person: As,
  project: string,
  partnerId: string,
  input: Partial<PartnerPushInput> = {},
): Promise<OperationDetail> {
  const { partnerPush } = await server.query(
    PartnerPush,
    { projectId: project, input: { partnerId, target: EVERYONE, autoApply: true, ...input } },
    person,
  );
  if (!partnerPush.operation) throw new Error(JSON.stringify(partnerPush.userErrors));
  await server.runJobs();
  return operation(server, person, partnerPush.operation.id);
}

/** A partner's report of parcels; waits for its end. */
export async function report(
  server: Served,
  partner: { token: string },
  project: string,
  rows: ShipmentsRecordInput['rows'],
  input: Partial<ShipmentsRecordInput> = {},
): Promise<OperationDetail> {
  const { shipmentsRecord } = await server.query(
    ShipmentsRecord,
    { projectId: project, input: { rows, ...input } },
    partner,
  );
  if (!shipmentsRecord.operation) throw new Error(JSON.stringify(shipmentsRecord.userErrors));
  await server.runJobs();
  return operation(server, partner, shipmentsRecord.operation.id);
}

/** What a partner was sent, in the order it was sent. */
export async function requestsOf(
  server: Served,
  partner: { token: string },
  variables: { status?: FulfillmentRequest['status'][]; changedAfter?: string } = {},
): Promise<FulfillmentRequest[]> {
  return (await server.query(FulfillmentRequests, { first: 100, ...variables }, partner)).fulfillmentRequests
    .nodes;
}

/** A partner takes requests on. */
export function accept(server: Served, partner: { token: string }, ids: string[]) {
  return server.query(FulfillmentRequestAccept, { input: { ids } }, partner);
}

/** A partner turns requests down. */
export function reject(server: Served, partner: { token: string }, ids: string[], reason = 'Out of stock') {
  return server.query(FulfillmentRequestReject, { input: { ids, reason } }, partner);
}

/** What is in each parcel of a request. */
export async function itemsOf(
  server: Served,
  partner: { token: string },
  request: FulfillmentRequest | undefined,
): Promise<{ no: number; quantity: number }[][]> {
  const { fulfillmentRequest } = await server.query(
    FulfillmentRequestById,
    { id: request?.id ?? '' },
    partner,
  );
  return fulfillmentRequest?.contents.map(({ items }) => items) ?? [];
}

/** How each order of the project stands, by number. */
export async function statusesOf(server: Served, project: string): Promise<string[]> {
  const rows = await server.asOwner(
    `select o.status from orders o join backer b on b.id = o.backer_id where o.project_id = ${project} order by b.number`,
  );
  return rows.map(({ status }) => String(status));
}
