import { randomUUID } from 'node:crypto';
import { ApiError, invalid, notFound } from './api-error.ts';
import type { EasyPostAddress, FieldProblem, Verification } from './easypost.types.ts';
import { type Body, isBody, text } from './request-body.ts';
import type { World } from './world.ts';
import { isZip } from './zones.ts';

/** POST /v2/addresses: `verify` adds what is wrong with it, `verify_strict` refuses it. */
export function createAddress(world: World, account: string, body: Body): EasyPostAddress {
  const given = body.address;
  if (!isBody(given)) throw invalid('ADDRESS', { address: 'Required and missing.' });
  const wants = wanted(body.verify ?? given.verify);
  const strictly = wanted(body.verify_strict ?? given.verify_strict);
  const address = makeAddress(world, given, wants || strictly);
  if (strictly) refuse(address);
  world.store.addAddress.run(address.id, account, JSON.stringify(address));
  return address;
}

/** GET /v2/addresses/:id/verify and POST /v2/addresses/create_and_verify. @throws ApiError when it cannot be delivered to */
export function verifyAddress(address: EasyPostAddress): { address: EasyPostAddress } {
  const verified = { ...address, verifications: { delivery: verification(address) } };
  refuse(verified);
  return { address: verified };
}

export function findAddress(world: World, account: string, id: string): EasyPostAddress {
  const row = world.store.address.get(account, id) as { body: string } | undefined;
  if (!row) throw notFound();
  return JSON.parse(row.body) as EasyPostAddress;
}

/** An address of a shipment: written out, or the id of one made before. */
export function addressOf(world: World, account: string, given: Body): EasyPostAddress {
  if (typeof given.id === 'string') return findAddress(world, account, given.id);
  const address = makeAddress(world, given, wanted(given.verify) || wanted(given.verify_strict));
  if (wanted(given.verify_strict)) refuse(address);
  return address;
}

function makeAddress(world: World, given: Body, verify: boolean): EasyPostAddress {
  const at = new Date(world.now()).toISOString().replace(/\.\d+Z$/, '+00:00');
  const address: EasyPostAddress = {
    id: `adr_${randomUUID().replaceAll('-', '')}`,
    object: 'Address',
    created_at: at,
    updated_at: at,
    name: text(given.name),
    company: text(given.company),
    street1: text(given.street1),
    street2: text(given.street2),
    city: text(given.city),
    state: text(given.state),
    zip: text(given.zip),
    country: (text(given.country) ?? 'US').toUpperCase(),
    phone: text(given.phone),
    email: text(given.email),
    mode: 'test',
    carrier_facility: null,
    residential: null,
    federal_tax_id: text(given.federal_tax_id),
    state_tax_id: text(given.state_tax_id),
    verifications: {},
  };
  if (!verify) return address;
  return { ...address, residential: true, verifications: { delivery: verification(address) } };
}

function wanted(verify: unknown): boolean {
  return verify === true || verify === 'true' || (Array.isArray(verify) && verify.length > 0);
}

/** What makes a parcel come back: no more than the eye sees, for no list of streets is at hand. */
export function addressProblems(address: EasyPostAddress): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const problem = (code: string, field: string, message: string) =>
    problems.push({ code, field, message, suggestion: null });
  if (!address.street1 || (!address.city && !address.zip))
    problem('E.ADDRESS.NOT_FOUND', 'address', 'Address not found');
  if (!/^[A-Z]{2}$/.test(address.country))
    problem('E.COUNTRY.UNSUPPORTED', 'country', 'Country is not supported');
  if (address.country === 'US' && address.street1 && !/\d/.test(address.street1 + (address.street2 ?? '')))
    problem('E.HOUSE_NUMBER.MISSING', 'street1', 'House number is missing');
  if (address.country === 'US' && address.zip && !isZip(address.zip))
    problem('E.ZIP.INVALID', 'zip', 'Invalid zip code');
  return problems;
}

function verification(address: EasyPostAddress): Verification {
  const errors = addressProblems(address);
  return { success: errors.length === 0, errors, details: null };
}

function refuse(address: EasyPostAddress): void {
  const errors = address.verifications.delivery?.errors ?? [];
  if (errors.length > 0)
    throw new ApiError(422, 'ADDRESS.VERIFY.FAILURE', 'Unable to verify address.', errors);
}
