import { afterAll, beforeAll, expect, test } from 'vitest';
import { ScanFormCreate } from '@waybill/schema/labels';
import { ShipmentVoid } from '@waybill/schema/shipments';
import {
  buy,
  labelsOf,
  priceLabels,
  shippingProject,
  startPostage,
  type PostageStand,
} from './postage.fixture.ts';

let stand: PostageStand;
beforeAll(async () => {
  stand = await startPostage();
}, 60_000);
afterAll(() => stand[Symbol.asyncDispose]());

test('a scan form is made and printed by whoever sold the labels, whatever provider was chosen since', async () => {
  const { server, person } = stand;
  const project = await shippingProject(server, person, 2);
  await buy(server, person, await priceLabels(server, person, project));
  const choose = (provider: string) =>
    server.asOwner(`update postage_settings set provider = '${provider}' where project_id = ${project}`);

  await choose('EASYPOST');
  const [label] = await labelsOf(server, person, project);
  const make = async (labelIds: string[] | null) =>
    (await server.query(ScanFormCreate, { projectId: project, labelIds }, person)).scanFormCreate;
  const made = await make([label?.id ?? '']);
  expect(made).toMatchObject({ userErrors: [], scanForms: [{ labels: 1, problem: null }] });
  const printed = await server.fetch(made.scanForms?.[0]?.pdfUrl ?? '', {}, person);
  expect(printed.status).toBe(200);
  expect(printed.headers.get('content-type')).toBe('application/pdf');

  // One label from a provider that cannot be asked: nothing is begun.
  await server.asOwner(`
    update label set provider = 'EASYPOST' where id = ${label?.id};
    update label set scan_form_id = null where project_id = ${project}`);
  await choose('SIMULATOR');
  expect(await make(null)).toMatchObject({ scanForms: null, userErrors: [{ code: 'NOT_READY' }] });
  const [forms] = await server.asOwner(
    `select count(*)::int as n, min(provider) as provider from scan_form where project_id = ${project}`,
  );
  expect(forms).toEqual({ n: 1, provider: 'SIMULATOR' });
});

test('a label whose parcel was voided or is to be sent again stands on no form', async () => {
  const { server, person } = stand;
  const project = await shippingProject(server, person, 3);
  await buy(server, person, await priceLabels(server, person, project));
  const [voided, again] = await labelsOf(server, person, project);
  await server.query(ShipmentVoid, { id: voided?.shipment?.id ?? '' }, person);
  await server.asOwner(`update shipment set replaced_at = now() where id = ${again?.shipment?.id}`);
  const make = async (labelIds: string[] | null) =>
    (await server.query(ScanFormCreate, { projectId: project, labelIds }, person)).scanFormCreate;

  expect(await make([voided?.id ?? '', again?.id ?? ''])).toMatchObject({
    scanForms: null,
    userErrors: [{ code: 'NOT_READY', message: expect.stringContaining('voided') as string }],
  });
  const { scanForms } = await make(null);
  expect(scanForms).toMatchObject([{ labels: 1, problem: null }]);
  const labels = await labelsOf(server, person, project);
  expect(labels.map(({ scanFormId }) => scanFormId)).toEqual([null, null, scanForms?.[0]?.id]);
});
