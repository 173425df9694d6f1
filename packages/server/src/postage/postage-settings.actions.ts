import type { Owned } from '../access/authorise.ts';
import { requireEmail, requireText } from '../access/checks.ts';
import type { Database } from '../lib/database.ts';
import type { Principal } from '../lib/principal.ts';
import { readerOf } from '../lib/reader.ts';
import { UserError, UserErrorCode } from '../lib/user-error.ts';
import type { CustomsDefaultsRow } from './customs-rules.ts';
import { requireCountry } from './postage-fields.ts';
import type { PostageSettingsInput } from './postage.inputs.ts';
import type { PostageSettings } from './postage.types.ts';
import { missingToBuy, settingsIn } from './postage-settings.row.ts';
import { hearOfParcels, type NewsDeps } from './parcel-news.actions.ts';
import { KEY_PURPOSE } from './provider-of.ts';
import type { PostageAddress } from './provider.ts';

export async function postageSettingsOf(db: Database, { id, creatorId }: Owned): Promise<PostageSettings> {
  const settings = await settingsIn(readerOf(db, [creatorId]), id);
  return {
    provider: settings.provider as PostageSettings['provider'],
    hasKey: settings.hasKey,
    sender: settings.sender,
    customs: settings.customs as PostageSettings['customs'],
    hearsOfParcels: settings.connectionId !== null,
    missing: missingToBuy(settings),
  };
}

/**
 * Changes what is given, then has the provider send news of parcels if it does not yet.
 *
 * @returns what was saved but did not work out
 * @throws UserError BLANK, INVALID
 */
export async function updatePostageSettings(
  deps: NewsDeps,
  project: Owned,
  principal: Principal,
  input: PostageSettingsInput,
): Promise<string[]> {
  const sender = input.sender ? readSender(input.sender) : null;
  const customs = input.customs ? readCustoms(input.customs) : null;
  const key = input.apiKey == null ? null : readKey(input.apiKey);
  const sealed = key ? deps.secret.seal(KEY_PURPOSE, key) : null;
  await deps.db.write([project.creatorId], (client) =>
    client.query(
      `insert into postage_settings as s (project_id, creator_id, provider, api_key_sealed, sender, customs)
       values ($1, $2, coalesce($3::postage_provider, 'SIMULATOR'), $5, $6, coalesce($7::jsonb, '{}'))
       on conflict (project_id) do update set
         provider = coalesce($3::postage_provider, s.provider),
         api_key_sealed = case when $4 then $5 else s.api_key_sealed end,
         -- News come to a connection of the provider they were asked for from.
         webhook_connection_id = case when $4 or $3::postage_provider <> s.provider then null else s.webhook_connection_id end,
         sender = coalesce($6::jsonb, s.sender), customs = coalesce($7::jsonb, s.customs), updated_at = now()`,
      [
        project.id,
        project.creatorId,
        input.provider ?? null,
        key !== null,
        sealed,
        sender && JSON.stringify(sender),
        customs && JSON.stringify(customs),
      ],
    ),
  );
  return hearOfParcels(deps, project, principal);
}

function readSender(input: NonNullable<PostageSettingsInput['sender']>): PostageAddress {
  const at = (name: string) => ['input', 'sender', name];
  const some = (value: string | null | undefined, name: string, what: string, most = 120) =>
    value?.trim() ? requireText(value, at(name), what, most) : null;
  return {
    name: requireText(input.name, at('name'), 'a name', 120),
    company: some(input.company, 'company', 'the company'),
    phone: some(input.phone, 'phone', 'the phone number', 40),
    email: input.email?.trim() ? requireEmail(input.email, at('email')) : null,
    line1: requireText(input.line1, at('line1'), 'street and number', 200),
    line2: some(input.line2, 'line2', 'the second line', 200),
    city: requireText(input.city, at('city'), 'the city', 120),
    state: some(input.state, 'state', 'the state'),
    postalCode: some(input.postalCode, 'postalCode', 'the postal code', 20),
    country: requireCountry(input.country, at('country')),
  };
}

function readCustoms(input: NonNullable<PostageSettingsInput['customs']>): CustomsDefaultsRow {
  const at = (name: string) => ['input', 'customs', name];
  const explanation = input.contentsExplanation?.trim()
    ? requireText(input.contentsExplanation, at('contentsExplanation'), 'the explanation', 120)
    : null;
  if (input.contentsType === 'OTHER' && explanation === null)
    throw new UserError(UserErrorCode.BLANK, 'Say what the contents are.', at('contentsExplanation'));
  const ioss = input.iossNumber?.replace(/\s/g, '').toUpperCase() ?? '';
  if (ioss !== '' && !/^IM\d{10}$/.test(ioss))
    throw new UserError(
      UserErrorCode.INVALID,
      `“${ioss.slice(0, 20)}” is no IOSS number; one is IM and ten digits, such as IM3720000123.`,
      at('iossNumber'),
    );
  return {
    signer: input.signer?.trim() ? requireText(input.signer, at('signer'), 'the signer', 120) : null,
    contentsType: input.contentsType,
    contentsExplanation: explanation,
    nonDelivery: input.nonDelivery,
    iossNumber: ioss || null,
  };
}

/** @returns an empty text where the key is to be taken away */
function readKey(given: string): string {
  const key = given.trim();
  if (key === '' || /^[\x21-\x7e]{8,300}$/.test(key)) return key;
  throw new UserError(
    UserErrorCode.INVALID,
    'This is no key: keys are letters, digits and signs without spaces.',
    ['input', 'apiKey'],
  );
}
