import 'reflect-metadata';
import { loadSecret } from '../src/lib/secret.ts';
import { MAILBOX_SEAL } from '../src/notifications/mailbox.actions.ts';
import type { As, Person, TestServer } from './test-server.ts';

/** Everything one creator has: one thing of each kind that can be asked for by an id. */
export interface World {
  person: Person;
  creator: string;
  creatorSlug: string;
  project: string;
  projectSlug: string;
  backer: string;
  backerNumber: number;
  shipment: string;
  /** An upload with its preview, waiting for a decision. */
  planned: string;
  /** Another one. */
  cancelable: string;
  /** An upload that was applied. */
  completed: string;
  /** An import without its file. */
  fresh: string;
  /** A digital reward, and the code of it that the backer has. */
  reward: string;
  code: string;
  /** An operation that failed. */
  failed: string;
  /** A mail that failed, and one in the local mailbox. */
  notification: string;
  mailboxMail: string;
  /** An address for a vendor, and something that came in by it. */
  vendorConnection: string;
  inboxDelivery: string;
  segment: string;
  /** A parcel that needs somebody, and one that was dealt with. */
  exception: string;
  exceptionEnded: string;
  /** A partner with an open request and a rejected one, its token, and its report of a parcel. */
  partner: string;
  partnerToken: { token: string };
  request: string;
  rejected: string;
  report: string;
  /** Another partner of the same project, which was sent nothing. */
  rival: string;
  rivalToken: { token: string };
  /** A partner behind a vendor’s API, and the connection to it. */
  vendorPartner: string;
  shipbob: string;
  /** A box, a purchase of labels at its preview, and a label of it that is paid. */
  preset: string;
  labelPurchase: string;
  label: string;
  /** An endpoint that wants nothing that happens in these tests, and a delivery to it that failed. */
  webhookEndpoint: string;
  webhookDelivery: string;
  member: string;
  invitation: string;
  invitationToken: string;
  token: string;
}

/** Builds a world through the API, as the product is used; only the backers are put straight into the tables. */
export async function makeWorld(server: TestServer, name: string): Promise<World> {
  const person = await server.signUp(name);
  const creator = person.creatorId;
  const call = async (
    document: string,
    variables: object = {},
    as: As = person,
  ): Promise<Record<string, unknown>> => {
    const answer = await server.ask<Record<string, Record<string, unknown>>>(document, variables, as);
    const payload = Object.values(answer.data ?? {})[0];
    if (!payload) throw new Error(`${document}: ${JSON.stringify(answer.errors)}`);
    return payload;
  };
  const made = await call(
    'mutation($input: ProjectCreateInput!) { projectCreate(input: $input) { project { id slug } userErrors { message } } }',
    { input: { title: `${name} project` } },
  );
  const project = made.project as { id: string; slug: string };
  const [backer] = await addBackers(server, creator, project.id);
  if (!backer) throw new Error('no backer was made');

  const upload = async (): Promise<string> => {
    const answer = await call(
      `mutation($id: ID!) { trackingUploadCreate(projectId: $id, input: {}) { operation { id uploadUrl } userErrors { message } } }`,
      { id: project.id },
    );
    const operation = answer.operation as { id: string; uploadUrl: string };
    const file = `Backer Number,Tracking Number\n2,${operation.id}00000000\n`;
    const response = await server.put(operation.uploadUrl, file, person);
    if (response.status !== 202) throw new Error(`PUT: ${response.status} ${await response.text()}`);
    await server.runJobs();
    return operation.id;
  };
  const completed = await upload();
  await call('mutation($id: ID!) { operationApply(id: $id) { operation { id } userErrors { message } } }', {
    id: completed,
  });
  await server.runJobs();
  const [planned, cancelable] = [await upload(), await upload()];
  const started = await call(
    'mutation($id: ID!) { backerImportCreate(projectId: $id, input: {}) { operation { id } userErrors { message } } }',
    { id: project.id },
  );
  const fresh = (started.operation as { id: string }).id;

  await call(
    `mutation($id: ID!, $backer: ID!) { digitalRewardsSend(projectId: $id, input: {
      kind: UNIQUE, name: "Artbook", target: { backerIds: [$backer] }, codes: "GIFT-1", autoApply: true, notify: false
    }) { operation { id } userErrors { message } } }`,
    { id: project.id, backer: backer.id },
  );
  await server.runJobs();

  const invite = async (email: string) => {
    const answer = await call(
      'mutation($id: ID!, $input: InvitationCreateInput!) { invitationCreate(creatorId: $id, input: $input) { invitation { id url } userErrors { message } } }',
      { id: creator, input: { email, role: 'VIEWER' } },
    );
    const invitation = answer.invitation as { id: string; url: string };
    return { id: invitation.id, token: invitation.url.split('/').at(-1) ?? '' };
  };
  const joined = await invite(`colleague-of-${name}@example.org`.toLowerCase());
  await call(
    'mutation($input: InvitationAcceptInput!) { invitationAccept(input: $input) { userErrors { message } } }',
    { input: { token: joined.token, name: 'Colleague', password: 'three unusual words' } },
    null,
  );
  const open = await invite(`open-of-${name}@example.org`.toLowerCase());
  const token = await call(
    'mutation($id: ID!) { tokenCreate(creatorId: $id, input: { name: "x", scopes: [BACKERS_READ] }) { token { id } userErrors { message } } }',
    { id: creator },
  );
  const endpoint = await call(
    'mutation($id: ID!) { webhookEndpointCreate(creatorId: $id, input: { url: "http://127.0.0.1:8080/", eventTypes: [IMPORT_COMPLETED] }) { endpoint { id } userErrors { message } } }',
    { id: creator },
  );
  const kept = await call(
    `mutation($id: ID!, $filter: FilterTree!) { segmentCreate(projectId: $id, input: { name: "Everyone", filter: $filter }) { segment { id } userErrors { message } } }`,
    { id: project.id, filter: { op: 'AND', nodes: [] } },
  );
  const hired = await hirePartners(server, call, creator, project.id);
  const sealed = `'\\x${loadSecret(undefined, server.dataDir).seal(MAILBOX_SEAL, 'Hello').toString('hex')}'`;
  const one = async (sql: string) => String((await server.asOwner(sql))[0]?.id);
  return {
    person,
    creator,
    creatorSlug: person.creatorSlug,
    project: project.id,
    projectSlug: project.slug,
    backer: backer.id,
    backerNumber: 1,
    shipment: await one(`select id from shipment where project_id = ${project.id} limit 1`),
    planned,
    cancelable,
    completed,
    fresh,
    reward: await one(`select id from digital_reward where project_id = ${project.id}`),
    code: await one(`select id from digital_code where project_id = ${project.id}`),
    failed:
      await one(`insert into operation (creator_id, project_id, kind, status, actor_kind, actor_name, settled_at)
      values (${creator}, ${project.id}, 'TRACKING_UPLOAD', 'FAILED', 'USER', 'Somebody', now()) returning id`),
    notification: await one(`
      insert into notification (creator_id, project_id, backer_id, kind, status, email, message_id)
      values (${creator}, ${project.id}, ${backer.id}, 'TRACKING', 'FAILED', 'b1@example.org', 'world.${creator}') returning id`),
    mailboxMail: await one(`
      insert into mailbox_mail (creator_id, project_id, message_id, sender, recipient, subject, text, html)
      values (${creator}, ${project.id}, 'm', 'a@example.org', 'b1@example.org', 'Hello', ${sealed}, ${sealed}) returning id`),
    segment: (kept.segment as { id: string }).id,
    ...(await inboxOf(server, creator, call)),
    exception: await exceptionOf(server, project.id, 'FAILED', 'null'),
    exceptionEnded: await exceptionOf(server, project.id, 'RETURNED', "'DONE'"),
    ...hired,
    ...(await postageOf(server, creator, project.id, backer.id)),
    webhookEndpoint: (endpoint.endpoint as { id: string }).id,
    webhookDelivery: await one(`
      with event as (insert into webhook_event (creator_id, type, data) values (${creator}, 'import.completed', '{}') returning id)
      insert into webhook_delivery (creator_id, endpoint_id, event_id, status)
      select ${creator}, ${(endpoint.endpoint as { id: string }).id}, id, 'FAILED' from event returning id`),
    member: await one(`select id from member where creator_id = ${creator} and role = 'VIEWER'`),
    invitation: open.id,
    invitationToken: open.token,
    token: (token.token as { id: string }).id,
  };
}

/** What buying labels leaves behind. */
async function postageOf(server: TestServer, creator: string, project: string, backer: string) {
  const one = async (sql: string) => String((await server.asOwner(sql))[0]?.id);
  await server.asOwner(`update order_item set sku = 'GAME' where project_id = ${project} and name = 'Game'`);
  const labelPurchase = await one(`
    insert into operation (creator_id, project_id, kind, status, actor_kind, actor_name, options)
    values (${creator}, ${project}, 'LABEL_PURCHASE', 'PLANNED', 'USER', 'Somebody', '{"target": {"everyone": true}}') returning id`);
  return {
    labelPurchase,
    preset: await one(`
      insert into parcel_preset (creator_id, project_id, name, length_mm, width_mm, height_mm, weight_g)
      values (${creator}, ${project}, 'Box', 300, 200, 80, 900) returning id`),
    label: await one(`
      insert into label (creator_id, project_id, backer_id, operation_id, reference, status, provider, provider_shipment_id)
      values (${creator}, ${project}, ${backer}, ${labelPurchase}, 'wb-${creator}', 'BOUGHT', 'SIMULATOR', 'shp_${creator}') returning id`),
  };
}

/** A connection, and a delivery that nobody could read. */
async function inboxOf(
  server: TestServer,
  creator: string,
  call: (document: string, variables: object) => Promise<Record<string, unknown>>,
): Promise<{ vendorConnection: string; inboxDelivery: string }> {
  const made = await call(
    `mutation($id: ID!) { vendorConnectionCreate(creatorId: $id, input: { vendor: EASYPOST, name: "x", secret: "a secret" }) {
      connection { id } userErrors { message } } }`,
    { id: creator },
  );
  const vendorConnection = (made.connection as { id: string }).id;
  const [row] = await server.asOwner(`
    insert into inbox_delivery (creator_id, connection_id, vendor, dedupe_key, headers, body, status)
    values (${creator}, ${vendorConnection}, 'EASYPOST', 'x', '{}', 'x', 'FAILED') returning id::text`);
  return { vendorConnection, inboxDelivery: String(row?.id) };
}

/** An exception of one of the project's parcels, open unless it ended somehow. */
async function exceptionOf(
  server: TestServer,
  project: string,
  kind: string,
  resolution: string,
): Promise<string> {
  const [row] = await server.asOwner(`
    insert into parcel_exception (creator_id, project_id, backer_id, shipment_id, kind, since, resolution, resolved_at)
    select creator_id, project_id, backer_id, id, '${kind}', now(), ${resolution}, case when ${resolution} is not null then now() end
    from shipment where project_id = ${project} order by id limit 1 returning id::text`);
  return String(row?.id);
}

async function addBackers(server: TestServer, creator: string, project: string): Promise<{ id: string }[]> {
  const ids = await server.asOwner(`
    insert into backer (creator_id, project_id, number, name, email, email_key, country)
    select ${creator}, ${project}, i, 'Backer ' || i, 'b' || i || '@example.org', 'b' || i || '@example.org', 'US'
    from generate_series(1, 6) i returning id::text as id`);
  await server.asOwner(`
    insert into orders (backer_id, creator_id, project_id, status)
    select id, creator_id, project_id, 'READY_TO_FULFILL' from backer where project_id = ${project}`);
  await server.asOwner(`
    insert into order_item (backer_id, no, creator_id, project_id, name, quantity)
    select id, 1, creator_id, project_id, 'Game', 1 from backer where project_id = ${project}`);
  return ids as { id: string }[];
}

type Call = (document: string, variables?: object, as?: As) => Promise<Record<string, unknown>>;

/** Backers 4, 5 and 6 are with a partner: asked, rejected, and shipped in part. */
async function hirePartners(server: TestServer, call: Call, creator: string, project: string) {
  const one = async (sql: string) => String((await server.asOwner(sql))[0]?.id);
  const hire = async (name: string) => {
    const made = await call(
      'mutation($id: ID!, $name: String!) { partnerCreate(projectId: $id, input: { name: $name }) { partner { id } userErrors { message } } }',
      { id: project, name },
    );
    const { id } = made.partner as { id: string };
    const token = await call(
      'mutation($id: ID!) { partnerTokenCreate(partnerId: $id, input: { name: "t" }) { secret userErrors { message } } }',
      { id },
    );
    return { id, token: { token: token.secret as string } };
  };
  const [partner, rival] = [await hire('Packers'), await hire('Rivals')];
  await server.asOwner(
    `update backer set line1 = 'Quay 1', city = 'Galway' where project_id = ${project} and number > 3;
     insert into order_item (backer_id, no, creator_id, project_id, name, quantity)
       select id, 2, creator_id, project_id, 'Map', 1 from backer where project_id = ${project} and number = 6`,
  );
  await call(
    `mutation($id: ID!, $partner: ID!) { partnerPush(projectId: $id, input: {
      partnerId: $partner, target: { backerNumbers: [4, 5, 6] }, autoApply: true }) { operation { id } userErrors { message } } }`,
    { id: project, partner: partner.id },
  );
  await server.runJobs();
  const requestOf = (number: number) =>
    one(
      `select r.id from fulfillment_request r join backer b on b.id = r.backer_id where r.project_id = ${project} and b.number = ${number}`,
    );
  const [request, rejected, shipped] = [await requestOf(4), await requestOf(5), await requestOf(6)];
  await call(
    'mutation($ids: [ID!]!) { fulfillmentRequestReject(input: { ids: $ids, reason: "Broken" }) { requests { id } userErrors { message } } }',
    { ids: [rejected] },
    partner.token,
  );
  const reported = await call(
    `mutation($id: ID!, $request: ID!) { shipmentsRecord(projectId: $id, input: {
      rows: [{ requestId: $request, trackingNumber: "PARTNERS-1", items: [{ no: 1, quantity: 1 }] }] }) { operation { id } userErrors { message } } }`,
    { id: project, request: shipped },
    partner.token,
  );
  await server.runJobs();
  const shipbob = await one(`
    insert into vendor_connection (creator_id, vendor, name, key_hash, key_sealed, api_key_sealed)
    values (${creator}, 'SHIPBOB', 'ShipBob', sha256('${creator}'), '\\x00', '\\x00') returning id`);
  return {
    partner: partner.id,
    partnerToken: partner.token,
    rival: rival.id,
    rivalToken: rival.token,
    request,
    rejected,
    report: (reported.operation as { id: string }).id,
    shipbob,
    vendorPartner: await one(`
      insert into partner (creator_id, project_id, name, vendor, connection_id)
      values (${creator}, ${project}, 'ShipBob', 'SHIPBOB', ${shipbob}) returning id`),
  };
}

/** A digest of every row that belongs to a creator, by table: equal digests, nothing was touched. */
export async function digestOf(server: TestServer, creator: string): Promise<Record<string, unknown>> {
  const tables = await server.asOwner(`
    select c.relname as name from pg_class c
    join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'creator_id' and not a.attisdropped
    where c.relkind in ('r', 'p') order by 1`);
  const digests = tables.map(
    ({ name }) =>
      `(select md5(string_agg(t::text, '|' order by t::text)) from ${String(name)} t where creator_id = ${creator}) as "${String(name)}"`,
  );
  const [row] = await server.asOwner(`select ${digests.join(', ')}`);
  return row ?? {};
}
