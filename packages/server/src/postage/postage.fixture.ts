import { expect } from 'vitest';
import { LabelPurchase, LabelPurchaseCreate, type LabelPurchaseInput } from '@waybill/schema/label-purchases';
import { Labels, type LabelFilter, type LabelItem } from '@waybill/schema/labels';
import { OperationApply } from '@waybill/schema/operations';
import {
  ParcelPresetCreate,
  PostageSettingsUpdate,
  type PostageSettingsInput,
} from '@waybill/schema/postage';
import { startTestServer, type As, type Person, type TestServer } from '../../test/test-server.ts';
import { emptyProject, type Served } from '../operations/operations.fixture.ts';
import type { Simulator, SimulatorOptions } from '../simulator/simulator.ts';
import { startStand } from '../simulator/simulator.fixture.ts';

export const SENDER = {
  name: 'Ada Lovelace',
  company: 'Lighthouse Games',
  phone: '+1 310 555 0100',
  line1: '179 N Harbor Dr',
  city: 'Redondo Beach',
  state: 'CA',
  postalCode: '90277',
  country: 'US',
} as const;

export const EVERYONE = { everyone: true };

/** A Waybill beside a simulator that stands still until it is told to move. */
export interface PostageStand extends AsyncDisposable {
  server: TestServer;
  simulator: Simulator;
  person: Person;
}

export async function startPostage(options: Partial<SimulatorOptions> = {}): Promise<PostageStand> {
  const stand = await startStand(options);
  const server = await startTestServer({ simulatorUrl: stand.simulator.url });
  stand.simulator.redirect('http://localhost', server.url);
  return {
    server,
    simulator: stand.simulator,
    person: await server.signUp(),
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await stand[Symbol.asyncDispose]();
    },
  };
}

/** A project that ships by postage: a sender, one box for everything, and backers `P1`, `P2`, … in the United States. */
export async function shippingProject(
  server: Served,
  person: Person,
  backers: number,
  settings: PostageSettingsInput = {},
): Promise<string> {
  const project = await emptyProject(server, person, `Lighthouses ${Math.random()}`);
  await server.asOwner(`
    update project set fulfillment_method = 'POSTAGE' where id = ${project};
    insert into backer (creator_id, project_id, number, pledge_id, name, email, email_key, line1, city, state, postal_code, country)
      select ${person.creatorId}, ${project}, i, 'P' || i, 'Backer ' || i, 'b' || i || '@example.org', 'b' || i || '@example.org',
        i || ' Townsend St', 'San Francisco', 'CA', '94107', 'US' from generate_series(1, ${backers}) i;
    insert into orders (backer_id, creator_id, project_id, status)
      select id, creator_id, project_id, 'READY_TO_FULFILL' from backer where project_id = ${project};
    insert into order_item (backer_id, no, creator_id, project_id, sku, name, quantity, kind)
      select b.id, i.no, b.creator_id, b.project_id, i.sku, i.name, i.quantity, i.kind::item_kind from backer b,
        (values (1, 'BOOK', 'The book', 2, 'PHYSICAL'), (2, 'MAP', 'A map', 1, 'PHYSICAL'), (3, 'PDF', 'A file', 1, 'DIGITAL')) i (no, sku, name, quantity, kind)
      where b.project_id = ${project}`);
  const saved = await server.query(
    PostageSettingsUpdate,
    { projectId: project, input: { sender: SENDER, ...settings } },
    person,
  );
  expect(saved.postageSettingsUpdate).toMatchObject({ userErrors: [], warnings: [] });
  await preset(server, person, project);
  return project;
}

/** A box of the project; the usual one takes anything. */
export async function preset(server: Served, as: As, projectId: string, input: object = {}): Promise<string> {
  const { parcelPresetCreate } = await server.query(
    ParcelPresetCreate,
    { projectId, input: { name: 'Box', lengthMm: 300, widthMm: 200, heightMm: 80, weightG: 900, ...input } },
    as,
  );
  expect(parcelPresetCreate.userErrors).toEqual([]);
  return parcelPresetCreate.preset?.id ?? '';
}

/** Asks for labels, and waits for the preview. */
export async function priceLabels(
  server: Served,
  as: As,
  projectId: string,
  input: Partial<LabelPurchaseInput> = {},
): Promise<LabelPurchase> {
  const { labelPurchaseCreate } = await server.query(
    LabelPurchaseCreate,
    { projectId, input: { target: EVERYONE, ...input } },
    as,
  );
  expect(labelPurchaseCreate.userErrors).toEqual([]);
  await server.runJobs();
  return purchase(server, as, labelPurchaseCreate.operation?.id ?? '');
}

export async function purchase(server: Served, as: As, id: string): Promise<LabelPurchase> {
  const { operation } = await server.query(LabelPurchase, { id }, as);
  if (!operation) throw new Error(`no operation ${id}`);
  return operation;
}

/** Confirms the total of a preview. @returns what it is refused with */
export async function confirm(server: Served, as: As, id: string, confirmTotal: number | null) {
  const { operationApply } = await server.query(OperationApply, { id, input: { confirmTotal } }, as);
  return operationApply.userErrors;
}

/** Buys what was priced, and waits for the end. */
export async function buy(server: Served, as: As, { id, postage }: LabelPurchase): Promise<LabelPurchase> {
  expect(await confirm(server, as, id, postage?.totalCents ?? null)).toEqual([]);
  await server.runJobs();
  return purchase(server, as, id);
}

export async function labelsOf(
  server: Served,
  as: As,
  projectId: string,
  filter: LabelFilter = {},
): Promise<LabelItem[]> {
  const answer = await server.query(Labels, { projectId, first: 100, filter }, as);
  return [...(answer.project?.labels.nodes ?? [])].sort(
    (a, b) => (a.backer?.number ?? 0) - (b.backer?.number ?? 0),
  );
}

/** Backer numbers and the status of their orders. */
export async function orderStatuses(server: Served, project: string): Promise<Record<string, string>> {
  const found = await server.asOwner(
    `select b.number, o.status from orders o join backer b on b.id = o.backer_id where o.project_id = ${project} order by 1`,
  );
  return Object.fromEntries(found.map(({ number, status }) => [String(number), String(status)]));
}

/** Whether any parcel was paid for more than once: labels here against purchases there. */
export function expectPaidOnce(simulator: Simulator, labels: readonly LabelItem[]): void {
  for (const { reference, trackingNumber } of labels)
    expect(simulator.boughtFor(reference)).toEqual([trackingNumber]);
}
