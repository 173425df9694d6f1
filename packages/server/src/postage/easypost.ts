import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { setTimeout as pause } from 'node:timers/promises';
import EasyPost from '@easypost/api';
import {
  addressFields,
  customsFields,
  parcelFields,
  shipmentOf,
  taxFields,
  type EasyPostShipment,
} from './easypost-format.ts';
import { TOO_MANY, troubleOf } from './easypost-errors.ts';
import { ProviderError, type PostageProvider, type ProviderScanForm } from './provider.ts';

export interface EasyPostOptions {
  apiKey: string;
  /** Where its API is, ending in `/v2/`. */
  baseUrl: string;
  /** Hosts its files may lie on; null = any over https. */
  filesFrom: string | null;
}

export const EASYPOST_URL = 'https://api.easypost.com/v2/';

/** Carriers answer a purchase in seconds, some in ten; EasyPost itself gives up after a minute. */
const ANSWER_MS = 45_000;
/** Looking takes no carrier. */
const LOOK_MS = 15_000;
const MOST_BYTES = 16 * 1024 * 1024;
/** What only looks, or makes what costs nothing, is tried so often where nothing was heard. */
const TRIES = 3;

/** Asked to wait, it waits a little, then longer, and then leaves it to whoever asked. */
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 4_000;

const agents = {
  'http:': new HttpAgent({ keepAlive: true, maxSockets: 64 }),
  'https:': new HttpsAgent({ keepAlive: true, maxSockets: 64 }),
};

/** What is used of superagent's request. */
interface Request {
  agent(agent: unknown): Request;
  timeout(limits: { deadline: number }): Request;
  redirects(most: number): Request;
  maxResponseSize(bytes: number): Request;
  method: string;
}

/**
 * EasyPost through its official client, and whatever speaks as it does. The client takes a base address; its own
 * `timeout` option reaches no request (8.9.0), so the deadline is put on each one here, with connections kept open.
 */
export function easyPost({ apiKey, baseUrl, filesFrom }: EasyPostOptions): PostageProvider {
  const agent = agents[new URL(baseUrl).protocol === 'http:' ? 'http:' : 'https:'];
  const client = new EasyPost(apiKey, {
    baseUrl,
    requestMiddleware: (request: Request) =>
      request
        .agent(agent)
        .timeout({ deadline: request.method === 'GET' ? LOOK_MS : ANSWER_MS })
        .redirects(0)
        .maxResponseSize(MOST_BYTES),
  });
  const call = async <T>(
    method: 'get' | 'post',
    path: string,
    body?: Record<string, unknown>,
  ): Promise<T> => {
    for (let wait = FIRST_WAIT_MS; ; wait *= 2) {
      try {
        return (await client.makeApiCall(method, path, body)) as T;
      } catch (error) {
        const trouble = troubleOf(error);
        if (trouble.code !== TOO_MANY || wait > LONGEST_WAIT_MS) throw trouble;
        await pause(wait);
      }
    }
  };
  const shipment = async (method: 'get' | 'post', path: string, body?: Record<string, unknown>) =>
    shipmentOf(await call<EasyPostShipment>(method, path, body));

  const retrieve: PostageProvider['retrieve'] = async (id) => {
    try {
      return await again(() => shipment('get', `shipments/${encodeURIComponent(id)}`));
    } catch (error) {
      if (error instanceof ProviderError && error.notFound) return null;
      throw error;
    }
  };

  return {
    async create(wish) {
      const body = {
        shipment: {
          reference: wish.reference,
          from_address: addressFields(wish.from),
          to_address: addressFields(wish.to),
          parcel: parcelFields(wish.parcel),
          ...(wish.customs && { customs_info: customsFields(wish.customs) }),
          ...(wish.customs?.ioss && { tax_identifiers: [taxFields(wish.customs.ioss)] }),
          options: { label_format: 'PDF', label_size: '4x6' },
        },
      };
      try {
        return await again(() => shipment('post', 'shipments', body), ['AWAY']);
      } catch (error) {
        // Whether it was made is known by our reference; a second one would cost nothing, but clutter the account.
        if (!(error instanceof ProviderError) || error.trouble !== 'UNKNOWN') throw error;
        return (await retrieve(wish.reference)) ?? (await shipment('post', 'shipments', body));
      }
    },
    rerate: (id) => again(() => shipment('post', `shipments/${id}/rerate`)),
    buy: (id, rateId) => shipment('post', `shipments/${id}/buy`, { rate: { id: rateId } }),
    retrieve,
    async refund(id) {
      return (await shipment('post', `shipments/${id}/refund`)).refund;
    },
    async createScanForm(ids) {
      return scanFormOf(
        await call<EasyPostScanForm>('post', 'scan_forms', {
          scan_form: { shipments: ids.map((id) => ({ id })) },
        }),
      );
    },
    retrieveScanForm: async (id) =>
      scanFormOf(await again(() => call<EasyPostScanForm>('get', `scan_forms/${encodeURIComponent(id)}`))),
    async registerWebhook(url, secret) {
      await call('post', 'webhooks', { webhook: { url, webhook_secret: secret } });
    },
    download: (url) => again(() => download(url, filesFrom)),
  };
}

interface EasyPostScanForm {
  id: string;
  status: string;
  message: string | null;
  form_url: string | null;
}

function scanFormOf({ id, status, message, form_url: url }: EasyPostScanForm): ProviderScanForm {
  if (status === 'failed') throw new ProviderError('REFUSED', message || 'The form could not be made.');
  return { id, url: url || null };
}

/** Tries again, at once, what the provider has not taken on; whatever it has done, it does no more by this. */
async function again<T>(
  work: () => Promise<T>,
  on: ProviderError['trouble'][] = ['AWAY', 'UNKNOWN'],
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof ProviderError) || !on.includes(error.trouble) || tries === TRIES) throw error;
    }
  }
}

async function download(url: string, filesFrom: string | null): Promise<Uint8Array> {
  const parsed = URL.parse(url);
  const trusted = filesFrom ? parsed?.origin === filesFrom : parsed?.protocol === 'https:';
  if (!parsed || !trusted)
    throw new ProviderError('REFUSED', `The label lies at ${url}, where nothing is fetched from.`);
  try {
    const response = await fetch(parsed, { redirect: 'error', signal: AbortSignal.timeout(LOOK_MS) });
    if (!response.ok)
      throw new ProviderError(
        response.status >= 500 ? 'AWAY' : 'REFUSED',
        `The label could not be fetched: HTTP ${response.status}.`,
      );
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (bytes.length > MOST_BYTES) throw new ProviderError('REFUSED', 'The label is larger than 16 MiB.');
    return bytes;
  } catch (error) {
    if (error instanceof ProviderError) throw error;
    throw new ProviderError('AWAY', `The label could not be fetched: ${(error as Error).message}`);
  }
}
