import { readFile } from 'node:fs/promises';

import type { Carrier, NumberFormat } from './carrier.ts';
import { CARRIERS } from './carriers.data.ts';
import { compileCarriers } from './carrier-book.ts';
import { CHECK_ALGORITHMS, type CheckRule } from './check-digits.ts';
import { parseShape } from './number-shape.ts';

/** More than any list of carriers needs; a wrong path to a large file is told at once. */
const LARGEST_FILE = 1024 * 1024;

const CARRIER_KEYS = [
  'slug',
  'name',
  'aliases',
  'url',
  'family',
  's10',
  'formats',
  'complete',
  'servicesInName',
];
const FORMAT_KEYS = ['id', 'name', 'shape', 'check', 'confidence', 'distinctive'];
const CHECK_KEYS = ['algorithm', 'from', 'at', 'weights', 'prefix'];

type Json = Record<string, unknown>;

/** What is wrong with the file, for a person at start-up. */
export class CarriersFileError extends Error {
  override name = 'CarriersFileError';
}

/**
 * The carriers of this instance: the built-in ones, changed by the file that CARRIERS_FILE names. The file holds
 * `{ "carriers": [ … ] }` with objects as in carriers.data.ts. A new slug adds a carrier; a known one changes it: fields
 * given replace the built-in ones, fields left out stay. `"remove": true` takes a carrier away.
 * @param file absolute path; undefined gives the built-in carriers.
 * @throws CarriersFileError listing every problem with its place in the file and what is allowed, for a person at start-up.
 */
export async function loadCarriers(file: string | undefined): Promise<readonly Carrier[]> {
  if (file === undefined) return CARRIERS;
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new CarriersFileError(
      `CARRIERS_FILE ${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      {
        cause: error,
      },
    );
  });
  if (text.length > LARGEST_FILE)
    throw new CarriersFileError(`CARRIERS_FILE ${file} is larger than 1 MiB. Is it the right file?`);
  let content: unknown;
  try {
    content = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new CarriersFileError(
      `CARRIERS_FILE ${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
  const { carriers, problems } = overrideCarriers(CARRIERS, content);
  if (problems.length > 0)
    throw new CarriersFileError(
      `CARRIERS_FILE ${file} cannot be used:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`,
    );
  return carriers;
}

/**
 * Applies the content of an override file to a list of carriers.
 * @returns the new list, and one sentence for each problem; the list is only good when there is none.
 */
export function overrideCarriers(
  base: readonly Carrier[],
  content: unknown,
): { carriers: readonly Carrier[]; problems: string[] } {
  const problems: string[] = [];
  if (!isObject(content) || !Array.isArray(content['carriers'])) {
    return {
      carriers: base,
      problems: ['The file must hold an object with a list "carriers": { "carriers": [ … ] }.'],
    };
  }
  unknownKeys(content, ['carriers'], 'the file', problems);
  const bySlug = new Map(base.map((carrier) => [carrier.slug, carrier]));
  const given = new Set<string>();
  content['carriers'].forEach((entry: unknown, index) => {
    const place = `carriers[${index}]`;
    if (!isObject(entry)) return problems.push(`${place} must be an object.`);
    const slug = entry['slug'];
    if (typeof slug !== 'string' || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug)) {
      return problems.push(
        `${place}.slug is ${show(slug)}; it must be lower-case letters, digits and single hyphens, such as "acme-post".`,
      );
    }
    if (given.has(slug)) return problems.push(`${place}.slug "${slug}" is given twice.`);
    given.add(slug);
    const known = bySlug.get(slug);
    if (entry['remove'] === true) {
      if (!known) problems.push(`${place} removes "${slug}", which is not a known carrier.`);
      unknownKeys(entry, ['slug', 'remove'], `${place} (which removes a carrier)`, problems);
      bySlug.delete(slug);
      return undefined;
    }
    const carrier = readCarrier(entry, slug, known, place, problems);
    // Last in the list, so that its names win over those of the built-in carriers.
    bySlug.delete(slug);
    bySlug.set(slug, carrier);
    return undefined;
  });
  const carriers = [...bySlug.values()];
  if (problems.length === 0) {
    sameFormatIds(carriers, problems);
    tryCompile(carriers, problems);
  }
  return { carriers, problems };
}

function readCarrier(
  entry: Json,
  slug: string,
  known: Carrier | undefined,
  place: string,
  problems: string[],
): Carrier {
  unknownKeys(entry, CARRIER_KEYS, place, problems);
  const name = entry['name'] ?? known?.name;
  if (typeof name !== 'string' || name.trim() === '' || name.length > 80) {
    problems.push(`${place}.name is ${show(name)}; a carrier needs a name of 1 to 80 characters.`);
  }
  const url = entry['url'] === undefined ? (known?.url ?? null) : entry['url'];
  const urlProblem = url === null ? null : problemOfUrl(url);
  if (urlProblem !== null) problems.push(`${place}.url is ${show(url)}; ${urlProblem}`);
  const aliases = entry['aliases'] ?? known?.aliases ?? [];
  if (!isListOf(aliases, (alias) => /[\p{L}\p{N}]/u.test(alias)))
    problems.push(`${place}.aliases must be a list of names, each with a letter or digit.`);
  const family = entry['family'] ?? known?.family;
  if (family !== undefined && typeof family !== 'string')
    problems.push(`${place}.family is ${show(family)}; it must be a word shared by carriers of one house.`);
  const s10 = entry['s10'] ?? known?.s10;
  if (s10 !== undefined && !isListOf(s10, (country) => /^[A-Z]{2}$/.test(country))) {
    problems.push(
      `${place}.s10 is ${show(s10)}; it must be a list of two-letter countries, such as ["GB"], or [].`,
    );
  }
  for (const key of ['complete', 'servicesInName']) {
    if (entry[key] !== undefined && typeof entry[key] !== 'boolean')
      problems.push(`${place}.${key} is ${show(entry[key])}; it must be true or false.`);
  }
  const formats =
    entry['formats'] === undefined
      ? (known?.formats ?? [])
      : readFormats(entry['formats'], `${place}.formats`, problems);
  return { ...known, ...entry, slug, name, url, aliases, formats } as Carrier;
}

function readFormats(value: unknown, place: string, problems: string[]): readonly NumberFormat[] {
  if (!Array.isArray(value)) {
    problems.push(`${place} must be a list of formats.`);
    return [];
  }
  value.forEach((format: unknown, index) => {
    const here = `${place}[${index}]`;
    if (!isObject(format)) return problems.push(`${here} must be an object.`);
    unknownKeys(format, FORMAT_KEYS, here, problems);
    for (const key of ['id', 'name'] as const) {
      const text = format[key];
      if (typeof text !== 'string' || text.trim() === '' || text.length > 80)
        problems.push(`${here}.${key} is ${show(text)}; it must be text of 1 to 80 characters.`);
    }
    const confidence = format['confidence'];
    if (typeof confidence !== 'number' || !(confidence >= 0 && confidence <= 1))
      problems.push(`${here}.confidence is ${show(confidence)}; it must be a number from 0 to 1.`);
    if (format['distinctive'] !== undefined && typeof format['distinctive'] !== 'boolean')
      problems.push(`${here}.distinctive must be true or false.`);
    const lengths = readShape(format['shape'], here, problems);
    if (format['check'] !== undefined && lengths.length > 0)
      readCheck(format['check'], lengths, `${here}.check`, problems);
    return undefined;
  });
  return value as NumberFormat[];
}

/** The lengths a shape allows; empty when it cannot be read. */
function readShape(shape: unknown, place: string, problems: string[]): number[] {
  if (typeof shape !== 'string' || shape.length > 200) {
    problems.push(`${place}.shape is ${show(shape)}; it must be a shape such as "AB#{10}".`);
    return [];
  }
  try {
    return parseShape(shape).map((variant) => variant.length);
  } catch (error) {
    problems.push(`${place}.shape ${error instanceof Error ? error.message : String(error)}.`);
    return [];
  }
}

function readCheck(check: unknown, lengths: readonly number[], place: string, problems: string[]): void {
  if (!isObject(check)) {
    problems.push(`${place} must be an object with an algorithm.`);
    return;
  }
  unknownKeys(check, CHECK_KEYS, place, problems);
  const algorithm = check['algorithm'] as CheckRule['algorithm'];
  if (!CHECK_ALGORITHMS.includes(algorithm))
    problems.push(`${place}.algorithm is ${show(algorithm)}; allowed are ${CHECK_ALGORITHMS.join(', ')}.`);
  const shortest = Math.min(...lengths);
  const from = check['from'] ?? 0;
  const at = check['at'] ?? shortest - 1;
  const inside = (index: unknown): index is number =>
    Number.isInteger(index) && (index as number) >= 0 && (index as number) < shortest;
  if (!inside(from) || !inside(at) || from >= at) {
    problems.push(
      `${place} covers from ${show(from)} up to ${show(at)}; both are places counted from 0 within ${shortest} characters, the first before the second.`,
    );
  } else if (algorithm === 's10' && at !== from + 8) {
    problems.push(`${place} is s10, which covers eight digits: "at" must be "from" + 8.`);
  }
  const weights = check['weights'];
  const weighted = algorithm === 'mod10' || algorithm === 'mod11-mod10';
  const goodWeights =
    Array.isArray(weights) &&
    weights.length > 0 &&
    (algorithm !== 'mod10' || weights.length === 2) &&
    weights.every((weight) => Number.isInteger(weight) && weight >= 0 && weight < 1000);
  if (weighted && !goodWeights)
    problems.push(
      `${place}.weights is ${show(weights)}; ${algorithm} needs ${algorithm === 'mod10' ? 'two' : 'some'} whole numbers, from the right.`,
    );
  if (!weighted && weights !== undefined)
    problems.push(`${place}.weights is not used by ${show(algorithm)}.`);
  const prefix = check['prefix'];
  if (
    prefix !== undefined &&
    (algorithm !== 'mod10' || typeof prefix !== 'string' || !/^\d{1,8}$/.test(prefix))
  ) {
    problems.push(`${place}.prefix is ${show(prefix)}; it goes with mod10 and is 1 to 8 digits.`);
  }
}

/** What is wrong with a URL template, or null. */
function problemOfUrl(url: unknown): string | null {
  if (typeof url !== 'string' || url.length > 2_000) return 'it must be text, or null for none.';
  if (!url.includes('%s')) return 'it must contain %s where the tracking number goes.';
  const parsed = URL.parse(url.replaceAll('%s', '0'));
  if (!parsed || !/^https?:$/.test(parsed.protocol)) return 'it must be an http:// or https:// address.';
  if (/%s/.test(/^[a-z]+:\/\/[^/?#]*/i.exec(url)?.[0] ?? ''))
    return 'the number must not be part of the host.';
  return null;
}

/** Ids are recorded beside guesses: two formats of one id could not be told apart. */
function sameFormatIds(carriers: readonly Carrier[], problems: string[]): void {
  const owner = new Map<string, string>();
  for (const { slug, formats } of carriers) {
    for (const { id } of formats) {
      const other = owner.get(id);
      if (other !== undefined)
        problems.push(`The format id "${id}" of "${slug}" is already used by "${other}".`);
      owner.set(id, slug);
    }
  }
}

function tryCompile(carriers: readonly Carrier[], problems: string[]): void {
  try {
    compileCarriers(carriers);
  } catch (error) {
    problems.push(`${error instanceof Error ? error.message : String(error)}.`);
  }
}

function unknownKeys(value: Json, allowed: readonly string[], place: string, problems: string[]): void {
  for (const key of Object.keys(value)) {
    if (!allowed.includes(key))
      problems.push(`"${key}" in ${place} is not known; allowed are ${allowed.join(', ')}.`);
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isListOf(value: unknown, good: (text: string) => boolean): boolean {
  return (
    Array.isArray(value) && value.every((text) => typeof text === 'string' && text.length <= 80 && good(text))
  );
}

/** A value as the file has it, cut short. */
function show(value: unknown): string {
  const text = value === undefined ? 'missing' : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
