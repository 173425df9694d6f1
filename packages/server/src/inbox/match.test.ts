import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { InboxDeliveries } from '@waybill/schema/inbox';
import {
  silentLog,
  silentWorkerLog,
  startTestServer,
  type Person,
  type TestServer,
} from '../../test/test-server.ts';
import { runJobs } from '../lib/jobs.ts';
import { loadSecret } from '../lib/secret.ts';
import { addBackers, emptyProject } from '../operations/operations.fixture.ts';
import { addParcels } from '../shipments/absorb.fixture.ts';
import { connect, post, work } from './inbox.fixture.ts';
import { inboxTasks } from './inbox.task.ts';
import { easypostEvent, SECRET, signed } from './signing.fixture.ts';

let server: TestServer;
let person: Person;
let project: string;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  person = await server.signUp();
  project = await emptyProject(server, person);
});

const NUMBERS = [0, 1, 2, 3, 4].map((last) => `940011189922319742849${last}`);

/** A delivery for each of the numbers, none of which a parcel has. */
async function news(numbers: readonly string[]) {
  const easypost = await connect(server, person, { vendor: 'EASYPOST', secret: SECRET });
  for (const number of numbers) {
    const body = easypostEvent(number, [{ status: 'in_transit', hours: -3 }]);
    await post(server, easypost, body, signed.easypost(body));
  }
  await work(server, person);
}

async function ship(numbers: readonly string[], carrier: string) {
  const pledges = numbers.map((number, index) => ({ number, pledgeId: `P${index}` }));
  await addBackers(
    server,
    person,
    project,
    pledges.map(({ pledgeId }) => ({ pledgeId })),
  );
  await addParcels(
    server,
    person,
    project,
    pledges.map((pledge) => ({ ...pledge, carrier })),
  );
}

/** Runs the inbox’s jobs, each of which puts back so many at most. */
function runAtMost(most: number) {
  const log = silentLog();
  const secret = loadSecret(undefined, server.dataDir);
  const tasks = inboxTasks({ db: server.db, secret, vendorOrigins: [], log, stopping: () => false }, most);
  return runJobs(server.db.engine, tasks, silentWorkerLog());
}

async function inbox() {
  const { creator } = await server.query(InboxDeliveries, { slug: person.creatorSlug, first: 50 }, person);
  return creator!.inboxDeliveries.nodes.map(({ status, attempts }) => ({ status, attempts }));
}

describe('parcels that come after the news of them', () => {
  it('have all of it taken in, however many a pass puts back', async () => {
    await news(NUMBERS);
    expect(await inbox()).toEqual(NUMBERS.map(() => ({ status: 'UNMATCHED', attempts: 1 })));
    await ship(NUMBERS, 'usps');
    await runAtMost(2);
    expect(await inbox()).toEqual(NUMBERS.map(() => ({ status: 'DONE', attempts: 2 })));
  });

  it('of another carrier have it looked at once, and not by every pass', async () => {
    await news(NUMBERS);
    await ship(NUMBERS, 'ups');
    await runAtMost(2);
    expect(await inbox()).toEqual(NUMBERS.map(() => ({ status: 'UNMATCHED', attempts: 2 })));
  });
});
