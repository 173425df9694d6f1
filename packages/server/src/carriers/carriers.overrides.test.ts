import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import {
  carrierFromName,
  failedCheckDigit,
  recogniseCarrier,
  trackingUrl,
  useCarriers,
} from './carrier-match.ts';
import { CARRIERS } from './carriers.data.ts';
import { loadCarriers, overrideCarriers } from './carriers.overrides.ts';

const acme = {
  slug: 'acme',
  name: 'Acme Couriers',
  aliases: ['acme_post'],
  url: 'https://acme.example/track?n=%s',
  formats: [
    {
      id: 'acme-10',
      name: 'Acme',
      shape: 'AC#{10}',
      check: { algorithm: 'mod10', weights: [3, 1], from: 2 },
      confidence: 0.9,
      distinctive: true,
    },
  ],
};

const problemsOf = (...carriers: unknown[]) => overrideCarriers(CARRIERS, { carriers }).problems;

afterEach(() => useCarriers(CARRIERS));

describe('overrideCarriers', () => {
  it('adds a carrier, whose numbers, names and links then work', () => {
    const { carriers, problems } = overrideCarriers(CARRIERS, { carriers: [acme] });
    expect(problems).toEqual([]);
    useCarriers(carriers);
    // 123456789: 9×3+8+7×3+6+5×3+4+3×3+2+1×3 = 95, so 5.
    expect(recogniseCarrier('AC1234567895')).toMatchObject({
      slug: 'acme',
      format: 'acme-10',
      checkDigit: 'valid',
    });
    expect(failedCheckDigit('AC1234567896')).toEqual({ slug: 'acme', format: 'acme-10', distinctive: true });
    expect(carrierFromName('ACME Post')).toBe('acme');
    expect(trackingUrl('acme', 'AC1234567895')).toBe('https://acme.example/track?n=AC1234567895');
  });

  it('changes only the fields given of a known carrier', () => {
    const { carriers, problems } = overrideCarriers(CARRIERS, {
      carriers: [{ slug: 'usps', url: 'https://usps.example/%s' }],
    });
    expect(problems).toEqual([]);
    useCarriers(carriers);
    expect(trackingUrl('usps', '9400111201080805483016')).toBe('https://usps.example/9400111201080805483016');
    expect(recogniseCarrier('9400111201080805483016')?.slug).toBe('usps');
    expect(recogniseCarrier('RB473124829US')?.slug).toBe('usps');
    expect(carrierFromName('USPS Priority Mail')).toBe('usps');
  });

  it('lets the names of the file win over built-in ones', () => {
    const { carriers, problems } = overrideCarriers(CARRIERS, {
      carriers: [{ ...acme, aliases: ['hermes'] }],
    });
    expect(problems).toEqual([]);
    useCarriers(carriers);
    expect(carrierFromName('Hermes')).toBe('acme');
    expect(carrierFromName('Evri')).toBe('evri');
  });

  it('takes a link or a carrier away', () => {
    const { carriers, problems } = overrideCarriers(CARRIERS, {
      carriers: [
        { slug: 'yodel', remove: true },
        { slug: 'gls', url: null },
      ],
    });
    expect(problems).toEqual([]);
    useCarriers(carriers);
    expect(recogniseCarrier('JD0002254405060992')).toBeNull();
    expect(carrierFromName('Yodel')).toBeNull();
    expect(trackingUrl('gls', '123')).toBeNull();
    expect(carrierFromName('GLS')).toBe('gls');
  });

  it.each([
    [
      'no list',
      overrideCarriers(CARRIERS, []).problems,
      'The file must hold an object with a list "carriers"',
    ],
    [
      'a number',
      overrideCarriers(CARRIERS, { carriers: 3 }).problems,
      'The file must hold an object with a list "carriers"',
    ],
    [
      'a stray key',
      overrideCarriers(CARRIERS, { carriers: [], carrier: [] }).problems,
      '"carrier" in the file is not known; allowed are carriers.',
    ],
    ['text for a carrier', problemsOf('usps'), 'carriers[0] must be an object.'],
    ['no slug', problemsOf({ name: 'X' }), 'carriers[0].slug is missing; it must be lower-case letters'],
    ['an upper-case slug', problemsOf({ slug: 'USPS' }), 'carriers[0].slug is "USPS"'],
    ['a slug twice', problemsOf(acme, acme), 'carriers[1].slug "acme" is given twice.'],
    [
      'a misspelt key',
      problemsOf({ slug: 'usps', ulr: 'x' }),
      '"ulr" in carriers[0] is not known; allowed are slug, name,',
    ],
    [
      'a new carrier without a name',
      problemsOf({ slug: 'acme' }),
      'carriers[0].name is missing; a carrier needs a name',
    ],
    [
      'removal of nobody',
      problemsOf({ slug: 'acme', remove: true }),
      'carriers[0] removes "acme", which is not a known carrier.',
    ],
    [
      'a script for a link',
      problemsOf({ ...acme, url: 'javascript:alert(%s)' }),
      'carriers[0].url is "javascript:alert(%s)"; it must be an http:// or https:// address.',
    ],
    [
      'a link without a place',
      problemsOf({ ...acme, url: 'https://acme.example/' }),
      'it must contain %s where the tracking number goes.',
    ],
    [
      'a link whose host is the number',
      problemsOf({ ...acme, url: 'https://%s.acme.example/' }),
      'the number must not be part of the host.',
    ],
    [
      'a number for a link',
      problemsOf({ ...acme, url: 7 }),
      'carriers[0].url is 7; it must be text, or null for none.',
    ],
    [
      'an empty alias',
      problemsOf({ ...acme, aliases: ['--'] }),
      'carriers[0].aliases must be a list of names',
    ],
    [
      'a country in lower case',
      problemsOf({ ...acme, s10: ['gb'] }),
      'carriers[0].s10 is ["gb"]; it must be a list of two-letter countries',
    ],
    [
      'a word for a flag',
      problemsOf({ ...acme, complete: 'yes' }),
      'carriers[0].complete is "yes"; it must be true or false.',
    ],
    [
      'formats that are no list',
      problemsOf({ ...acme, formats: {} }),
      'carriers[0].formats must be a list of formats.',
    ],
  ])('refuses %s', (_, problems, sentence) => {
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(sentence);
  });

  const format = acme.formats[0]!;
  it.each([
    [
      'a regular expression',
      { shape: '^AC\\d+$' },
      'carriers[0].formats[0].shape "^AC\\d+$" has "^" at character 1',
    ],
    ['an open bracket', { shape: 'AC[12#' }, 'opens [ at character 3 and never closes it'],
    ['an odd bracket', { shape: 'AC[a-z]#' }, 'has [a-z]; between brackets stand letters A–Z and digits'],
    ['an odd repeat', { shape: 'AC#{x}' }, 'has a { at character 4 that is no {n} or {n,m}'],
    ['a repeat backwards', { shape: 'AC#{9,3}' }, 'repeats from 9 to 3'],
    ['a shape too long', { shape: 'AC#{60}' }, 'allows 62 characters; allowed are 1 to 48'],
    ['an empty shape', { shape: '' }, 'allows 0 characters'],
    ['endless repeats', { shape: '#{0,90}#{0,90}#{0,90}' }, 'has too many variable parts'],
    ['no shape', { shape: undefined }, 'carriers[0].formats[0].shape is missing'],
    [
      'confidence above 1',
      { confidence: 90 },
      'carriers[0].formats[0].confidence is 90; it must be a number from 0 to 1.',
    ],
    ['no id', { id: '' }, 'carriers[0].formats[0].id is ""; it must be text'],
    ['an id in use', { id: 'ups-1z' }, 'The format id "ups-1z" of "acme" is already used by "ups".'],
    [
      'an unknown algorithm',
      { check: { algorithm: 'crc' } },
      'carriers[0].formats[0].check.algorithm is "crc"; allowed are mod10, mod11-mod10, mod7',
    ],
    [
      'mod10 without weights',
      { check: { algorithm: 'mod10' } },
      'check.weights is missing; mod10 needs two whole numbers',
    ],
    [
      'mod10 with three weights',
      { check: { algorithm: 'mod10', weights: [1, 2, 3] } },
      'mod10 needs two whole numbers',
    ],
    [
      'weights for Luhn',
      { check: { algorithm: 'luhn', weights: [1, 2] } },
      'check.weights is not used by "luhn".',
    ],
    [
      'a prefix with letters',
      { check: { algorithm: 'mod10', weights: [1, 2], prefix: 'A' } },
      'check.prefix is "A"',
    ],
    [
      'a place outside',
      { check: { algorithm: 'luhn', at: 12 } },
      'covers from 0 up to 12; both are places counted from 0 within 12 characters',
    ],
    ['places the wrong way round', { check: { algorithm: 'luhn', from: 5, at: 5 } }, 'covers from 5 up to 5'],
    ['s10 of the wrong length', { check: { algorithm: 's10', from: 2 } }, 's10, which covers eight digits'],
    ['text for a check', { check: 'luhn' }, 'check must be an object with an algorithm.'],
    ['a misspelt key', { chek: {} }, '"chek" in carriers[0].formats[0] is not known'],
  ])('refuses a format with %s', (_, change, sentence) => {
    const problems = problemsOf({ ...acme, formats: [{ ...format, ...change }] });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(sentence);
  });

  it('tells all problems at once and changes nothing built in', () => {
    const before = JSON.stringify(CARRIERS);
    expect(problemsOf({ slug: 'usps', url: 'ftp://x/%s', aliases: 'usps' }, { slug: '' }, null)).toHaveLength(
      4,
    );
    expect(JSON.stringify(CARRIERS)).toBe(before);
  });
});

describe('loadCarriers', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'waybill-carriers-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const write = async (name: string, text: string) => {
    const file = join(folder, name);
    await writeFile(file, text);
    return file;
  };

  it('gives the built-in carriers when there is no file', async () => {
    expect(await loadCarriers(undefined)).toBe(CARRIERS);
  });

  it('reads a file, with a byte-order mark too', async () => {
    const carriers = await loadCarriers(
      await write('good.json', `\ufeff${JSON.stringify({ carriers: [acme] })}`),
    );
    expect(carriers.at(-1)).toMatchObject({ slug: 'acme', name: 'Acme Couriers' });
    expect(carriers).toHaveLength(CARRIERS.length + 1);
  });

  it('names the file and each problem', async () => {
    const file = await write('bad.json', JSON.stringify({ carriers: [{ slug: 'acme', url: 'x' }] }));
    await expect(loadCarriers(file)).rejects.toThrow(
      `CARRIERS_FILE ${file} cannot be used:\n  - carriers[0].name is missing`,
    );
    await expect(loadCarriers(file)).rejects.toThrow('\n  - carriers[0].url is "x"; it must contain %s');
  });

  it('names the file and the place where it is no JSON', async () => {
    const file = await write('broken.json', '{ "carriers": [ }');
    await expect(loadCarriers(file)).rejects.toThrow(`CARRIERS_FILE ${file} is not JSON: `);
  });

  it('refuses a file that cannot be a list of carriers by its size', async () => {
    await expect(loadCarriers(await write('large.json', ' '.repeat(1024 * 1024 + 1)))).rejects.toThrow(
      'larger than 1 MiB',
    );
  });
});
