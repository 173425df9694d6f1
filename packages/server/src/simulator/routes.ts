import { createAddress, findAddress, verifyAddress } from './addresses.ts';
import { notFound } from './api-error.ts';
import type { StoredShipment } from './easypost.types.ts';
import { labelPdf, labelZpl } from './label.ts';
import { buyShipment, convertLabel, refundShipment, selectedRate, writeShipment } from './purchases.ts';
import { type Body, isBody, number, text } from './request-body.ts';
import { createScanForm, findScanForm, listScanForms, scanFormFile } from './scan-forms.ts';
import { createShipment, findShipment, rerateShipment } from './shipments.ts';
import type { ShipmentRow } from './simulator-store.ts';
import { createTracker, findTracker, writeTracker } from './trackers.ts';
import { createWebhook, deleteWebhook, findWebhook, listWebhooks, writeWebhook } from './webhooks.ts';
import { stamp, type World } from './world.ts';

export interface Call {
  world: World;
  /** Whose: the API key. Empty for files, which lie open as EasyPost's do. */
  account: string;
  /** What stands in the path where the route has a group. */
  id: string;
  query: URLSearchParams;
  body: Body;
}

export interface FileAnswer {
  file: Buffer | string;
  type: string;
}

interface Route {
  name: string;
  method: 'GET' | 'POST' | 'DELETE';
  path: RegExp;
  status: 200 | 201;
  open?: boolean;
  answer: (call: Call) => unknown;
}

const shipment = ({ world, account, id }: Call) => findShipment(world, account, id);

const ROUTES = [
  {
    name: 'address.create',
    method: 'POST',
    path: /^\/v2\/addresses$/,
    status: 201,
    answer: ({ world, account, body }) => createAddress(world, account, body),
  },
  {
    name: 'address.create_and_verify',
    method: 'POST',
    path: /^\/v2\/addresses\/create_and_verify$/,
    status: 201,
    answer: ({ world, account, body }) => verifyAddress(createAddress(world, account, body)),
  },
  {
    name: 'address.get',
    method: 'GET',
    path: /^\/v2\/addresses\/([^/]+)$/,
    status: 200,
    answer: ({ world, account, id }) => findAddress(world, account, id),
  },
  {
    name: 'address.verify',
    method: 'GET',
    path: /^\/v2\/addresses\/([^/]+)\/verify$/,
    status: 200,
    answer: ({ world, account, id }) => verifyAddress(findAddress(world, account, id)),
  },
  {
    name: 'shipment.create',
    method: 'POST',
    path: /^\/v2\/shipments$/,
    status: 201,
    answer: ({ world, account, body }) => writeShipment(world, createShipment(world, account, body)),
  },
  {
    name: 'shipment.list',
    method: 'GET',
    path: /^\/v2\/shipments$/,
    status: 200,
    answer: listShipments,
  },
  {
    name: 'shipment.get',
    method: 'GET',
    path: /^\/v2\/shipments\/([^/]+)$/,
    status: 200,
    answer: (call) => writeShipment(call.world, shipment(call)),
  },
  {
    name: 'shipment.rerate',
    method: 'POST',
    path: /^\/v2\/shipments\/([^/]+)\/rerate$/,
    status: 200,
    answer: (call) => writeShipment(call.world, rerateShipment(call.world, shipment(call))),
  },
  {
    name: 'shipment.buy',
    method: 'POST',
    path: /^\/v2\/shipments\/([^/]+)\/buy$/,
    status: 200,
    answer: (call) => writeShipment(call.world, buyShipment(call.world, shipment(call), call.body)),
  },
  {
    name: 'shipment.label',
    method: 'GET',
    path: /^\/v2\/shipments\/([^/]+)\/label$/,
    status: 200,
    answer: (call) => convertLabel(call.world, shipment(call), call.query.get('file_format')),
  },
  {
    name: 'shipment.refund',
    method: 'POST',
    path: /^\/v2\/shipments\/([^/]+)\/refund$/,
    status: 200,
    answer: (call) => writeShipment(call.world, refundShipment(call.world, shipment(call))),
  },
  {
    name: 'tracker.create',
    method: 'POST',
    path: /^\/v2\/trackers$/,
    status: 201,
    answer: ({ world, account, body }) => {
      const row = createTracker(world, account, body);
      return writeTracker(row, row.scans);
    },
  },
  {
    name: 'tracker.get',
    method: 'GET',
    path: /^\/v2\/trackers\/([^/]+)$/,
    status: 200,
    answer: ({ world, account, id }) => {
      const row = findTracker(world, account, id);
      return writeTracker(row, row.scans);
    },
  },
  {
    name: 'webhook.create',
    method: 'POST',
    path: /^\/v2\/webhooks$/,
    status: 201,
    answer: ({ world, account, body }) => createWebhook(world, account, body),
  },
  {
    name: 'webhook.list',
    method: 'GET',
    path: /^\/v2\/webhooks$/,
    status: 200,
    answer: ({ world, account }) => listWebhooks(world, account),
  },
  {
    name: 'webhook.get',
    method: 'GET',
    path: /^\/v2\/webhooks\/([^/]+)$/,
    status: 200,
    answer: ({ world, account, id }) => writeWebhook(findWebhook(world, account, id)),
  },
  {
    name: 'webhook.delete',
    method: 'DELETE',
    path: /^\/v2\/webhooks\/([^/]+)$/,
    status: 200,
    answer: ({ world, account, id }) => deleteWebhook(world, account, id),
  },
  {
    name: 'scan_form.create',
    method: 'POST',
    path: /^\/v2\/scan_forms$/,
    status: 201,
    answer: ({ world, account, body }) => createScanForm(world, account, body),
  },
  {
    name: 'scan_form.list',
    method: 'GET',
    path: /^\/v2\/scan_forms$/,
    status: 200,
    answer: ({ world, account }) => listScanForms(world, account),
  },
  {
    name: 'scan_form.get',
    method: 'GET',
    path: /^\/v2\/scan_forms\/([^/]+)$/,
    status: 200,
    answer: ({ world, account, id }) => findScanForm(world, account, id),
  },
  {
    name: 'file.label',
    method: 'GET',
    path: /^\/files\/postage_label\/([0-9a-f]{32}\.(?:pdf|zpl))$/,
    status: 200,
    open: true,
    answer: ({ world, id }) => labelFile(world, id),
  },
  {
    name: 'file.scan_form',
    method: 'GET',
    path: /^\/files\/scan_form\/([0-9a-f]{32})\.pdf$/,
    status: 200,
    open: true,
    answer: ({ world, id }): FileAnswer => ({
      file: scanFormFile(world, `sf_${id}`),
      type: 'application/pdf',
    }),
  },
] as const satisfies readonly Route[];

/** What can go wrong one by one: see faults.ts. */
export type RouteName = (typeof ROUTES)[number]['name'];

/** @returns null for a path or method that EasyPost, or as much of it as there is here, does not have */
export function findRoute(
  method: string | undefined,
  path: string,
): { route: Route & { name: RouteName }; id: string } | null {
  for (const route of ROUTES) {
    const found = route.method === method ? route.path.exec(path) : null;
    if (found) return { route, id: decodeURIComponent(found[1] ?? '') };
  }
  return null;
}

/** The reference of the shipment a call is about, whether it stands in the body or in what was made before. */
export function referenceOf({ world, account, id, body }: Call): string | null {
  if (isBody(body.shipment)) return text(body.shipment.reference);
  const row = world.store.shipment.get(id) as ShipmentRow | undefined;
  return row?.account === account ? row.reference : null;
}

const PAGE = 20;
const LARGEST_PAGE = 100;

/** The youngest first, `before_id` leading to the next page. There is no filter by reference, as EasyPost has none. */
function listShipments({ world, account, query }: Call) {
  const size = Math.min(LARGEST_PAGE, Math.max(1, number(query.get('page_size')) ?? PAGE));
  const time = (name: string, otherwise: number) => {
    const ms = Date.parse(query.get(name) ?? '');
    return Number.isNaN(ms) ? otherwise : ms;
  };
  // EasyPost lists what was paid unless told otherwise.
  const purchased = { true: 1, false: 0 }[query.get('purchased') ?? 'true'] ?? 1;
  const rows = world.store.page.all({
    account,
    purchased,
    from: time('start_datetime', 0),
    to: time('end_datetime', Number.MAX_SAFE_INTEGER),
    before: query.get('before_id'),
    after: query.get('after_id'),
    limit: size + 1,
  }) as unknown as ShipmentRow[];
  return {
    shipments: rows.slice(0, size).map((row) => writeShipment(world, row)),
    has_more: rows.length > size,
  };
}

function labelFile(world: World, name: string): FileAnswer {
  const row = world.store.shipment.get(`shp_${name.slice(0, 32)}`) as ShipmentRow | undefined;
  const stored = row && (JSON.parse(row.body) as StoredShipment);
  const rate = stored && selectedRate(stored, row);
  if (!rate || row.bought_at === null || row.tracking_code === null) throw notFound();
  const facts = {
    shipment: stored,
    carrier: rate.carrier,
    service: rate.service,
    trackingCode: row.tracking_code,
    date: stamp(row.bought_at).slice(0, 10),
  };
  return name.endsWith('.zpl')
    ? { file: labelZpl(facts), type: 'application/zpl' }
    : { file: labelPdf(facts), type: 'application/pdf' };
}
