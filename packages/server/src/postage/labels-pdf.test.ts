import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PDFDocument } from 'pdf-lib';
import {
  buy,
  labelsOf,
  priceLabels,
  shippingProject,
  startPostage,
  type PostageStand,
} from './postage.fixture.ts';

let stand: PostageStand;
let project: string;
let operation: string;
beforeAll(async () => {
  stand = await startPostage();
  const { server, person } = stand;
  project = await shippingProject(server, person, 5);
  // Two of the parcels hold something else, so they lie apart.
  await server.asOwner(`
    update backer set name = 'Žofie Nováková 山田' where project_id = ${project} and number = 3;
    delete from order_item i using backer b where b.id = i.backer_id and b.project_id = ${project} and b.number in (2, 4) and i.sku = 'MAP'`);
  operation = (await buy(server, person, await priceLabels(server, person, project))).id;
}, 60_000);
afterAll(() => stand[Symbol.asyncDispose]());

async function pdf(query: string): Promise<PDFDocument> {
  const answer = await stand.server.fetch(`/api/projects/${project}/labels.pdf?${query}`, {}, stand.person);
  expect(
    answer.status,
    await answer
      .clone()
      .text()
      .then((text) => text.slice(0, 300)),
  ).toBe(200);
  expect(answer.headers.get('content-type')).toBe('application/pdf');
  return PDFDocument.load(await answer.arrayBuffer());
}

describe('the labels of a purchase', () => {
  test('come as one document, a pick list in front, a label a page', async () => {
    const document = await pdf(`operation=${operation}`);
    const sizes = document.getPages().map((page) => Object.values(page.getSize()).map(Math.round));
    expect(sizes.slice(-5)).toEqual(Array(5).fill([288, 432]));
    expect(sizes.length).toBeGreaterThan(5);
    const labels = await labelsOf(stand.server, stand.person, project);
    expect(labels.every(({ printedAt }) => printedAt !== null)).toBe(true);
  });

  test('come on sheets, two or four to a page', async () => {
    expect((await pdf(`operation=${operation}&layout=a4&pickList=0`)).getPageCount()).toBe(3);
    expect((await pdf(`operation=${operation}&layout=letter&perPage=4&pickList=0`)).getPageCount()).toBe(2);
  });

  test('are fetched from the provider once', async () => {
    await pdf(`operation=${operation}`);
    const [kept] = await stand.server.asOwner(
      `select count(*)::int as n from label where operation_id = ${operation} and label_pdf is not null`,
    );
    expect(kept).toEqual({ n: 5 });
  });

  test('are nobody else’s, and not for who may only look', async () => {
    const { server, person } = stand;
    const path = `/api/projects/${project}/labels.pdf?operation=${operation}`;
    expect((await server.fetch(path)).status).toBe(401);
    expect((await server.fetch(path, {}, await server.signUp('Mallory'))).status).toBe(404);
    expect((await server.fetch(path, {}, await server.token(person, 'BACKERS_READ'))).status).toBe(403);
    expect((await server.fetch(`${path}&layout=a5`, {}, person)).status).toBe(400);
    expect((await server.fetch(`/api/projects/${project}/labels.pdf?unprinted=1`, {}, person)).status).toBe(
      404,
    );
  });
});
