import { afterAll, beforeAll, expect, it } from 'vitest';
import { OperationCancel } from '@waybill/schema/operations';
import { startTestServer, type Person, type TestServer } from '../../test/test-server.ts';
import { addBackers, apply, csv, emptyProject, rows, undo, upload, usps } from './operations.fixture.ts';
import { OUTCOMES } from './outcomes.ts';
import { standingMeaning } from './outcomes-past.ts';

let server: TestServer;
let person: Person;
beforeAll(async () => {
  server = await startTestServer();
  person = await server.signUp();
});
afterAll(() => server[Symbol.asyncDispose]());

const STARTED = '2026-11-21T10:00:00Z';

it.each(Object.keys(OUTCOMES).filter((code) => OUTCOMES[code as keyof typeof OUTCOMES].severity === 'OK'))(
  '%s says what was done, once it was',
  (code) => {
    const planned = standingMeaning(code, { status: 'PLANNED', startedAt: null });
    const done = standingMeaning(code, { status: 'COMPLETED', startedAt: STARTED });
    expect(done.title).not.toBe(planned.title);
    expect(`${done.title}. ${done.help}`).not.toMatch(/\bwill\b/i);
    expect(standingMeaning(code, { status: 'RUNNING', startedAt: STARTED })).toEqual(planned);
    expect(standingMeaning(code, { status: 'UNDONE', startedAt: STARTED }).title).toMatch(/, then undone$/);
    expect(standingMeaning(code, { status: 'CANCELED', startedAt: null }).title).toMatch(/^Not /);
  },
);

/** The last three columns of every row: result, code, message. */
async function report(url: string): Promise<string[][]> {
  const text = await (await server.fetch(url, {}, person)).text();
  return text
    .trimEnd()
    .split('\r\n')
    .slice(1)
    .map((line) => /,([^,]*),([A-Z_]+),"?(.*?)"?$/.exec(line)?.slice(1) ?? []);
}

it('says in the report and beside the rows whether it was done, undone or never came to it', async () => {
  const project = await emptyProject(server, person);
  await addBackers(server, person, project, [{}, { hold: 'Wait' }]);
  const file = csv('Pledge ID,Tracking Number', ['P1', usps(1)], ['P2', usps(2)]);

  const planned = await upload(server, person, project, file);
  expect((await report(planned.reportUrl))[0]?.[2]).toMatch(/^Will be marked Fulfilled\./);
  const done = await apply(server, person, planned.id);
  expect(done.outcomes[0]).toMatchObject({ code: 'MATCHED', title: 'Marked Fulfilled' });
  expect((await rows(server, person, done.id))[0]?.message).toMatch(/^Marked Fulfilled\. .* was added\.$/);
  expect((await report(done.reportUrl)).map(([result]) => result)).toEqual(['ok', 'skipped']);
  expect((await report(done.reportUrl))[0]?.[2]).toMatch(/^Marked Fulfilled\./);

  const undone = await undo(server, person, done.id);
  expect(undone.outcomes[0]).toMatchObject({ code: 'MATCHED', title: 'Marked Fulfilled, then undone' });
  expect(await report(undone.reportUrl)).toMatchObject([
    ['undone', 'MATCHED', expect.stringMatching(/^Marked Fulfilled, then undone\./)],
    ['skipped', 'ON_HOLD', expect.anything()],
  ]);

  const dropped = await upload(server, person, project, file);
  const { operationCancel } = await server.query(OperationCancel, { id: dropped.id }, person);
  expect(operationCancel.operation).toMatchObject({
    summary: { sentence: 'Discarded before anything changed' },
    outcomes: [{ title: 'Not marked Fulfilled' }, { code: 'ON_HOLD' }],
  });
  expect(await report(dropped.reportUrl)).toMatchObject([
    ['not applied', 'MATCHED', expect.stringMatching(/^Not marked Fulfilled\./)],
    ['skipped', 'ON_HOLD', expect.anything()],
  ]);
});
