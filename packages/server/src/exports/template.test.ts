import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BackerReportFrame } from '@waybill/schema/backers';
import { startTestServer, type As, type Person, type TestServer } from '../../test/test-server.ts';
import { projectOf } from '../backers/backers.fixture.ts';
import { addBackers, emptyProject, upload, type TestBacker } from '../operations/operations.fixture.ts';
import { detectLayout } from '../table-files/layout.ts';
import { openTable } from '../table-files/open-table.ts';
import { detectWorkbookLayout } from '../table-files/workbook-layout.ts';

/** Whatever people put into names and keys, and what spreadsheets make of it. */
const HARD: TestBacker[] = [
  { number: 1, pledgeId: '=1+1', name: `=cmd|' /C calc'!A0`, email: '+tag@example.org' },
  { number: 2, pledgeId: '-12', name: `'=already`, email: 'two@example.org' },
  { number: 3, pledgeId: `'@A`, name: 'Line\nbreak\r\nand\ttab', email: 'three@example.org' },
  {
    number: 4,
    pledgeId: '123456789012345678901',
    name: 'O"Neil, "Bob"; Søren 田中 🎲',
    email: 'four@example.org',
  },
  { number: 5, pledgeId: 'A_X0041_B', name: '<b>&amp;</b> _x000D_ ]]>', email: 'five@example.org' },
  {
    number: null,
    pledgeId: 'P6',
    name: 'Control \u0001\u0002\u000b and \ufffe \uffff',
    email: 'six@example.org',
  },
  { number: 7, pledgeId: null, name: '', email: 'seven@example.org' },
  { number: 8, pledgeId: '＝8', name: '\\. \\N $1 %s', email: 'eight@example.org' },
];

let server: TestServer;
let ada: Person;
let folder: string;

beforeAll(async () => {
  server = await startTestServer();
  ada = await server.signUp();
  folder = mkdtempSync(join(tmpdir(), 'template-test-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await server[Symbol.asyncDispose]();
});

const encode = (target: unknown) => Buffer.from(JSON.stringify(target)).toString('base64url');

async function get(project: string, format?: string, target?: unknown, as: As = ada): Promise<Response> {
  const { project: info } = await server.query(BackerReportFrame, { projectId: project }, ada);
  const query = new URLSearchParams({
    ...(format && { format }),
    ...(target !== undefined && { target: encode(target) }),
  });
  return server.fetch(`${info?.templateUrl}?${query.toString()}`, {}, as);
}

async function bytesOf(project: string, format: string, target?: unknown): Promise<Buffer> {
  const response = await get(project, format, target);
  expect(response.status).toBe(200);
  return Buffer.from(await response.arrayBuffer());
}

/** Header and rows as the upload reads them. */
async function readBack(bytes: Buffer, format: string): Promise<string[][]> {
  const path = join(folder, `back.${format}`);
  writeFileSync(path, bytes);
  const result = format === 'csv' ? detectLayout(bytes) : await detectWorkbookLayout(path);
  if (result.kind !== 'layout') throw new Error(JSON.stringify(result));
  const rows = [result.layout.columns.map(({ header }) => header)];
  for await (const batch of openTable({ path }, result.layout))
    rows.push(...batch.rows.map((row) => [...row]));
  return rows;
}

/** What the packers do: a number in the first empty column of each row. */
function fill(bytes: Buffer, format: string): Uint8Array<ArrayBuffer> {
  let next = 0;
  const number = () => `0${String((next += 1)).padStart(3, '0')}00000000000000001`;
  if (format === 'csv')
    return new Uint8Array(
      Buffer.from(bytes.toString().replace(/,,,(\r?\n)/g, (_, end: string) => `,${number()},,${end}`)),
    );
  const parts = unzipSync(bytes);
  const sheet = strFromU8(parts['xl/worksheets/sheet1.xml'] as Uint8Array);
  parts['xl/worksheets/sheet1.xml'] = strToU8(
    sheet.replace(
      /<c r="(M\d+)" s="1"\/>/g,
      (_, place: string) => `<c r="${place}" s="1" t="inlineStr"><is><t>${number()}</t></is></c>`,
    ),
  );
  return new Uint8Array(zipSync(parts));
}

it('lists thousands of pasted keys, which no address has room for, by POST', async () => {
  const project = await projectOf(server, ada, 6000, 'Moon pasted');
  const { project: info } = await server.query(BackerReportFrame, { projectId: project }, ada);
  const tree = {
    field: 'pledgeId',
    operator: 'ANY_OF',
    value: Array.from({ length: 5000 }, (_, index) => `P${index + 501}`),
  };
  const post = (body: string, as: As = ada, format = 'csv') =>
    server.fetch(`${info?.templateUrl}?format=${format}`, { method: 'POST', body }, as);
  expect((await get(project, 'csv', { tree })).status).toBe(431);
  for (const format of ['csv', 'xlsx']) {
    const response = await post(JSON.stringify({ tree }), ada, format);
    expect(response.status).toBe(200);
    const [header, ...rows] = await readBack(Buffer.from(await response.arrayBuffer()), format);
    const at = header?.indexOf('Pledge ID') ?? -1;
    expect(rows.map((row) => row[at]).sort()).toEqual(tree.value.toSorted());
  }
  // By the same rules as in an address; without a body, everyone there is something to pack for.
  const everyone = await post('');
  expect(everyone.status).toBe(200);
  await everyone.body?.cancel();
  expect(await (await post('{"tree":')).json()).toMatchObject({ code: 'INVALID' });
  expect((await post(`"${'x'.repeat(5 * 1024 * 1024)}"`)).status).toBe(400);
  expect((await post(JSON.stringify({ tree }), null)).status).toBe(401);
  expect((await post(JSON.stringify({ tree }), await server.signUp('Eve'))).status).toBe(404);
  expect((await post(JSON.stringify({ tree }), await server.token(ada, 'OPERATIONS_READ'))).status).toBe(403);
});

describe.each(['csv', 'xlsx'])('the template as %s', (format) => {
  it('lists everyone who is to be packed for with name, address and items, and is named after project and day', async () => {
    const project = await projectOf(server, ada, 120, `Moon ${format}`);
    const response = await get(project, format);
    expect(response.headers.get('content-disposition')).toMatch(
      new RegExp(
        `^attachment; filename="moon-${format}-tracking-template-\\d{4}-\\d\\d-\\d\\d\\.${format}"$`,
      ),
    );
    const [header, ...rows] = await readBack(Buffer.from(await response.arrayBuffer()), format);
    expect(header).toEqual([
      'Pledge ID',
      'Backer Number',
      'Name',
      'Email',
      'Address Line 1',
      'Address Line 2',
      'City',
      'State',
      'Postal Code',
      'Phone',
      'Country',
      'Items',
      'Tracking Number',
      'Carrier',
      'Tracking URL',
    ]);
    // On hold is every fortieth and four, owed digital items alone every thirteenth.
    const ready = Array.from({ length: 120 }, (_, i) => i + 1).filter(
      (i) => i % 10 > 1 && i % 100 !== 2 && i % 40 !== 4 && i % 13 > 0,
    );
    expect(rows.map(([pledgeId]) => pledgeId)).toEqual(ready.map((i) => `P${i}`));
    expect(rows.find(([pledgeId]) => pledgeId === 'P12')).toEqual([
      'P12',
      '12',
      'Backer 000084',
      'b12@example.org',
      '12 Main Street',
      '',
      'Town',
      '',
      '012',
      '',
      'USA',
      '2× Core Box; 1× Dice; red',
      '',
      '',
      '',
    ]);
  });

  it.each<[string, unknown, (i: number) => boolean]>([
    ['everyone but one', { everyone: true, except: ['ID:5'] }, (i) => i !== 5],
    ['backers by id', { backerIds: ['ID:3', 'ID:9', '999999'] }, (i) => i === 3 || i === 9],
    ['backers by number', { backerNumbers: [3, 14, 15] }, (i) => i === 3 || i === 15],
    [
      'a filter',
      { filter: { country: ['DE'], bucket: ['START_SHIPPING'] } },
      (i) => i % 5 === 1 && i % 10 > 1,
    ],
    ['a bucket, those on hold too', { filter: { bucket: ['START_SHIPPING'] } }, (i) => i % 10 > 1 && i !== 2],
    ['a search', { search: 'P1', filter: {} }, (i) => String(i).startsWith('1')],
    ['nobody', { filter: { ids: [] } }, () => false],
  ])('holds %s', async (_, target, matches) => {
    const project = await projectOf(server, ada, 20, `Targets ${format}`);
    const ids = new Map(
      (
        await server.asOwner(`select id, substr(pledge_id, 2) as i from backer where project_id = ${project}`)
      ).map(({ id, i }) => [String(i), String(id)]),
    );
    const named = JSON.parse(
      JSON.stringify(target).replace(/ID:(\d+)/g, (_match, i: string) => ids.get(i) ?? ''),
    ) as unknown;
    const bytes = await bytesOf(project, format, named);
    if (format === 'csv') {
      const found = bytes
        .toString()
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => Number(line.split(',')[0]?.slice(1)));
      expect(found).toEqual(Array.from({ length: 20 }, (_zero, i) => i + 1).filter(matches));
    } else {
      const sheet = strFromU8(unzipSync(bytes)['xl/worksheets/sheet1.xml'] as Uint8Array);
      expect(sheet.match(/<row /g)).toHaveLength(
        1 + Array.from({ length: 20 }, (_zero, i) => i + 1).filter(matches).length,
      );
    }
  });

  it('comes back exactly: every row finds its backer, nothing is run, and no number is damaged', async () => {
    const project = await emptyProject(server, ada, `Hard ${format}`);
    await addBackers(server, ada, project, HARD);
    const bytes = await bytesOf(project, format);
    const file = fill(bytes, format);
    const planned = await upload(server, ada, project, file);
    expect(planned.file?.columns.map(({ field }) => field)).toEqual(
      expect.arrayContaining([
        'pledgeId',
        'backerNumber',
        'name',
        'email',
        'trackingNumber',
        'carrier',
        'trackingUrl',
      ]),
    );
    expect(planned.outcomes.map(({ code, count }) => `${code} ${count}`)).toEqual([`MATCHED ${HARD.length}`]);
    const done = await upload(server, ada, project, file, { autoApply: true });
    expect(done.status).toBe('COMPLETED');
    const parcels = await server.asOwner(
      `select b.email, s.tracking_number from shipment s join backer b on b.id = s.backer_id where b.project_id = ${project} order by b.id`,
    );
    expect(parcels).toEqual(
      HARD.map(({ email }, index) => ({ email, tracking_number: `000${index + 1}00000000000000001` })),
    );
    const [, ...rows] = await readBack(bytes, format);
    for (const cell of rows.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r＝＋－＠]/);
  });
});

describe('the workbook', () => {
  it('holds text only, in the empty columns too', async () => {
    const project = await emptyProject(server, ada, 'Text');
    await addBackers(server, ada, project, HARD);
    const parts = unzipSync(await bytesOf(project, 'xlsx'));
    const sheet = strFromU8(parts['xl/worksheets/sheet1.xml'] as Uint8Array);

    expect(sheet).not.toMatch(/[\u0000-\u0009\u000b-\u001f\ufffe\uffff]/);
    expect(sheet).not.toContain('<v>');
    expect(sheet.match(/<row /g)).toHaveLength(HARD.length + 1);
    expect(sheet.match(/<c r="[A-O]\d+" s="1"/g)).toHaveLength(HARD.length * 15);
    expect(sheet.match(/<col [^>]*style="1"/g)).toHaveLength(15);
    expect(strFromU8(parts['xl/styles.xml'] as Uint8Array)).toContain('<xf numFmtId="49"');
  });
});

describe('the route', () => {
  let project: string;
  beforeAll(async () => {
    project = await projectOf(server, ada, 10, 'Route');
  });

  it.each<[string, string, number, RegExp]>([
    ['another format', 'format=pdf', 400, /csv or xlsx/],
    ['a target that is no JSON', 'target=AAAA', 400, /no JSON/],
    ['an unknown status', `target=${encode({ filter: { status: ['GONE'] } })}`, 400, /filter\.status.*GONE/],
    [
      'two ways to name backers',
      `target=${encode({ everyone: true, backerNumbers: [1] })}`,
      400,
      /exactly one way/,
    ],
    ['a field there is not', `target=${encode({ all: true })}`, 400, /all/],
  ])('refuses %s', async (_, query, status, words) => {
    const response = await server.fetch(`/api/projects/${project}/template?${query}`, {}, ada);
    expect([response.status, await response.json()]).toEqual([
      status,
      { code: 'INVALID', message: expect.stringMatching(words) as string },
    ]);
  });

  it('answers strangers, other creators and narrow tokens as everywhere', async () => {
    const eve = await server.signUp('Eve');
    const ask = async (as: As, id = project) =>
      (await server.fetch(`/api/projects/${id}/template`, {}, as)).status;
    expect(await ask(null)).toBe(401);
    expect(await ask(eve)).toBe(404);
    expect(await ask(ada, '99999999')).toBe(404);
    expect(await ask(ada, 'x')).toBe(404);
    expect(await ask(await server.token(ada, 'SHIPMENTS_WRITE'))).toBe(403);
    expect(await ask(await server.token(ada, 'BACKERS_READ'))).toBe(200);
    const stolen = await server.asOwner(`select id from backer where project_id = ${project} limit 1`);
    const own = await projectOf(server, eve, 1, 'Own');
    const leak = await server.fetch(
      `/api/projects/${own}/template?target=${encode({ backerIds: [String(stolen[0]?.['id'])] })}`,
      {},
      eve,
    );
    expect((await leak.text()).trim().split('\n')).toHaveLength(1);
  });

  it('gives the connection back when the reader goes away, and takes no more than a few readers at once', async () => {
    const large = await projectOf(server, ada, 60_000, 'Large');
    const url = `/api/projects/${large}/template?target=${encode({ everyone: true })}`;
    const open = await Promise.all([1, 2, 3, 4].map(() => server.fetch(url, {}, ada)));
    expect(open.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const refused = await server.fetch(url, {}, ada);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '10']);
    await refused.body?.cancel();
    for (const { body } of open) await body?.cancel();
    await expect
      .poll(async () => (await server.fetch(url, {}, ada)).text().then((text) => text.split('\n').length))
      .toBe(60_002);
    await expect
      .poll(() =>
        server.asOwner(
          `select count(*)::int as n from pg_stat_activity where datname = current_database() and query like 'copy %' and state = 'active'`,
        ),
      )
      .toEqual([{ n: 0 }]);
  });
});
