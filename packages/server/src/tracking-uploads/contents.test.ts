import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestServer, type Person, type TestServer } from '../../test/test-server.ts';
import {
  addBackers,
  apply,
  counts,
  csv,
  emptyProject,
  rows,
  upload,
  usps,
  verdicts,
} from '../operations/operations.fixture.ts';

let server: TestServer;
let person: Person;
let project: string;
beforeAll(async () => {
  server = await startTestServer();
  person = await server.signUp();
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  project = await emptyProject(server, person);
  await addBackers(server, person, project, [{ name: 'Zoë Müller' }, { name: '=cmd' }, { name: "'t Hart" }]);
});

const bytes = (text: string, encoding: BufferEncoding): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(Buffer.from(text, encoding));
const HEADER = 'Pledge ID,Name,Tracking Number';
const FILE = csv(HEADER, ['P1', 'Zoë Müller', usps(1)], ['P2', '=cmd', usps(2)]);

describe('the same rows are read from', () => {
  it.each([
    ['UTF-8', bytes(FILE, 'utf8'), 'utf-8', ','],
    ['UTF-8 with a byte order mark', bytes(`\ufeff${FILE}`, 'utf8'), 'utf-8-bom', ','],
    [
      'UTF-16 with tabs',
      bytes(`\ufeff${FILE.replaceAll('","', '"\t"').replaceAll(/,(?=N|T)/g, '\t')}`, 'utf16le'),
      'utf-16le',
      '\t',
    ],
    ['Windows-1252 with semicolons', bytes(FILE.replaceAll(',', ';'), 'latin1'), 'windows-1252', ';'],
    ['pipes', bytes(FILE.replaceAll(',', '|'), 'utf8'), 'utf-8', '|'],
    ['a file that says sep=;', bytes(`sep=;\r\n${FILE.replaceAll(',', ';')}`, 'utf8'), 'utf-8', ';'],
    ['a title, then the header', bytes(`Packing list\r\n\r\n${FILE}`, 'utf8'), 'utf-8', ','],
    ['carriage returns alone', bytes(FILE.replaceAll('\r\n', '\r'), 'utf8'), 'utf-8', ','],
  ])('%s', async (_, file, encoding, delimiter) => {
    const planned = await upload(server, person, project, file);
    expect(planned.file).toMatchObject({ encoding, delimiter, bytes: String(file.length) });
    expect(await rows(server, person, planned.id)).toMatchObject([
      { outcome: 'MATCHED', backer: { name: 'Zoë Müller' }, trackingNumber: usps(1) },
      { outcome: 'MATCHED', backer: { name: '=cmd' }, trackingNumber: usps(2) },
    ]);
  });
});

describe('one bad row spoils itself alone', () => {
  it.each([
    ['a NUL byte', `P1,Zoë Müller,${usps(1)}\r\nP2,a\0b,${usps(2)}\r\nP3,'t Hart,${usps(3)}\r\n`],
    [
      'a quote that opens inside',
      `P1,Zoë Müller,${usps(1)}\r\nP2,=cmd,${usps(2)},"\r\nP3,'t Hart,${usps(3)}\r\n`,
    ],
    ['too many cells', `P1,Zoë Müller,${usps(1)}\r\nP2,=cmd,${usps(2)},x,y\r\nP3,'t Hart,${usps(3)}\r\n`],
    [
      'a cell of 9,000 letters',
      `P1,Zoë Müller,${usps(1)}\r\nP2,${'x'.repeat(9000)},${usps(2)}\r\nP3,'t Hart,${usps(3)}\r\n`,
    ],
  ])('%s', async (_, lines) => {
    const planned = await upload(server, person, project, `${HEADER}\r\n${lines}`);
    const found = await verdicts(server, person, planned.id);
    expect(found[0]).toEqual([1, 'MATCHED']);
    expect(found[1]).toEqual([2, 'BAD_ROW']);
    expect(planned.canApply).toBe(true);
    await apply(server, person, planned.id);
  });

  it('another encoding in the middle of the file', async () => {
    const lines = Array.from({ length: 12_000 }, (_, at) => `nobody-${at},Zoë Müller,\r\n`).join('');
    const file = Buffer.concat([
      Buffer.from(`${HEADER}\r\nP1,Zoë Müller,${usps(1)}\r\n${lines}`, 'utf8'),
      Buffer.from(`P2,Zoë Müller,${usps(2)}\r\n`, 'latin1'),
      Buffer.from(`P3,'t Hart,${usps(3)}\r\n`, 'utf8'),
    ]);
    const planned = await upload(server, person, project, Uint8Array.from(file));
    expect(counts(planned)).toEqual({ MATCHED: 2, NO_MATCH: 12_000, BAD_ROW: 1 });
    expect(await rows(server, person, planned.id, { outcome: ['BAD_ROW'] })).toMatchObject([
      { rowNumber: 12_002, line: 12_003 },
    ]);
  });
});

it('stores cells that jsonb would refuse: NUL, and an emoji cut in half by a sample', async () => {
  const long = `${'x'.repeat(199)}🚢`;
  const planned = await upload(
    server,
    person,
    project,
    csv(HEADER, ['P1', long, usps(1)], ['P2', 'a\0b', usps(2)]),
    {
      fileName: 'odd\0name\ud83d.csv',
    },
  );
  expect(planned.file?.name).toBe('odd␀name�.csv');
  expect(planned.file?.columns[1]?.samples).toEqual([`${'x'.repeat(199)}�`, 'a␀b']);
  expect(counts(planned)).toMatchObject({ BAD_ROW: 1 });
});

it('takes headers called __proto__, constructor and toString for what they are', async () => {
  const planned = await upload(
    server,
    person,
    project,
    csv('__proto__,Pledge ID,constructor,Tracking Number,toString', ['x', 'P1', 'y', usps(1), 'z']),
  );
  expect(counts(planned)).toEqual({ MATCHED: 1 });
  expect(planned.file?.columns.map(({ header, field }) => [header, field])).toEqual([
    ['__proto__', null],
    ['Pledge ID', 'pledgeId'],
    ['constructor', null],
    ['Tracking Number', 'trackingNumber'],
    ['toString', null],
  ]);
});

it('hands back the rows to mend so that they can be mended and uploaded again, formulas and all', async () => {
  const file = csv(
    'Pledge ID,Name,Tracking Number,Note',
    ['P1', 'Zoë Müller', usps(1), 'fine'],
    ['P9', '=HYPERLINK("http://evil")', usps(2), '+1, "quoted"\nand a second line'],
    ['P8', "'=cmd", '9.4E+21', '@sum'],
  );
  const planned = await upload(server, person, project, file);
  expect(await verdicts(server, person, planned.id)).toEqual([
    [1, 'MATCHED'],
    [2, 'NO_MATCH'],
    [3, 'EXCEL_SCIENTIFIC'],
  ]);
  const reported = Buffer.from(await (await server.fetch(planned.reportUrl, {}, person)).arrayBuffer());
  const report = reported.toString('utf8');
  expect(report.startsWith('\ufeffPledge ID,Name,Tracking Number,Note,Result,Code,Message\r\n')).toBe(true);
  expect(report).toContain(',ok,MATCHED,');
  expect(report).toContain(',failed,EXCEL_SCIENTIFIC,');
  expect(report).not.toMatch(/(^|,)"?[=+@-]/m);

  const response = await server.fetch(planned.failuresUrl, {}, person);
  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  const failures = await response.text();
  expect(failures).not.toMatch(/(^|,)"?[=+@-]/m);
  const mended = failures.replace('P9', 'P2').replace('P8', 'P3').replace('9.4E+21', usps(3));
  const again = await upload(server, person, project, mended);
  expect(again.file?.sampleRows).toEqual([
    ['P2', `'=HYPERLINK("http://evil")`, usps(2), `'+1, "quoted"\nand a second line`],
    ['P3', "''=cmd", usps(3), "'@sum"],
  ]);
  expect(counts(again)).toMatchObject({ MATCHED: 2 });
});
