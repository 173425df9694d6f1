import type { Read } from '../lib/reader.ts';
import type { CustomsDefaultsRow } from './customs-rules.ts';
import type { PostageAddress } from './provider.ts';

/** The settings as they lie, without the key. */
export interface PostageSettingsRow {
  provider: 'SIMULATOR' | 'EASYPOST';
  hasKey: boolean;
  sender: PostageAddress | null;
  customs: CustomsDefaultsRow;
  /** Where news of parcels come in; null also where somebody has disabled that connection. */
  connectionId: string | null;
}

const NO_CUSTOMS: CustomsDefaultsRow = {
  signer: null,
  contentsType: 'MERCHANDISE',
  contentsExplanation: null,
  nonDelivery: 'RETURN',
  iossNumber: null,
};

const READ = /* sql */ `select provider, api_key_sealed is not null as "hasKey", sender, customs,
    (select c.id from vendor_connection c where c.id = webhook_connection_id and c.disabled_at is null) as "connectionId"
  from postage_settings where project_id = $1`;

/** What was stored, or what holds where nothing was. */
function settingsOf(row: PostageSettingsRow | undefined): PostageSettingsRow {
  if (!row)
    return { provider: 'SIMULATOR', hasKey: false, sender: null, customs: NO_CUSTOMS, connectionId: null };
  return { ...row, customs: { ...NO_CUSTOMS, ...row.customs } };
}

/** The settings of a project, or the usual ones. */
export async function settingsIn(read: Read, projectId: string): Promise<PostageSettingsRow> {
  const [row] = await read<PostageSettingsRow & Record<string, unknown>>(READ, [projectId]);
  return settingsOf(row);
}

/** What keeps a project from buying any label at all. */
export function missingToBuy({ provider, hasKey, sender }: PostageSettingsRow): string[] {
  return [
    ...(sender ? [] : ['Say where parcels leave from.']),
    ...(provider === 'EASYPOST' && !hasKey ? ['Enter the EasyPost key.'] : []),
  ];
}
