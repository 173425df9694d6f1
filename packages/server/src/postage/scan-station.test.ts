import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LabelsVoid, ScanFormCreate } from '@waybill/schema/labels';
import { ScanLookup, ScanShip } from '@waybill/schema/scan-station';
import {
  buy,
  labelsOf,
  orderStatuses,
  priceLabels,
  shippingProject,
  startPostage,
  type PostageStand,
} from './postage.fixture.ts';

let stand: PostageStand;
let project: string;
beforeAll(async () => {
  stand = await startPostage();
  const { server, person } = stand;
  project = await shippingProject(server, person, 6);
  await buy(
    server,
    person,
    await priceLabels(server, person, project, { target: { backerNumbers: [1, 2, 3] } }),
  );
}, 60_000);
afterAll(() => stand[Symbol.asyncDispose]());

async function look(code: string) {
  const { scanLookup } = await stand.server.query(ScanLookup, { projectId: project, code }, stand.person);
  return scanLookup?.found.map(({ matchedBy, action, backer }) => [matchedBy, action, backer?.number]);
}

async function ship(input: { code?: string; backerId?: string; trackingNumber?: string }) {
  return (await stand.server.query(ScanShip, { projectId: project, input }, stand.person)).scanShip;
}

describe('the scan station', () => {
  test('knows an order by its label, reference, pledge ID and number', async () => {
    const [label] = await labelsOf(stand.server, stand.person, project);
    const number = label?.trackingNumber ?? '';
    expect(await look(number)).toEqual([['TRACKING_NUMBER', 'HAND_OVER', 1]]);
    expect(await look(` ${number.toLowerCase()}\r\n`)).toEqual([['TRACKING_NUMBER', 'HAND_OVER', 1]]);
    // As the barcode of USPS says it: with the ZIP code it goes to.
    expect(await look(`42094107${number}`)).toEqual([['TRACKING_NUMBER', 'HAND_OVER', 1]]);
    expect(await look(label?.reference ?? '')).toEqual([['REFERENCE', 'HAND_OVER', 1]]);
    expect(await look('P5')).toEqual([['PLEDGE_ID', 'MARK_FULFILLED', 5]]);
    expect(await look('#5')).toEqual([['BACKER_NUMBER', 'MARK_FULFILLED', 5]]);
    expect(await look('nobody’s')).toEqual([]);
    expect(await look('  ')).toEqual([]);
  });

  test('notes a parcel with a label as packed, once, and leaves the rest to the carrier', async () => {
    const code = (await labelsOf(stand.server, stand.person, project))[0]?.trackingNumber ?? '';
    expect(await ship({ code })).toMatchObject({
      deed: 'HANDED_OVER',
      found: { action: 'NOTHING' },
      userErrors: [],
    });
    expect(await ship({ code })).toMatchObject({ deed: 'ALREADY_HANDED_OVER', userErrors: [] });
    expect(await orderStatuses(stand.server, project)).toMatchObject({ 1: 'FULFILLMENT_PROCESSING' });
    const [label] = await labelsOf(stand.server, stand.person, project);
    expect(label).toMatchObject({ packedBy: 'Ada', packedAt: expect.any(String) as string });
  });

  test('refuses the label of another order', async () => {
    const labels = await labelsOf(stand.server, stand.person, project);
    const wrong = await ship({ code: 'P2', trackingNumber: labels[2]?.trackingNumber ?? '' });
    expect(wrong).toMatchObject({
      deed: null,
      userErrors: [{ code: 'INVALID', field: ['input', 'trackingNumber'] }],
    });
    const right = await ship({ code: 'P2', trackingNumber: labels[1]?.trackingNumber ?? '' });
    expect(right).toMatchObject({ deed: 'HANDED_OVER' });
  });

  test('marks an order without a label Fulfilled, with the number of its parcel, once', async () => {
    const first = await ship({ code: 'P5', trackingNumber: '9400111899223197428490' });
    expect(first).toMatchObject({ deed: 'MARKED_FULFILLED', userErrors: [] });
    expect(await ship({ code: 'P5' })).toMatchObject({ deed: 'ALREADY_FULFILLED' });
    const both = await Promise.all([ship({ code: 'P6' }), ship({ code: 'P6' })]);
    expect(both.map(({ deed }) => deed).sort()).toEqual(['ALREADY_FULFILLED', 'MARKED_FULFILLED']);
    expect(await orderStatuses(stand.server, project)).toMatchObject({ 5: 'FULFILLED', 6: 'FULFILLED' });
  });

  test('says why nothing can be done', async () => {
    await stand.server.asOwner(
      `insert into order_hold (backer_id, creator_id, project_id, reason) select id, creator_id, project_id, 'Wrong size' from backer where project_id = ${project} and number = 4`,
    );
    expect(await ship({ code: 'P4' })).toMatchObject({
      deed: null,
      userErrors: [{ code: 'INVALID_TRANSITION', message: expect.stringContaining('Wrong size') as string }],
    });
    expect(await ship({ code: 'P99' })).toMatchObject({ userErrors: [{ code: 'NOT_FOUND' }] });
    expect(await ship({})).toMatchObject({ userErrors: [{ code: 'BLANK' }] });
  });

  test('asks which, when a code means two orders', async () => {
    await stand.server.asOwner(
      `update backer set pledge_id = '6' where project_id = ${project} and number = 5`,
    );
    expect(await look('6')).toEqual([
      ['PLEDGE_ID', 'NOTHING', 5],
      ['BACKER_NUMBER', 'NOTHING', 6],
    ]);
    expect(await ship({ code: '6' })).toMatchObject({ userErrors: [{ code: 'CONFLICT' }] });
  });

  test('does not let a label go out that was given back', async () => {
    const { server, person } = stand;
    const label = (await labelsOf(server, person, project))[2];
    await server.query(LabelsVoid, { projectId: project, ids: [label?.id ?? ''] }, person);
    expect(await ship({ code: label?.trackingNumber ?? '' })).toMatchObject({
      deed: null,
      userErrors: [{ message: expect.stringContaining('given back') as string }],
    });
  });
});

test('a scan form takes what was bought today, once', async () => {
  const { server, person } = stand;
  const make = async (labelIds?: string[]) =>
    (await server.query(ScanFormCreate, { projectId: project, ...(labelIds && { labelIds }) }, person))
      .scanFormCreate;
  const { scanForms, userErrors } = await make();
  expect(userErrors).toEqual([]);
  expect(scanForms).toMatchObject([{ labels: 2, problem: null, createdBy: 'Ada' }]);
  const pdf = await server.fetch(scanForms?.[0]?.pdfUrl ?? '', {}, person);
  expect(pdf.status).toBe(200);
  expect((await pdf.text()).slice(0, 5)).toBe('%PDF-');
  expect(await make()).toMatchObject({ scanForms: null, userErrors: [{ code: 'NOT_READY' }] });
});
