import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LabelPurchaseConfigure, LabelPurchaseCreate } from '@waybill/schema/label-purchases';
import { SegmentCreate } from '@waybill/schema/segments';
import {
  CustomsItemUpdate,
  ParcelPresetDelete,
  ParcelPresetReorder,
  ParcelPresetUpdate,
  Postage,
  PostageSettingsUpdate,
} from '@waybill/schema/postage';
import { counts, emptyProject, rows } from '../operations/operations.fixture.ts';
import {
  EVERYONE,
  preset,
  priceLabels,
  purchase,
  shippingProject,
  startPostage,
  type PostageStand,
} from './postage.fixture.ts';

let stand: PostageStand;
beforeAll(async () => {
  stand = await startPostage();
}, 60_000);
afterAll(() => stand[Symbol.asyncDispose]());

const codes = async (id: string) =>
  (await rows(stand.server, stand.person, id)).map(({ outcome }) => outcome);

describe('the preview of a purchase', () => {
  test('says of every order what hinders its label', async () => {
    const { server, person } = stand;
    const project = await shippingProject(server, person, 9);
    const who = (number: number) =>
      `backer_id = (select id from backer where project_id = ${project} and number = ${number})`;
    await server.asOwner(`
      update orders set status = 'CANCELED' where ${who(1)};
      update orders set physical = false where ${who(2)};
      update orders set status = 'FULFILLED', fulfilled_at = now(), fulfilled_by = 'MANUAL' where ${who(3)};
      update orders set status = 'SURVEY_COMPLETED' where ${who(4)};
      insert into order_hold (backer_id, creator_id, project_id, reason) select id, creator_id, project_id, 'Moving' from backer
        where project_id = ${project} and number = 5;
      update backer set line1 = ' ', city = null where project_id = ${project} and number = 6;
      update backer set country = 'CA', state = 'ON', city = 'Ottawa', postal_code = 'K1A 0B1' where project_id = ${project} and number = 7;
      update backer set line1 = 'No number at all', postal_code = '1' where project_id = ${project} and number = 8`);
    const preview = await priceLabels(server, person, project);
    const found = await rows(server, person, preview.id);
    expect(found.map(({ outcome }) => outcome)).toEqual([
      'CANCELED',
      'DIGITAL_ONLY',
      'ALREADY_FULFILLED',
      'NOT_READY',
      'HELD_BACK',
      'NO_ADDRESS',
      'CUSTOMS_MISSING',
      expect.stringMatching(/LABEL|ADDRESS_REFUSED|NO_RATE/),
      'LABEL',
    ]);
    expect(found[4]?.message).toContain('On hold: Moving');
    expect(found[5]?.message).toContain('Missing: street, city');
    expect(found[6]?.message).toContain('BOOK lacks its HS code, country of origin, value, weight');
    expect(found[6]?.message).toContain('nobody signs');
    expect(found[8]?.message).toMatch(/\d+\.\d\d USD/);
  });

  test('takes the first box that fits, by SKUs and by segment, unless one is named', async () => {
    const { server, person } = stand;
    const project = await shippingProject(server, person, 4);
    const { project: before } = await server.query(Postage, { projectId: project }, person);
    const anything = before?.parcelPresets[0]?.id ?? '';
    await server.asOwner(
      `delete from order_item i using backer b where b.id = i.backer_id and b.project_id = ${project} and b.number = 1 and i.sku = 'MAP'`,
    );
    const { segmentCreate } = await server.query(
      SegmentCreate,
      { projectId: project, input: { name: 'Second', target: { backerNumbers: [2] } } },
      person,
    );
    expect(segmentCreate.userErrors).toEqual([]);
    const books = await preset(server, person, project, { name: 'Book box', skus: ['BOOK'] });
    const second = await preset(server, person, project, {
      name: 'Second',
      segmentId: segmentCreate.segment?.id,
    });
    const { parcelPresetReorder } = await server.query(
      ParcelPresetReorder,
      { projectId: project, ids: [books, second, anything] },
      person,
    );
    expect(parcelPresetReorder.presets?.map(({ id }) => id)).toEqual([books, second, anything]);
    const taken = async (operation: string) =>
      (
        await server.asOwner(
          `select preset_id::text as id from label where operation_id = ${operation} order by backer_id`,
        )
      ).map(({ id }) => id);
    const first = await priceLabels(server, person, project);
    expect(await taken(first.id)).toEqual([books, second, anything, anything]);
    expect(await taken((await priceLabels(server, person, project, { presetId: second })).id)).toEqual(
      Array(4).fill(second),
    );

    await server.query(ParcelPresetDelete, { id: anything }, person);
    expect(await codes((await priceLabels(server, person, project)).id)).toEqual([
      'LABEL',
      'LABEL',
      'NO_PRESET',
      'NO_PRESET',
    ]);
  });

  test('chooses by price, by days or by name, and asks for no price twice', async () => {
    const { server, person, simulator } = stand;
    const project = await shippingProject(server, person, 2);
    const cheapest = await priceLabels(server, person, project);
    const made = simulator.counts().created;
    const configure = async (service: object) => {
      const input = { service: service as never };
      const { labelPurchaseConfigure } = await server.query(
        LabelPurchaseConfigure,
        { id: cheapest.id, input },
        person,
      );
      expect(labelPurchaseConfigure.userErrors).toEqual([]);
      await server.runJobs();
      return purchase(server, person, cheapest.id);
    };
    const fastest = await configure({ preference: 'FASTEST' });
    expect(fastest.postage?.totalCents).toBeGreaterThan(cheapest.postage?.totalCents ?? 0);
    const [{ carrier, service } = { carrier: '', service: '' }] = cheapest.postage?.services ?? [];
    const exact = await configure({ preference: 'EXACT', carrier, service });
    expect(exact.postage).toEqual(cheapest.postage);
    expect(await configure({ preference: 'EXACT', carrier: 'Pigeon' })).toMatchObject({ canApply: false });
    expect((await rows(server, person, cheapest.id))[0]?.message).toContain('Offered were only: ');
    expect(simulator.counts().created).toBe(made);
    // Another box is another parcel.
    const { project: now } = await server.query(Postage, { projectId: project }, person);
    const id = now?.parcelPresets[0]?.id ?? '';
    await server.query(ParcelPresetUpdate, { id, input: { weightG: 2000 } }, person);
    await configure({ preference: 'CHEAPEST' });
    expect(simulator.counts().created).toBe(made + 2);
  });

  test('is not made where nobody said from where', async () => {
    const { server, person } = stand;
    const project = await emptyProject(server, person, 'No sender');
    const { labelPurchaseCreate } = await server.query(
      LabelPurchaseCreate,
      { projectId: project, input: { target: EVERYONE } },
      person,
    );
    expect(labelPurchaseCreate.userErrors).toMatchObject([
      { code: 'NOT_READY', message: 'Say where parcels leave from.' },
    ]);
  });
});

describe('customs', () => {
  test('want every field of every item, and then let the parcel pass', async () => {
    const { server, person } = stand;
    const project = await shippingProject(server, person, 2, {
      customs: { signer: 'Ada Lovelace', contentsType: 'MERCHANDISE', nonDelivery: 'RETURN' },
    });
    await server.asOwner(`
      update backer set line1 = 'Hauptstraße 5', country = 'DE', state = null, city = 'Berlin', postal_code = '10115' where project_id = ${project} and number = 1`);
    const fill = async (sku: string, input: object) => {
      const { customsItemUpdate } = await server.query(
        CustomsItemUpdate,
        { projectId: project, input: { sku, ...input } },
        person,
      );
      expect(customsItemUpdate.userErrors).toEqual([]);
      return customsItemUpdate.customsItem;
    };
    const whole = { hsCode: '4901.99', originCountry: 'pl', valueCents: 2000, currency: 'EUR', weightG: 300 };
    await fill('BOOK', whole);
    expect(await fill('MAP', { ...whole, originCountry: null })).toMatchObject({
      missing: ['originCountry'],
    });
    const hindered = await rows(server, person, (await priceLabels(server, person, project)).id);
    expect(hindered[0]).toMatchObject({
      outcome: 'CUSTOMS_MISSING',
      message: 'Customs data missing. MAP lacks its country of origin.',
    });
    expect(await fill('MAP', { originCountry: 'PL' })).toMatchObject({ missing: [], hsCode: '490199' });

    // 60 € in all: within the limit, but the tax is nobody's yet.
    const warned = await priceLabels(server, person, project);
    expect(counts(warned)).toEqual({ LABEL: 2, TAX_AT_THE_DOOR: 1 });
    const saved = await server.query(
      PostageSettingsUpdate,
      {
        projectId: project,
        input: {
          customs: {
            signer: 'Ada Lovelace',
            contentsType: 'MERCHANDISE',
            nonDelivery: 'RETURN',
            iossNumber: 'IM 372 0000 123',
          },
        },
      },
      person,
    );
    expect(saved.postageSettingsUpdate.settings?.customs.iossNumber).toBe('IM3720000123');
    expect(counts(await priceLabels(server, person, project))).toEqual({ LABEL: 2 });
  });

  test('are told of nonsense before it is stored', async () => {
    const { server, person } = stand;
    const project = await shippingProject(server, person, 1);
    const refused = async (input: object) => {
      const answer = await server.query(
        CustomsItemUpdate,
        { projectId: project, input: { sku: 'BOOK', ...input } },
        person,
      );
      return answer.customsItemUpdate.userErrors[0]?.code;
    };
    expect(await refused({ hsCode: '12' })).toBe('INVALID');
    expect(await refused({ originCountry: 'Poland' })).toBe('INVALID');
    expect(await refused({ originCountry: 'QQ' })).toBe('INVALID');
    expect(await refused({ valueCents: -1 })).toBe('INVALID');
    expect(await refused({ sku: 'PDF', hsCode: '490199' })).toBe('NOT_FOUND');
  });
});

test('the key of a provider is kept, and never shown', async () => {
  const { server, person } = stand;
  const project = await emptyProject(server, person, 'Keys');
  const key = 'EZAK0123456789abcdef';
  const input = { provider: 'EASYPOST' as const, apiKey: key };
  const { postageSettingsUpdate } = await server.query(
    PostageSettingsUpdate,
    { projectId: project, input },
    person,
  );
  expect(postageSettingsUpdate.settings).toMatchObject({ hasKey: true, provider: 'EASYPOST' });
  expect(JSON.stringify(postageSettingsUpdate)).not.toContain(key);
  const [stored] = await server.asOwner(
    `select s::text as text from postage_settings s where project_id = ${project}`,
  );
  expect(String(stored?.text)).not.toContain(key);
  expect(String(stored?.text)).not.toContain(Buffer.from(key).toString('hex'));
  expect(server.logs()).not.toContain(key);
});
