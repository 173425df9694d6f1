import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { SignOut } from '@waybill/schema/access';
import { BackersChanged } from '@waybill/schema/backers';
import { OperationUpdated } from '@waybill/schema/operations';
import { ProjectProgressUpdated, ProjectStatusChanged } from '@waybill/schema/projects';
import { print } from 'graphql';
import { startTestServer, type Person, type TestServer } from '../../test/test-server.ts';
import { CloseCode } from './close-code.ts';
import { init, openPeer } from './live.harness.ts';

/** As the owner, behind the wall: stands for whatever writes orders. */
async function sql<Row extends pg.QueryResultRow>(server: TestServer, text: string, values: unknown[] = []) {
  const client = new pg.Client({ connectionString: server.db.adminUrl });
  await client.connect();
  try {
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end();
  }
}

/** A project with orders ready to ship; returns the backers' ids. */
async function makeProject(server: TestServer, person: Person, orders: number) {
  const [project] = await sql<{ id: string }>(
    server,
    `insert into project (creator_id, slug, title) values ($1, 'p' || (select count(*) from project), 'Dice Tower')
     returning id::text`,
    [person.creatorId],
  );
  const projectId = project?.id ?? '';
  const rows = await sql<{ id: string }>(
    server,
    `with b as (insert into backer (creator_id, project_id, number, name)
                select $1, $2, n, 'Backer ' || n from generate_series(1, $3::int) n returning id)
     insert into orders (backer_id, creator_id, project_id, status)
     select id, $1, $2, 'READY_TO_FULFILL' from b returning backer_id::text as id`,
    [person.creatorId, projectId, orders],
  );
  return { projectId, backerIds: rows.map(({ id }) => id) };
}

function fulfill(server: TestServer, backerIds: string[]) {
  return sql(
    server,
    `update orders set status = 'FULFILLED', fulfilled_at = now() where backer_id = any ($1)`,
    [backerIds],
  );
}

async function next<T>(values: AsyncIterator<T>): Promise<T> {
  const result = await values.next();
  if (result.done) throw new Error('The subscription ended.');
  return result.value;
}

/** What a subscription is refused with, as graphql-ws hands it over: a list of errors. */
function refusal(values: AsyncIterator<unknown>): Promise<string> {
  return next(values).then(
    () => 'let in',
    (errors: unknown) => JSON.stringify(errors),
  );
}

/** Reads on until a value satisfies the condition: values in between may or may not be coalesced. */
async function until<T>(values: AsyncIterator<T>, condition: (value: T) => boolean): Promise<T> {
  for (;;) {
    const value = await next(values);
    if (condition(value)) return value;
  }
}

describe('what the product subscribes to', () => {
  test('a project’s numbers arrive at once, and again when orders change behind everybody’s back', async () => {
    await using server = await startTestServer();
    const ada = await server.signUp();
    const { projectId, backerIds } = await makeProject(server, ada, 10);
    const values = server.subscribe(ProjectProgressUpdated, { projectId }, ada);
    expect((await next(values)).projectProgressUpdated).toMatchObject({
      projectId,
      orders: 10,
      fulfilled: 0,
    });
    await fulfill(server, backerIds.slice(0, 6));
    const { projectProgressUpdated } = await until(
      values,
      (value) => value.projectProgressUpdated.fulfilled === 6,
    );
    expect(projectProgressUpdated).toMatchObject({ status: 'FULFILLED', untilFulfilled: 0 });
  });

  test('crossing the line is told, by project and by creator', async () => {
    await using server = await startTestServer();
    const ada = await server.signUp();
    const one = await makeProject(server, ada, 3);
    const two = await makeProject(server, ada, 0);
    const ofProject = server.subscribe(ProjectStatusChanged, { projectId: one.projectId }, ada);
    const ofCreator = server.subscribe(ProjectStatusChanged, { creatorId: ada.creatorId }, ada);
    expect((await next(ofProject)).projectStatusChanged.status).toBe('IN_PRODUCTION');
    const atFirst = [await next(ofCreator), await next(ofCreator)].map(
      (value) => value.projectStatusChanged.id,
    );
    expect(new Set(atFirst)).toEqual(new Set([one.projectId, two.projectId]));
    await fulfill(server, one.backerIds);
    await until(ofProject, (value) => value.projectStatusChanged.status === 'FULFILLED');
    const told = await until(ofCreator, (value) => value.projectStatusChanged.status === 'FULFILLED');
    expect(told.projectStatusChanged.id).toBe(one.projectId);
    await sql(server, `update project set title = 'Dice Tower 2' where id = $1`, [one.projectId]);
    await until(ofCreator, (value) => value.projectStatusChanged.title === 'Dice Tower 2');
  });

  test('changed backers are named, or "many"', async () => {
    await using server = await startTestServer();
    const ada = await server.signUp();
    const { projectId, backerIds } = await makeProject(server, ada, 100);
    const values = server.subscribe(BackersChanged, { projectId }, ada);
    expect((await next(values)).backersChanged).toMatchObject({ projectId, backerIds: null });
    await fulfill(server, backerIds.slice(0, 1));
    const named = await until(values, (value) => value.backersChanged.backerIds !== null);
    expect(named.backersChanged.backerIds).toEqual(backerIds.slice(0, 1));
    await fulfill(server, backerIds);
    await until(values, (value) => value.backersChanged.backerIds === null);
  });

  test('an operation is followed from the first change to the last', async () => {
    await using server = await startTestServer();
    const ada = await server.signUp();
    const { projectId } = await makeProject(server, ada, 1);
    const [operation] = await sql<{ id: string }>(
      server,
      `insert into operation (creator_id, project_id, kind, status, actor_kind, actor_name)
       values ($1, $2, 'TRACKING_UPLOAD', 'CREATED', 'SYSTEM', 'Test') returning id::text`,
      [ada.creatorId, projectId],
    );
    const id = operation?.id ?? '';
    const values = server.subscribe(OperationUpdated, { id }, ada);
    const first = await next(values);
    expect(first.operationUpdated).toMatchObject({ id, status: 'CREATED' });
    await sql(server, `update operation set status = 'CANCELED', settled_at = now() where id = $1`, [id]);
    const last = await until(values, (value) => value.operationUpdated.status === 'CANCELED');
    expect(BigInt(last.operationUpdated.version)).toBeGreaterThan(BigInt(first.operationUpdated.version));
  });

  test('neither or both of projectId and creatorId is refused with the reason', async () => {
    await using server = await startTestServer();
    const ada = await server.signUp();
    for (const variables of [{}, { projectId: '1', creatorId: ada.creatorId }]) {
      expect(await refusal(server.subscribe(ProjectStatusChanged, variables, ada))).toMatch(
        'Name either creatorId or projectId.',
      );
    }
  });
});

describe('who may', () => {
  test.each([
    ['progress', (id: string) => [ProjectProgressUpdated, { projectId: id }] as const],
    ['status', (id: string) => [ProjectStatusChanged, { projectId: id }] as const],
    ['status of a creator', (id: string) => [ProjectStatusChanged, { creatorId: id }] as const],
    ['backers', (id: string) => [BackersChanged, { projectId: id }] as const],
    ['operation', (id: string) => [OperationUpdated, { id }] as const],
  ])('%s: what is another creator’s is answered like what never was', async (_, ask) => {
    await using server = await startTestServer();
    const [ada, bob] = [await server.signUp('Ada'), await server.signUp('Bob')];
    // Whichever table the id is of, this one is bob's there: a creator, a project and an operation.
    const { projectId } = await makeProject(server, bob, 1);
    await sql(
      server,
      `insert into operation (id, creator_id, project_id, kind, status, actor_kind, actor_name)
       overriding system value values ($1, $2, $3, 'TRACKING_UPLOAD', 'CREATED', 'SYSTEM', 'Test')`,
      [bob.creatorId, bob.creatorId, projectId],
    );
    const theirs = _ === 'status of a creator' || _ === 'operation' ? bob.creatorId : projectId;
    const answers = await Promise.all(
      [theirs, '999999999', 'no id at all'].map(async (id) => {
        const [document, variables] = ask(id);
        return refusal(server.subscribe(print(document), variables, ada));
      }),
    );
    expect(answers[0]).toMatch(/NOT_FOUND/);
    expect(new Set(answers).size).toBe(1);
  });

  test('a token without the scope is told which it needs', async () => {
    await using server = await startTestServer();
    const ada = await server.signUp();
    const { projectId } = await makeProject(server, ada, 1);
    const token = await server.token(ada, 'PROJECTS_WRITE');
    expect(await refusal(server.subscribe(BackersChanged, { projectId }, token))).toMatch(
      'This needs a token with the scope BACKERS_READ.',
    );
    expect(await next(server.subscribe(ProjectProgressUpdated, { projectId }, token))).toBeTruthy();
  });

  test.each([
    ['signing out', (server: TestServer, ada: Person) => server.query(SignOut, {}, ada)],
    [
      'losing the membership',
      (server: TestServer, ada: Person) =>
        sql(server, 'delete from member where creator_id = $1', [ada.creatorId]),
    ],
  ])('%s closes the socket, and no value follows', async (_, end) => {
    await using server = await startTestServer();
    const ada = await server.signUp();
    const { projectId, backerIds } = await makeProject(server, ada, 2);
    const peer = await openPeer(`${server.url.replace('http', 'ws')}/graphql`, {
      headers: { cookie: ada.cookie, origin: server.url },
    });
    await init(peer);
    peer.subscribe('a', print(ProjectProgressUpdated), { projectId });
    await peer.until((heard) => heard.some(({ type }) => type === 'next'));
    const heard = peer.heard.length;
    await end(server, ada);
    expect((await peer.closed).code).toBe(CloseCode.Forbidden);
    await fulfill(server, backerIds);
    expect(peer.heard.length).toBe(heard);
  });

  test('a revoked token closes the script’s socket and nobody else’s', async () => {
    await using server = await startTestServer();
    const ada = await server.signUp();
    const { projectId, backerIds } = await makeProject(server, ada, 2);
    const token = await server.token(ada, 'OPERATIONS_READ');
    const script = server.subscribe(ProjectProgressUpdated, { projectId }, token);
    const page = server.subscribe(ProjectProgressUpdated, { projectId }, ada);
    await Promise.all([next(script), next(page)]);
    await sql(server, 'update api_token set revoked_at = now()');
    await expect(next(script)).rejects.toMatchObject({ code: CloseCode.Forbidden });
    await fulfill(server, backerIds);
    await until(page, (value) => value.projectProgressUpdated.fulfilled === 2);
  });
});

test('when the connection that listens is cut, everybody gets what was missed', async () => {
  await using server = await startTestServer();
  const ada = await server.signUp();
  const { projectId } = await makeProject(server, ada, 4);
  const progress = server.subscribe(ProjectProgressUpdated, { projectId }, ada);
  const backers = server.subscribe(BackersChanged, { projectId }, ada);
  await Promise.all([next(progress), next(backers)]);
  // A change whose hint reaches nobody: the counts alone, past the triggers that send it.
  await sql(server, 'update project_progress set eligible_fulfilled = 4, version = version + 1');
  const ended = await sql(
    server,
    `select pg_terminate_backend(pid) from pg_stat_activity
     where application_name = 'waybill events' and datname = current_database()`,
  );
  expect(ended.length).toBe(1);
  expect((await next(backers)).backersChanged.backerIds).toBe(null);
  await until(progress, (value) => value.projectProgressUpdated.fulfilled === 4);
});
