import { PDFDocument } from 'pdf-lib';
import { describe, expect, it } from 'vitest';
import { carrierFromName, numberFitsCarrier, recogniseCarrier } from '../carriers/carrier-match.ts';
import { code128, code128Values } from './code-128.ts';
import { barcodeText } from './label.ts';
import { offers } from './price-list.ts';
import { ADA, BOX, CUSTOMS, GRACE, JONAS, startStand } from './simulator.fixture.ts';
import { type SimulatedCarrier, trackingCode } from './tracking-codes.ts';
import { uspsZone } from './zones.ts';

describe('tracking numbers', () => {
  it.each<[SimulatedCarrier, string, string]>([
    ['USPS', 'GroundAdvantage', 'usps'],
    ['USPS', 'Priority', 'usps'],
    ['USPS', 'FirstClassPackageInternationalService', 'usps'],
    ['UPS', 'Ground', 'ups'],
    ['FedEx', 'FEDEX_GROUND', 'fedex'],
    ['DHLExpress', 'ExpressWorldwideNonDoc', 'dhl-express'],
    ['AsendiaUsa', 'ePAQPlus', 'asendia'],
    ['RoyalMail', 'Tracked48', 'royal-mail'],
    ['CanadaPost', 'ExpeditedParcel', 'canada-post'],
    ['DPD', 'DPDCLASSIC', 'dpd'],
  ])('of %s %s pass its check digit, and none comes twice', (carrier, service, slug) => {
    expect(carrierFromName(carrier)).toBe(slug);
    const codes = Array.from({ length: 500 }, (_, n) => trackingCode(carrier, service, '4711', n * 3 + 1));
    for (const code of codes) expect([code, numberFitsCarrier(code, slug)]).toEqual([code, 'fits']);
    expect(new Set(codes).size).toBe(codes.length);
  });

  it('of USPS are taken for USPS’s without being told', () => {
    expect(recogniseCarrier(trackingCode('USPS', 'Priority', '1000', 1))?.slug).toBe('usps');
  });
});

describe('Code 128', () => {
  it('writes digits in pairs, and everything else sign by sign', () => {
    // Start C, 12 34, check (105 + 1·12 + 2·34) mod 103 = 82.
    expect(code128Values('1234')).toEqual([105, 12, 34, 82, 106]);
    // Start B, P J J, check (104 + 48 + 84 + 126) mod 103 = 53.
    expect(code128Values('PJJ')).toEqual([104, 48, 42, 42, 53, 106]);
    expect(code128Values('A1234').slice(0, 4)).toEqual([104, 33, 99, 12]);
    expect(code128Values('\x1d42010005\x1d94').slice(0, 7)).toEqual([105, 102, 42, 1, 0, 5, 102]);
    expect(() => code128Values('ü')).toThrow();
  });

  it('has symbols of eleven modules, each another one', () => {
    const seen = new Set<string>();
    for (let value = 0; value < 95; value += 1) {
      const { bars, width } = code128(String.fromCharCode(value + 32));
      expect(width).toBe(11 * 3 + 13);
      seen.add(JSON.stringify(bars));
    }
    expect(seen.size).toBe(95);
  });
});

describe('prices', () => {
  it('count zones as USPS does', () => {
    expect(uspsZone('90277', '90210')).toBeLessThan(3);
    expect(uspsZone('90277', '10005')).toBe(8);
    expect(uspsZone('60601', '10005')).toBeGreaterThan(3);
    expect(uspsZone(null, '10005')).toBe(5);
  });

  it('are offered wherever a parcel may go, and not for what nobody carries', () => {
    const freight = { ounces: 20, size: null, zone: null };
    for (const [from, to] of [
      ['US', 'DE'],
      ['US', 'CA'],
      ['GB', 'GB'],
      ['DE', 'FR'],
      ['JP', 'JP'],
      ['AU', 'US'],
    ] as const)
      expect(offers({ ...freight, from, to }).offers.length, `${from} to ${to}`).toBeGreaterThan(0);
    const heavy = offers({ ...freight, from: 'US', to: 'US', ounces: 1200 });
    expect(heavy.offers).toEqual([]);
    expect(heavy.declined[0]?.message).toContain('exceeds the maximum');
  });
});

describe('a label', () => {
  const buy = async (stand: Awaited<ReturnType<typeof startStand>>, to: object, format: string) => {
    const shipment = {
      reference: 'WB-7',
      to_address: to,
      from_address: ADA,
      parcel: BOX,
      options: { label_format: format },
      ...(to === JONAS && { customs_info: CUSTOMS }),
    };
    const made = await stand.call('POST', '/v2/shipments', { shipment });
    const { id, rates } = made.body as unknown as { id: string; rates: { id: string }[] };
    const { body } = await stand.call('POST', `/v2/shipments/${id}/buy`, { rate: { id: rates[0]?.id } });
    return body as unknown as { id: string; tracking_code: string; postage_label: { label_url: string } };
  };

  it('is a page of 4 by 6 inches that other programs read, the same each time', async () => {
    await using stand = await startStand();
    for (const to of [GRACE, JONAS]) {
      const { postage_label: label } = await buy(stand, to, 'PDF');
      const file = await fetch(label.label_url);
      expect(file.headers.get('content-type')).toBe('application/pdf');
      const bytes = Buffer.from(await file.arrayBuffer());
      expect(bytes.length).toBeLessThan(10_000);
      const pdf = await PDFDocument.load(bytes);
      expect(pdf.getPages().map((page) => page.getSize())).toEqual([{ width: 288, height: 432 }]);
      expect(Buffer.from(await (await fetch(label.label_url)).arrayBuffer()).equals(bytes)).toBe(true);
    }
  });

  it('is had as ZPL too, and in no format that is not made here', async () => {
    await using stand = await startStand();
    const { id, tracking_code: code, postage_label: label } = await buy(stand, GRACE, 'ZPL');
    const text = await (await fetch(label.label_url)).text();
    expect(text).toMatch(/^\^XA/);
    expect(text).toContain(code);
    const converted = await stand.call('GET', `/v2/shipments/${id}/label?file_format=PDF`);
    expect(converted.body).toMatchObject({
      postage_label: { label_pdf_url: expect.stringMatching(/\.pdf$/) as string },
    });
    expect(await stand.call('GET', `/v2/shipments/${id}/label?file_format=EPL2`)).toMatchObject({
      status: 422,
      body: { error: { code: 'SHIPMENT.POSTAGE.FORMAT_UNAVAILABLE' } },
    });
  });

  it('carries the ZIP code before the number where USPS wants it', () => {
    const to = { zip: '10005-1234' } as never;
    expect(barcodeText('USPS', '9400111899223033330005', to)).toBe('\x1d42010005\x1d9400111899223033330005');
    expect(barcodeText('UPS', '1ZWB00000300000010', to)).toBe('1ZWB00000300000010');
  });
});
