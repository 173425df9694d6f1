import { afterAll, beforeAll, expect, test } from 'vitest';
import { PDFDocument } from 'pdf-lib';
import { PostageOverview } from '@waybill/schema/labels';
import { styleHash } from '../public-pages/public-pages.fixture.ts';
import { buy, priceLabels, shippingProject, startPostage, type PostageStand } from './postage.fixture.ts';

/** As many as two PDFs hold, the second not full. */
const LABELS = 2003;

let stand: PostageStand;
let project: string;
let operation: string;
beforeAll(async () => {
  stand = await startPostage();
  const { server, person } = stand;
  project = await shippingProject(server, person, LABELS);
  const target = { backerNumbers: [1] };
  operation = (await buy(server, person, await priceLabels(server, person, project, { target }))).id;
  await server.fetch(pdfOf(`operation=${operation}`), {}, person);
  await server.asOwner(`
    insert into label (creator_id, project_id, backer_id, operation_id, reference, status, provider, carrier, service, tracking_number,
                       label_url, label_pdf, bought_at)
      select b.creator_id, b.project_id, b.id, l.operation_id, 'wb-many-' || b.id, 'BOUGHT', l.provider, l.carrier, l.service, 'N' || b.id,
        l.label_url, l.label_pdf, now()
      from label l join backer b on b.project_id = l.project_id and b.id <> l.backer_id where l.operation_id = ${operation};
    update label set printed_at = null where operation_id = ${operation};
    -- Of the last five backers the parcels hold least, so they are packed first.
    delete from order_item i using backer b where b.id = i.backer_id and b.project_id = ${project} and b.number > ${LABELS - 5} and i.sku = 'MAP'`);
}, 60_000);
afterAll(() => stand[Symbol.asyncDispose]());

const pdfOf = (query: string) => `/api/projects/${project}/labels.pdf?pickList=0&${query}`;

/** @returns how many labels came */
async function print(query: string): Promise<number> {
  const answer = await stand.server.fetch(pdfOf(query), {}, stand.person);
  expect(answer.headers.get('content-type')).toBe('application/pdf');
  return (await PDFDocument.load(await answer.arrayBuffer())).getPageCount();
}

async function unprinted(): Promise<number | undefined> {
  const { project: found } = await stand.server.query(PostageOverview, { projectId: project }, stand.person);
  return found?.postageCounts.unprinted;
}

const printedOf = async (numbers: string) =>
  (
    await stand.server.asOwner(
      `select count(l.printed_at)::int as n from label l join backer b on b.id = l.backer_id where b.project_id = ${project} and b.number ${numbers}`,
    )
  )[0]?.n;

test('more labels than a PDF holds are printed one PDF after the other, each label once', async () => {
  expect(await unprinted()).toBe(LABELS);
  expect(await print(`operation=${operation}`)).toBe(2000);
  expect(await unprinted()).toBe(3);
  expect(await printedOf(`> ${LABELS - 5}`), 'those packed first').toBe(5);
  expect(await printedOf(`> ${LABELS - 8} and number <= ${LABELS - 5}`), 'those packed last').toBe(0);
  expect(await print('unprinted=1')).toBe(3);
  expect(await unprinted()).toBe(0);
  // All of them once more, the oldest print first.
  await stand.server.asOwner(
    `update label set printed_at = 'epoch' where printed_at = (select max(printed_at) from label where operation_id = ${operation})`,
  );
  expect(await print(`operation=${operation}`)).toBe(2000);
  expect(await stand.server.asOwner(`select 1 from label where printed_at = 'epoch'`)).toEqual([]);
}, 120_000);

test('who presses Print and gets no PDF reads why; a script gets JSON', async () => {
  const { server, person } = stand;
  const accept = { headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } };
  const page = await server.fetch(pdfOf('unprinted=1'), accept, person);
  expect(page.status).toBe(404);
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
  const body = await page.text();
  expect(body).toContain('No paid label waits to be printed.');
  const policy = page.headers.get('content-security-policy') ?? '';
  expect(policy).toContain(`style-src ${styleHash(body)}`);
  expect(policy).not.toMatch(/script-src|unsafe-inline/);
  const script = await server.fetch(pdfOf('unprinted=1'), {}, person);
  expect(await script.json()).toEqual({
    code: 'NOT_FOUND',
    message: 'No paid label waits to be printed.',
  });

  const [all] = await server.asOwner(
    `select string_agg(id::text, ',') as ids from label where operation_id = ${operation}`,
  );
  const many = await server.fetch(pdfOf(`ids=${String(all?.ids)}`), accept, person);
  expect(many.status).toBe(400);
  expect(await many.text()).toContain('One PDF holds 2000 labels. Choose no more than that.');
});
