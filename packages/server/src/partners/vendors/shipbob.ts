import { callJson, type Answer } from './call-json.ts';
import {
  VendorAway,
  type HandOver,
  type HandOverAnswer,
  type VendorAccess,
  type VendorApi,
} from './vendor.ts';

/**
 * ShipBob's orders API. Chosen over ShipStation v2 because its `reference_id` is an idempotency key by contract: the
 * second order of one reference is answered with 422, and the first can be looked up by it. ShipStation's API makes
 * another shipment each time it is asked, so an answer that was lost would have to be guessed at. And ShipBob packs: it
 * is a partner, where ShipStation is a desk like ours.
 *
 * https://developer.shipbob.com/v2.0/api/orders/create-order
 */
export const shipbob: VendorApi = {
  name: 'SHIPBOB',
  title: 'ShipBob',
  apiUrl: 'https://api.shipbob.com',
  async handOver(access, order) {
    const unnamed = order.items.find(({ sku }) => sku === null);
    if (unnamed)
      return {
        refused: `ShipBob knows products by SKU, and “${unnamed.name}” has none. Import the items with SKUs, then send it again.`,
      };
    const channel = await channelOf(access);
    const answer = await callJson(`${access.apiUrl}/2.0/order`, {
      method: 'POST',
      headers: { ...headersOf(access), shipbob_channel_id: channel },
      body: orderOf(order),
    });
    const id = idOf(answer.json);
    if (answer.status >= 200 && answer.status < 300) {
      if (id !== null) return { externalId: id };
      // Taken, and the key is not there: it is there for whoever asks by the reference.
      throw new VendorAway('ShipBob took the order and did not say its key.');
    }
    return refusal(access, order, answer);
  },
  async find(access, reference) {
    const known = await callJson(`${access.apiUrl}/2.0/order?ReferenceIds=${encodeURIComponent(reference)}`, {
      headers: { ...headersOf(access), shipbob_channel_id: await channelOf(access) },
    });
    if (known.status !== 200)
      throw new VendorAway(`ShipBob answered ${known.status}.`, known.retryAfterSeconds);
    const orders = Array.isArray(known.json) ? (known.json as Record<string, unknown>[]) : [];
    return idOf(orders.find((one) => one.reference_id === reference));
  },
};

/** What ShipBob refuses because it has it already is no refusal: the answer to the first try was lost. */
async function refusal(access: VendorAccess, order: HandOver, answer: Answer): Promise<HandOverAnswer> {
  const { status } = answer;
  if (status === 401 || status === 403)
    throw new VendorAway(
      `ShipBob refused our key (${status}). Give the connection a token that may write orders.`,
    );
  if (status === 408 || status === 429 || status >= 500)
    throw new VendorAway(`ShipBob answered ${status}.`, answer.retryAfterSeconds);
  if (status === 409 || status === 422) {
    const id = await shipbob.find(access, order.reference);
    if (id !== null) return { externalId: id };
  }
  return {
    refused: `ShipBob refused it (${status}): ${wordsOf(answer.json)}`,
    addressRefused: /"Recipient\.Address/i.test(JSON.stringify(answer.json ?? null)),
  };
}

const channels = new Map<string, string>();

/** The channel a key may write to; it has one. */
async function channelOf(access: VendorAccess): Promise<string> {
  const key = `${access.apiUrl} ${access.connectionId} ${access.apiKey}`;
  const known = channels.get(key);
  if (known !== undefined) return known;
  const { status, json, retryAfterSeconds } = await callJson(`${access.apiUrl}/2.0/channel`, {
    headers: headersOf(access),
  });
  if (status === 401 || status === 403)
    throw new VendorAway(
      `ShipBob refused our key (${status}). Give the connection a token that may write orders.`,
    );
  if (status !== 200) throw new VendorAway(`ShipBob answered ${status}.`, retryAfterSeconds);
  const listed = Array.isArray(json) ? json : (json as { items?: unknown } | null)?.items;
  const writable = (Array.isArray(listed) ? (listed as { id?: unknown; scopes?: unknown }[]) : []).find(
    ({ scopes }) => Array.isArray(scopes) && scopes.includes('orders_write'),
  );
  const id = idOf(writable);
  if (id === null)
    throw new VendorAway('This key may write to none of ShipBob’s channels. Give it the scope orders_write.');
  channels.set(key, id);
  return id;
}

function headersOf({ apiKey }: VendorAccess): Record<string, string> {
  return { authorization: `Bearer ${apiKey}` };
}

function orderOf({ reference, orderNumber, address, items, note }: HandOver) {
  return {
    shipping_method: 'Standard',
    type: 'DTC',
    reference_id: reference,
    order_number: orderNumber,
    recipient: {
      name: address.name ?? '',
      email: address.email,
      phone_number: address.phone,
      address: {
        address1: address.line1 ?? '',
        address2: address.line2,
        city: address.city ?? '',
        state: address.state,
        zip_code: address.postalCode,
        country: address.country ?? '',
      },
    },
    products: items.map(({ sku, name, quantity }) => ({ reference_id: sku, name, quantity })),
    ...(note !== null && { tags: [{ name: 'Note', value: note }] }),
  };
}

function idOf(json: unknown): string | null {
  const id = (json as { id?: unknown } | null | undefined)?.id;
  return typeof id === 'number' || (typeof id === 'string' && id !== '') ? String(id) : null;
}

/** ShipBob says what is wrong as `{ "field": ["sentence"] }`, under `errors`, as a list, or as a sentence. */
function wordsOf(json: unknown): string {
  const found: string[] = [];
  const walk = (value: unknown, depth: number) => {
    if (typeof value === 'string') found.push(value);
    else if (depth < 4 && Array.isArray(value)) for (const one of value) walk(one, depth + 1);
    else if (depth < 4 && typeof value === 'object' && value !== null)
      for (const [name, one] of Object.entries(value))
        if (!/^(type|traceId|instance|status)$/i.test(name)) walk(one, depth + 1);
  };
  walk(json, 0);
  const words = [...new Set(found)].join(' ').replace(/\s+/g, ' ').trim();
  return words === '' ? 'no reason was given.' : words.slice(0, 400);
}
