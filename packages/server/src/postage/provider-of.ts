import type { PoolClient } from 'pg';
import { SealError, type Secret } from '../lib/secret.ts';
import { UserError, UserErrorCode } from '../lib/user-error.ts';
import { easyPost, EASYPOST_URL } from './easypost.ts';
import type { PostageProvider } from './provider.ts';

/** What opens the way to a provider. */
export interface Postage {
  secret: Secret;
  simulatorUrl(): string | null;
}

/** Under which keys of vendors are sealed. */
export const KEY_PURPOSE = 'postage key';
export interface ProviderChoice {
  projectId: string;
  provider: 'SIMULATOR' | 'EASYPOST';
  keySealed: Uint8Array | null;
}

/**
 * Whoever sells labels to a project. The simulator speaks as EasyPost does, so it is the same code with another address.
 *
 * @throws UserError NOT_READY when there is no key, or no simulator on this instance
 */
export function providerOf(
  { secret, simulatorUrl }: Postage,
  { projectId, provider, keySealed }: ProviderChoice,
): PostageProvider {
  if (provider === 'SIMULATOR') {
    const url = simulatorUrl();
    if (url === null)
      throw new UserError(
        UserErrorCode.NOT_READY,
        'The simulator runs only in a process with --role=all. Choose EasyPost in the postage settings, or start Waybill so.',
      );
    const base = url.replace(/\/+$/, '');
    return easyPost({
      // A key is an account there: each project has its own, and hears of its own parcels alone.
      apiKey: `EZTKproject${projectId}`,
      baseUrl: base.endsWith('/v2') ? `${base}/` : `${base}/v2/`,
      filesFrom: new URL(url).origin,
    });
  }
  if (!keySealed)
    throw new UserError(
      UserErrorCode.NOT_READY,
      'There is no EasyPost key. Enter one in the postage settings of the project.',
    );
  return easyPost({ apiKey: openKey(secret, keySealed), baseUrl: EASYPOST_URL, filesFrom: null });
}

export type ProviderName = ProviderChoice['provider'];

/**
 * The provider a project has chosen, by a client of a transaction that sees it.
 *
 * @param of the provider of labels there are already, whatever was chosen since
 */
export async function projectProvider(
  client: Pick<PoolClient, 'query'>,
  postage: Postage,
  projectId: string,
  of: ProviderName | null = null,
): Promise<{ provider: PostageProvider; name: ProviderName }> {
  const { rows } = await client.query<Omit<ProviderChoice, 'projectId'>>(
    'select provider, api_key_sealed as "keySealed" from postage_settings where project_id = $1',
    [projectId],
  );
  const choice = rows[0] ?? { provider: 'SIMULATOR' as const, keySealed: null };
  const name = of ?? choice.provider;
  return { provider: providerOf(postage, { ...choice, projectId, provider: name }), name };
}

function openKey(secret: Secret, sealed: Uint8Array): string {
  try {
    return secret.open(KEY_PURPOSE, sealed);
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
    throw new UserError(
      UserErrorCode.NOT_READY,
      'The EasyPost key was sealed with another secret and cannot be read. Enter it again in the postage settings.',
    );
  }
}
