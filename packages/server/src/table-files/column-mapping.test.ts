import { expect, test } from 'vitest';

import { guessMapping } from './column-mapping.ts';
import {
  headerFingerprint,
  isKnownHeader,
  normaliseHeader,
  parseAddonHeader,
  type MappingKind,
} from './header-aliases.ts';
import { detectLayout } from './layout.ts';

/** The guess as `header→field`, from a header line and the rows below it. */
function guess(kind: MappingKind, file: string): Record<string, string> {
  const found = detectLayout(Buffer.from(file));
  if (found.kind !== 'layout') throw new Error(JSON.stringify(found));
  const { columns } = found.layout;
  return Object.fromEntries(
    guessMapping(columns, kind).map((one) => [
      columns[one.columnIndex]?.header || `#${one.columnIndex}`,
      one.field,
    ]),
  );
}

test('headers are compared without marks, case, accents and punctuation', () => {
  expect(normaliseHeader('\ufeff  Tracking - Number # ')).toBe('tracking_number');
  expect(normaliseHeader('Numéro de suivi')).toBe('numero_de_suivi');
  expect(normaliseHeader('ＯｒｄｅｒＩＤ')).toBe('orderid');
  expect(normaliseHeader('track\u200bing')).toBe('tracking');
  expect(normaliseHeader('***')).toBe('');
  expect(isKnownHeader('__proto__')).toBe(false);
});

test('a fingerprint is the same for the same header, and another for another order of columns', () => {
  const of = (...headers: string[]): string => headerFingerprint(headers.map((header) => ({ header })));
  expect(of('Pledge ID', 'Tracking')).toBe(of('pledge_id', ' TRACKING '));
  expect(of('Pledge ID', 'Tracking')).not.toBe(of('Tracking', 'Pledge ID'));
  expect(of('a_b')).not.toBe(of('a', 'b'));
  expect(of('x')).toMatch(/^[0-9a-f]{64}$/);
});

test('add-on columns give their number and name', () => {
  expect(parseAddonHeader('[Addon: 12345] Extra Dice')).toEqual({ addonId: '12345', name: 'Extra Dice' });
  expect(parseAddonHeader('Extra Dice')).toBeNull();
});

test('our own template', () => {
  expect(
    guess(
      'tracking',
      'Pledge ID,Backer Number,Name,Email,Address,Items,Tracking Number,Carrier,Tracking URL\n1,2,Ann,a@b.example,x,y,,,\n',
    ),
  ).toEqual({
    'Pledge ID': 'pledgeId',
    'Backer Number': 'backerNumber',
    Name: 'name',
    Email: 'email',
    Items: 'items',
    'Tracking Number': 'trackingNumber',
    Carrier: 'carrier',
    'Tracking URL': 'trackingUrl',
  });
});

test('ShipStation', () => {
  expect(
    guess(
      'tracking',
      'Order - Number,Shipment - Tracking Number,Shipment - Carrier,Shipment - Service,Shipment - Ship Date,Ship To - Name,Ship To - Postal Code,Customer - Email\nA1,9400110200881234567890,USPS,Priority,2024-01-02,Ann,90210,a@b.example\n',
    ),
  ).toEqual({
    'Order - Number': 'orderNumber',
    'Shipment - Tracking Number': 'trackingNumber',
    'Shipment - Carrier': 'carrier',
    'Shipment - Ship Date': 'shippedAt',
    'Ship To - Name': 'name',
    'Ship To - Postal Code': 'postalCode',
    'Customer - Email': 'email',
  });
});

test('Amazon, where the carrier name beats the carrier code', () => {
  expect(
    guess(
      'tracking',
      'order-id\torder-item-id\tquantity\tship-date\tcarrier-code\tcarrier-name\ttracking-number\tship-method\n1\t2\t1\t2024-01-02\tOther\tDPD\t15501234567890\tStd\n',
    ),
  ).toMatchObject({
    'order-id': 'orderNumber',
    quantity: 'quantity',
    'ship-date': 'shippedAt',
    'carrier-name': 'carrier',
    'tracking-number': 'trackingNumber',
  });
});

test('PledgeBox, WooCommerce, AfterShip, German, French', () => {
  expect(
    guess('tracking', 'PBID,Courier Code,Tracking Code,Partial Shipped\n1,usps,9400110200881234567890,Y\n'),
  ).toEqual({
    PBID: 'pledgeId',
    'Courier Code': 'carrier',
    'Tracking Code': 'trackingNumber',
    'Partial Shipped': 'partial',
  });
  expect(
    guess(
      'tracking',
      'order_number,tracking_number,shipment_provider,tracking_url,items\n1,94001,usps,https://a.example/94001,x:1\n',
    ),
  ).toMatchObject({ order_number: 'orderNumber', shipment_provider: 'carrier' });
  expect(
    guess(
      'tracking',
      'tracking_number,courier,email,order_id,customer_name,destination_country\n94001,ups,a@b.example,1,Ann,US\n',
    ),
  ).toMatchObject({
    courier: 'carrier',
    order_id: 'orderNumber',
    customer_name: 'name',
    destination_country: 'country',
  });
  expect(guess('tracking', 'Bestellnummer;Sendungsnummer\n1;00340434161094015902\n')).toEqual({
    Bestellnummer: 'orderNumber',
    Sendungsnummer: 'trackingNumber',
  });
  expect(guess('tracking', 'Numéro de commande;Numéro de suivi\n1;8N00123456789\n')).toEqual({
    'Numéro de commande': 'orderNumber',
    'Numéro de suivi': 'trackingNumber',
  });
});

test('Name is the order only where its values look like #1001', () => {
  expect(guess('tracking', 'Name,Tracking\n#1001,94001\n#1002,94002\n')['Name']).toBe('orderNumber');
  expect(guess('tracking', 'Name,Tracking\nAnn,94001\nBob,94002\n')['Name']).toBe('name');
});

test('a weak alias loses to a strong one, and serves when alone', () => {
  expect(guess('tracking', 'Order,Shipping Method,Carrier,Tracking\n1,Express,UPS,94001\n')).toMatchObject({
    Carrier: 'carrier',
  });
  expect(guess('tracking', 'Order,Shipping Method,Tracking\n1,UPS,94001\n')).toMatchObject({
    'Shipping Method': 'carrier',
  });
});

test('one column to a field, the left one first', () => {
  expect(guess('tracking', 'Tracking,Tracking Number,Tracking,Order\n94001,94002,94003,1\n')).toEqual({
    'Tracking Number': 'trackingNumber',
    Order: 'orderNumber',
  });
  expect(Object.keys(guess('tracking', 'Order,Tracking,Order\n1,94001,2\n'))).toHaveLength(2);
});

test('without a header the values speak, with little confidence', () => {
  const found = detectLayout(
    Buffer.from(
      '#1001,a@b.example,9400110200881234567890,USPS,https://t.example/1\n#1002,c@d.example,1Z999AA10123456784,UPS,https://t.example/2\n',
    ),
  );
  if (found.kind !== 'layout') throw new Error(JSON.stringify(found));
  const guesses = guessMapping(found.layout.columns, 'tracking');
  expect(guesses.map((one) => one.field)).toEqual([
    'orderNumber',
    'email',
    'trackingNumber',
    'carrier',
    'trackingUrl',
  ]);
  expect(Math.max(...guesses.map((one) => one.confidence))).toBeLessThanOrEqual(0.5);
});

const KICKSTARTER_TAIL =
  'Survey Response,Shipping Name,Shipping Address 1,Shipping Address 2,Shipping City,Shipping State,Shipping Postal Code,Shipping Country Name,Shipping Country Code,Shipping Phone Number,Shipping Delivery Notes';
const TAIL_ROW =
  '"2018/03/28, 10:27",Ann A,1 Main St,,Springfield,IL,01234,United States,US,555,leave at door';

test('Kickstarter, newest form with add-ons and item columns', () => {
  const header = `Backer Number,Backer UID,Backer Name,Email,Shipping Country,Shipping Amount,Reward Title,Backing Minimum,Reward ID,Bonus Support,Pledge Amount,Pledged At,Fulfillment Status,Pledged Status,Notes,Billing State/Province,Billing Country,Late Pledge,[Addon: 12345] Extra Dice,Playmat,How many players?,${KICKSTARTER_TAIL}`;
  const mapping = guess(
    'backers',
    `${header}\n1,99,Ann,a@b.example,US,$5.00,Deluxe,10,7,0,$15.00,"2018/03/28, 10:27",,collected,,IL,US,0,1,2,4,${TAIL_ROW}\n`,
  );
  expect(mapping).toEqual({
    'Backer Number': 'backerNumber',
    'Backer UID': 'backerUid',
    'Backer Name': 'name',
    Email: 'email',
    'Reward Title': 'rewardTitle',
    'Pledged At': 'pledgedAt',
    'Fulfillment Status': 'fulfillmentStatus',
    'Pledged Status': 'pledgedStatus',
    Notes: 'notes',
    '[Addon: 12345] Extra Dice': 'itemColumn',
    Playmat: 'itemColumn',
    'Survey Response': 'surveyStatus',
    'Shipping Name': 'shippingName',
    'Shipping Address 1': 'address1',
    'Shipping Address 2': 'address2',
    'Shipping City': 'city',
    'Shipping State': 'state',
    'Shipping Postal Code': 'postalCode',
    'Shipping Country Name': 'countryName',
    'Shipping Country Code': 'countryCode',
    'Shipping Phone Number': 'phone',
    'Shipping Delivery Notes': 'deliveryNotes',
  });
});

test('Kickstarter, older forms', () => {
  const middle =
    'Backer Number,Backer UID,Backer Name,Email,Shipping Country,Shipping Amount,Reward Title,Reward Minimum,Pledge Amount,Pledged At,Rewards Sent?,Pledged Status,Notes';
  expect(
    guess(
      'backers',
      `${middle}\n1,99,Ann,a@b.example,US,$5.00,Deluxe,10,$15.00,"2018/03/28, 10:27",Sent,collected,\n`,
    ),
  ).toMatchObject({
    'Rewards Sent?': 'fulfillmentStatus',
    'Shipping Country': 'countryCode',
  });
  const oldest =
    'Backer Id,Backer Name,Email,Shipping Country,Shipping Amount,Reward Minimum,Pledge Amount,Pledged At,Rewards Sent?,Pledged Status,Notes';
  expect(
    guess(
      'backers',
      `${oldest}\n1,Ann,a@b.example,United States,$5.00,$10.00,$15.00,"2014/03/28, 10:27",,collected,\n`,
    ),
  ).toMatchObject({
    'Backer Id': 'pledgeId',
    'Backer Name': 'name',
    'Shipping Country': 'countryName',
  });
});

test('one row to a SKU line, SKU list, 3PL order file, Gamefound', () => {
  expect(
    guess(
      'backers',
      'Pledge ID,Email,SKU,Item Name,Quantity\n1,a@b.example,BOX,The Box,1\n1,a@b.example,DICE,Dice,2\n',
    ),
  ).toMatchObject({ SKU: 'sku', 'Item Name': 'itemName', Quantity: 'quantity' });
  expect(guess('backers', 'Backer Number,SKU and Quantity List\n1,"BOX:1, DICE:2"\n')).toMatchObject({
    'SKU and Quantity List': 'items',
  });
  expect(
    guess(
      'backers',
      'Pledge ID,Pledged At,Email,BOX-01,DICE-02\n1,2018-03-28,a@b.example,1,\n2,2018-03-28,c@d.example,1,2\n',
    ),
  ).toMatchObject({ 'BOX-01': 'itemColumn', 'DICE-02': 'itemColumn' });
  expect(
    guess(
      'backers',
      'Order #,Recipient Full Name,Recipient Email,Recipient Phone,Recipient Company,Address Line 1,Address Line 2,City,State,Postal Code,Country Code,Item SKU,Item Name / Title,Item Quantity,Item Weight (oz)\n1,Ann,a@b.example,5,,x,,y,z,1,US,S,N,1,4\n',
    ),
  ).toMatchObject({
    'Order #': 'orderNumber',
    'Recipient Full Name': 'shippingName',
    'Recipient Company': 'company',
    'Item SKU': 'sku',
    'Item Name / Title': 'itemName',
    'Item Quantity': 'quantity',
    'Country Code': 'countryCode',
  });
  expect(guess('backers', 'OrderPublicID,E-mail,Stage,Notes\nGF1,a@b.example,Ready,\n')).toEqual({
    OrderPublicID: 'orderNumber',
    'E-mail': 'email',
    Stage: 'status',
    Notes: 'notes',
  });
});
