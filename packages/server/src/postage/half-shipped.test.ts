import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ExceptionPage } from '@waybill/schema/exceptions';
import { LabelsCheck, LabelsVoid } from '@waybill/schema/labels';
import { ScanLookup } from '@waybill/schema/scan-station';
import { ShipmentVoid } from '@waybill/schema/shipments';
import { makePartner, push, report, requestsOf } from '../partners/partners.fixture.ts';
import { counts, rows } from '../operations/operations.fixture.ts';
import { addParcels, said, tell } from '../shipments/absorb.fixture.ts';
import { parcelsToPrint } from './print-run.actions.ts';
import {
  buy,
  labelsOf,
  orderStatuses,
  preset,
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
  project = await shippingProject(server, person, 3, {
    customs: { signer: 'Ada Lovelace', contentsType: 'MERCHANDISE', nonDelivery: 'RETURN' },
  });
  // Of three orders the partner sends the map, one of two books, and both; then it hands the rest back.
  const partner = await makePartner(server, person, project);
  await push(server, person, project, partner.id);
  await report(server, partner, project, [
    { reference: 'P1', trackingNumber: 'MAP-OF-1', items: [{ sku: 'MAP', quantity: 1 }] },
    { reference: 'P2', trackingNumber: 'BOOK-OF-2', items: [{ sku: 'BOOK', quantity: 1 }] },
    {
      reference: 'P3',
      trackingNumber: 'MOST-OF-3',
      items: [
        { no: 1, quantity: 1 },
        { no: 2, quantity: 1 },
      ],
    },
  ]);
  await server.asOwner(`update fulfillment_request set status = 'REJECTED' where project_id = ${project}`);
  expect(await requestsOf(server, partner)).toHaveLength(3);
  expect(await orderStatuses(server, project)).toEqual({
    1: 'PARTIALLY_FULFILLED',
    2: 'PARTIALLY_FULFILLED',
    3: 'PARTIALLY_FULFILLED',
  });
}, 60_000);
afterAll(() => stand[Symbol.asyncDispose]());

async function packing(code: string) {
  const { scanLookup } = await stand.server.query(ScanLookup, { projectId: project, code }, stand.person);
  return scanLookup?.found[0];
}

async function contents(code: string) {
  return (await packing(code))?.items?.map(({ sku, quantity }) => `${quantity} ${sku}`);
}

test('a half-shipped order is priced, declared, picked and packed as what is missing', async () => {
  const { server, person } = stand;
  expect(await contents('P1')).toEqual(['2 BOOK']);
  expect(await contents('P2')).toEqual(['1 BOOK', '1 MAP']);
  expect(await contents('P3')).toEqual(['1 BOOK']);

  // Only what is still to be sent has to fit into the box, and to be known to customs.
  await preset(server, person, project, { name: 'Book box', skus: ['BOOK'] });
  await server.asOwner(`
    update parcel_preset set position = case when cardinality(skus) = 0 then 9 else 0 end where project_id = ${project};
    update backer set country = 'CA', state = 'ON', city = 'Ottawa', postal_code = 'K1A 0B1'
      where project_id = ${project} and number in (1, 2);
    insert into customs_item (project_id, sku, creator_id, hs_code, origin_country, value_cents, weight_g)
      values (${project}, 'BOOK', ${person.creatorId}, '490199', 'PL', 2000, 300)`);
  const priced = await priceLabels(server, person, project);
  expect((await rows(server, person, priced.id)).map(({ outcome }) => outcome)).toEqual([
    'LABEL',
    'CUSTOMS_MISSING',
    'LABEL',
  ]);
  expect((await rows(server, person, priced.id))[1]?.message).toContain('MAP lacks its HS code');
  const boxes = await server.asOwner(
    `select p.name from label l join parcel_preset p on p.id = l.preset_id where l.operation_id = ${priced.id} order by l.backer_id`,
  );
  expect(boxes.map(({ name }) => name)).toEqual(['Book box', 'Book box']);

  await buy(server, person, priced);
  const wish = { operationId: priced.id, ids: null, unprinted: false };
  const printed = async () =>
    (await parcelsToPrint(server.db, { id: project, creatorId: person.creatorId }, wish)).map(
      ({ backerNumber, items }) => [backerNumber, items.map(({ sku, quantity }) => `${quantity} ${sku}`)],
    );
  expect(await printed()).toEqual([
    [3, ['1 BOOK']],
    [1, ['2 BOOK']],
  ]);

  // Once it is on its way itself, the parcel still holds what was put into it.
  const [label] = await labelsOf(server, person, project);
  await tell(server, person.creatorId, label?.trackingNumber ?? '', [said('IN_TRANSIT', -1)]);
  expect(await orderStatuses(server, project)).toMatchObject({ 1: 'FULFILLED', 3: 'PARTIALLY_FULFILLED' });
  expect(await printed()).toContainEqual([1, ['2 BOOK']]);
  expect(await contents(label?.trackingNumber ?? '')).toEqual(['2 BOOK']);
});

test('a parcel that was voided or is sent again holds nothing, and one without lines everything', async () => {
  const { server, person } = stand;
  const parcel = `shipment s set %s where s.project_id = ${project} and s.tracking_number = 'BOOK-OF-2'`;
  const change = (what: string) => server.asOwner(`update ${parcel.replace('%s', what)}`);
  await change('replaced_at = now()');
  expect(await contents('P2')).toEqual(['2 BOOK', '1 MAP']);
  await change('replaced_at = null, voided_at = now()');
  expect(await contents('P2')).toEqual(['2 BOOK', '1 MAP']);
  await change('voided_at = null');
  expect(await contents('P2')).toEqual(['1 BOOK', '1 MAP']);
  // Nothing is missing, and yet the order is open: nobody knows what of it, so it is all of it.
  await server.asOwner(`
    delete from shipment_item i using shipment s where s.id = i.shipment_id and s.project_id = ${project} and s.tracking_number = 'BOOK-OF-2'`);
  expect(await contents('P2')).toEqual(['2 BOOK', '1 MAP']);
  expect(counts(await priceLabels(server, person, project, { target: { backerNumbers: [2] } }))).toEqual({
    CUSTOMS_MISSING: 1,
  });
});

describe('a label for the rest whose refund is refused', () => {
  /** Gives the label of order 3 back; later the refund is refused. @returns what becomes of its parcel */
  async function refuse(meanwhile: () => Promise<unknown>) {
    const { server, person, simulator } = stand;
    const rest = (await labelsOf(server, person, project, { status: ['BOUGHT'], scanned: false })).find(
      ({ backer }) => backer?.number === 3,
    );
    const ids = [rest?.id ?? ''];
    const { labelsVoid } = await server.query(LabelsVoid, { projectId: project, ids }, person);
    expect(labelsVoid.labels).toMatchObject([
      { status: 'VOIDING', shipment: { trackingStatus: 'CANCELLED' } },
    ]);
    await meanwhile();
    simulator.rejectRefunds(rest?.reference ?? '');
    const { labelsCheck } = await server.query(LabelsCheck, { projectId: project, ids }, person);
    expect(await orderStatuses(server, project)).toMatchObject({ 3: 'PARTIALLY_FULFILLED' });
    const { project: found } = await server.query(
      ExceptionPage,
      { projectId: project, first: 10, filter: { open: true }, withTotal: false },
      person,
    );
    const exception = found?.exceptions.nodes.find(({ kind }) => kind === 'REFUND_REFUSED');
    return { label: labelsCheck.labels?.[0], words: exception?.detail };
  }

  test('is the order’s again: the other half had left before', async () => {
    const { label, words } = await refuse(() => Promise.resolve());
    expect(label).toMatchObject({ status: 'BOUGHT', shipment: { trackingStatus: 'PRE_TRANSIT' } });
    expect(words).toContain('counts again');
    expect(await packing('P3')).toMatchObject({ label: { id: label?.id }, items: [{ sku: 'BOOK' }] });
    await stand.server.query(ShipmentVoid, { id: label?.shipment?.id ?? '' }, stand.person);
  });

  test('stays voided where another parcel has left since', async () => {
    const { server, person } = stand;
    await buy(server, person, await priceLabels(server, person, project, { target: { backerNumbers: [3] } }));
    const { label, words } = await refuse(() =>
      addParcels(server, person, project, [
        { pledgeId: 'P3', number: 'LAST-OF-3', source: 'MANUAL', items: { 1: 1 } },
      ]),
    );
    expect(label).toMatchObject({ status: 'BOUGHT', shipment: { trackingStatus: 'CANCELLED' } });
    expect(words).toContain('stays voided');
  });
});
