import {
  FILTER_FIELDS,
  filterField,
  type FilterFieldName,
  type FilterOperator,
} from '@waybill/schema/filter-fields';
import { isGroup, type FilterLeaf, type FilterTree, type FilterValue } from '@waybill/schema/filter-tree';
import { BUCKETS } from '@waybill/schema/order-transitions';
import type { Person, TestServer } from '../../test/test-server.ts';

interface Parcel {
  carrier: string | null;
  trackingNumber: string | null;
  trackingStatus: string;
  shippedAt: string | null;
  acceptedAt: string | null;
  deliveredAt: string | null;
  voided: boolean;
}

/** A backer as the oracle knows them; `key` stands in the order number. */
export interface WorldBacker {
  key: string;
  number: number | null;
  pledgeId: string | null;
  name: string;
  email: string;
  country: string | null;
  region: string | null;
  postalCode: string | null;
  notes: string | null;
  tags: string[];
  status: string;
  physical: boolean;
  onHold: boolean;
  items: { sku: string | null; quantity: number }[];
  parcels: Parcel[];
  mail: { status: string; kind: string }[];
  codes: { given: boolean; revoked: boolean }[];
  /** Places in `World.operations`. */
  touchedBy: number[];
}

export interface World {
  project: string;
  backers: WorldBacker[];
  /** Ids: an upload, a newer one, one that was not completed, a segment action. */
  operations: string[];
  lastUpload: string;
  /** Segments by id, as the oracle resolves them. */
  segments: Map<string, FilterTree | ReadonlySet<string>>;
}

/** The same numbers each time: mulberry32. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function pick<T>(random: () => number, values: readonly T[]): T {
  return values[Math.floor(random() * values.length)] as T;
}

const DAY_MS = 86_400_000;
const NAMES = ['Ada Lovelace', 'grace hopper', 'Ñandú Öst', 'Al 100%', 'Bo_b', 'Zoë 田中', 'Søren Weiß', ''];
const DOMAINS = ['example.org', 'Mail.example.COM', 'gmail.com'];
const STATUSES = Object.values(BUCKETS).flat();
const TRACKING = ['UNKNOWN', 'IN_TRANSIT', 'DELIVERED', 'RETURN_TO_SENDER'];
const SKUS = ['CORE', 'DICE', 'core-2', "O'NEIL"];
const REGIONS = ['CA', 'Ontario', 'são paulo', null, ''];

/** Fewer than a page holds, so that one answer shows them all. */
export const WORLD_SIZE = 96;

function makeBackers(random: () => number): WorldBacker[] {
  const maybe = <T>(share: number, value: () => T): T | null => (random() < share ? value() : null);
  const ago = () => new Date(Date.now() - (Math.floor(random() * 40) + 0.5) * DAY_MS).toISOString();
  return Array.from({ length: WORLD_SIZE }, (_, index) => ({
    key: `K${index}`,
    number: maybe(0.8, () => index + 1),
    pledgeId: maybe(0.7, () => pick(random, ['P', 'p', 'X_']) + String(index)),
    name: pick(random, NAMES),
    email: maybe(0.85, () => `B${index % 7}@${pick(random, DOMAINS)}`) ?? '',
    country: maybe(0.8, () => pick(random, ['DE', 'US', 'GB'])),
    region: pick(random, REGIONS),
    postalCode: maybe(0.7, () => pick(random, ['SW1A 1AA', '01234', 'k1a 0b1'])),
    notes: maybe(0.4, () => pick(random, ['Prefers 100% recycled', 'call FIRST', 'Grüße an Zoe', ''])),
    tags: ['vip', 'late', 'Two words, one'].filter(() => random() < 0.25),
    status: pick(random, STATUSES),
    physical: random() < 0.7,
    onHold: random() < 0.2,
    items: SKUS.filter(() => random() < 0.35).flatMap((sku) => [
      { sku: sku, quantity: 1 + Math.floor(random() * 3) },
      ...(random() < 0.3 ? [{ sku, quantity: 1 }] : []),
    ]),
    parcels: Array.from({ length: Math.floor(random() * 3) }, () => ({
      carrier: maybe(0.7, () => pick(random, ['usps', 'dhl-express'])),
      trackingNumber: maybe(0.7, () => `TRK${1000 + index}`),
      trackingStatus: pick(random, TRACKING),
      shippedAt: maybe(0.7, ago),
      acceptedAt: maybe(0.6, ago),
      deliveredAt: maybe(0.3, ago),
      voided: random() < 0.25,
    })),
    mail: Array.from({ length: Math.floor(random() * 2.4) }, () => ({
      status: pick(random, ['SENT', 'FAILED', 'PENDING']),
      kind: pick(random, ['TRACKING', 'CORRECTION', 'DIGITAL_REWARD']),
    })),
    codes: Array.from({ length: Math.floor(random() * 2.2) }, () => ({
      given: random() < 0.7,
      revoked: random() < 0.3,
    })),
    touchedBy: [0, 1, 2, 3].filter(() => random() < 0.25),
  }));
}

/** A project of random backers with everything a filter can ask, put in by statement. */
export async function makeFilterWorld(
  server: TestServer,
  person: Person,
  project: string,
  seed: number,
): Promise<World> {
  const backers = makeBackers(seeded(seed));
  const tenant = `${person.creatorId}::bigint, ${project}::bigint`;
  const json = JSON.stringify(backers).replaceAll("'", "''");
  const operations = (
    await server.asOwner(`
      insert into operation (creator_id, project_id, kind, status, actor_kind, actor_name, settled_at)
      select ${tenant}, k::operation_kind, s::operation_status, 'USER', 'Ada', t::timestamptz
      from unnest(array['TRACKING_UPLOAD', 'TRACKING_UPLOAD', 'TRACKING_UPLOAD', 'MARK_FULFILLED'],
                  array['COMPLETED', 'COMPLETED', 'CANCELED', 'COMPLETED'],
                  array['2026-03-01', '2026-02-01', '2026-04-01', '2026-05-01']) with ordinality w (k, s, t, n)
      order by n returning id::text as id`)
  ).map(({ id }) => String(id));
  await server.asOwner(`
    create temp table given on commit drop as select * from jsonb_to_recordset('${json}') as r
      (key text, number int, "pledgeId" text, name text, email text, country text, region text, "postalCode" text,
       notes text, tags text[], status order_status, physical boolean, "onHold" boolean, items jsonb, parcels jsonb,
       mail jsonb, codes jsonb, "touchedBy" int[]);
    insert into backer (creator_id, project_id, number, pledge_id, order_number, name, email, email_key, country, state,
                        postal_code, notes, tags)
      select ${tenant}, number, "pledgeId", key, name, email, lower(email), country, region, "postalCode", notes, tags from given;
    create temp table made on commit drop as
      select b.id, g.* from given g join backer b on b.project_id = ${project} and b.order_number = g.key;
    insert into orders (backer_id, creator_id, project_id, status, physical) select id, ${tenant}, status, physical from made;
    insert into order_hold (backer_id, creator_id, project_id, reason) select id, ${tenant}, 'why' from made where "onHold";
    insert into order_item (backer_id, no, creator_id, project_id, sku, name, quantity)
      select id, n, ${tenant}, i ->> 'sku', 'Thing', (i ->> 'quantity')::int
      from made, jsonb_array_elements(items) with ordinality e (i, n);
    insert into shipment (backer_id, creator_id, project_id, carrier, tracking_number, tracking_status, source, shipped_at,
                          accepted_at, delivered_at, voided_at)
      select id, ${tenant}, p ->> 'carrier', p ->> 'trackingNumber', (p ->> 'trackingStatus')::tracking_status, 'MANUAL',
        (p ->> 'shippedAt')::timestamptz, (p ->> 'acceptedAt')::timestamptz, (p ->> 'deliveredAt')::timestamptz,
        case when (p ->> 'voided')::boolean then now() end
      from made, jsonb_array_elements(parcels) p;
    insert into notification (creator_id, project_id, backer_id, kind, status, email, message_id)
      select ${tenant}, id, (m ->> 'kind')::notification_kind, (m ->> 'status')::notification_status, email, id || '-' || n
      from made, jsonb_array_elements(mail) with ordinality e (m, n);
    insert into digital_reward (creator_id, project_id, name, kind)
      select ${tenant}, 'Book ' || n, 'UNIQUE' from generate_series(1, 3) n;
    insert into digital_code (creator_id, project_id, reward_id, operation_id, position, backer_id, sealed, fingerprint, shared,
                              given_at, revoked_at)
      select ${tenant}, (select id from digital_reward where project_id = ${project} and name = 'Book ' || n), 0, n, made.id, 'x',
        sha256((made.id || '-' || n)::bytea), false, case when (c ->> 'given')::boolean then now() end,
        case when (c ->> 'revoked')::boolean then now() end
      from made, jsonb_array_elements(codes) with ordinality e (c, n);
    insert into order_event (backer_id, creator_id, project_id, operation_id, to_status, source)
      select id, ${tenant}, ('{${operations.join(',')}}'::bigint[])[t + 1], status, 'UPLOAD' from made, unnest("touchedBy") t`);
  return { project, backers, operations, lastUpload: operations[0] ?? '', segments: new Map() };
}

/** Which backers a tree means, worked out one by one from what the fields promise. */
export function expected(world: World, tree: FilterTree): string[] {
  return world.backers.filter((backer) => holds(world, backer, tree)).map(({ key }) => key);
}

function holds(world: World, backer: WorldBacker, tree: FilterTree): boolean {
  if (!isGroup(tree)) return leafHolds(world, backer, tree);
  const each = tree.nodes.map((node) => holds(world, backer, node));
  if (tree.op === 'AND') return !each.includes(false);
  return tree.op === 'OR' ? each.includes(true) : !each.includes(true);
}

function leafHolds(world: World, backer: WorldBacker, { field, operator, value }: FilterLeaf): boolean {
  switch (operator) {
    case 'IS_NOT':
      return !leafHolds(world, backer, { field, operator: 'IS', value });
    case 'NONE_OF':
      return !leafHolds(world, backer, { field, operator: 'ANY_OF', value });
    case 'NOT_CONTAINS':
      return !leafHolds(world, backer, { field, operator: 'CONTAINS', value });
    case 'NE':
      return !leafHolds(world, backer, { field, operator: 'EQ', value });
    case 'IS_NOT_EMPTY':
      return !leafHolds(world, backer, { field, operator: 'IS_EMPTY' });
    case 'ANY_OF':
      return (value as (string | number)[]).some((one) =>
        leafHolds(world, backer, { field, operator: typeof one === 'number' ? 'EQ' : 'IS', value: one }),
      );
    default:
      return positive(world, backer, field, operator, value);
  }
}

function positive(
  world: World,
  backer: WorldBacker,
  field: FilterFieldName,
  operator: FilterOperator,
  value: FilterValue | undefined,
): boolean {
  const parcels = backer.parcels.filter(({ voided }) => !voided);
  const texts = (list: (string | null)[], exact = false) => textHolds(list, operator, value, exact);
  switch (field) {
    case 'search':
      return searchFinds(backer, typeof value === 'string' ? value : '');
    case 'number':
      return numberHolds(backer.number, operator, value);
    case 'pledgeId':
      return texts([backer.pledgeId], true);
    case 'name':
      return texts([backer.name]);
    case 'email':
      return texts([backer.email]);
    case 'emailDomain':
      return texts([backer.email.split('@')[1] ?? null]);
    case 'country':
      return texts([backer.country], true);
    case 'region':
      return texts([backer.region]);
    case 'postalCode':
      return texts([backer.postalCode]);
    case 'notes':
      return texts([backer.notes]);
    case 'tags':
      return texts(backer.tags, true);
    case 'sku':
      return texts(
        backer.items.map(({ sku }) => sku),
        true,
      );
    case 'status':
      return backer.status === value;
    case 'bucket':
      return (BUCKETS[value as keyof typeof BUCKETS] as readonly string[]).includes(backer.status);
    case 'onHold':
      return backer.onHold === value;
    case 'digitalOnly':
      return !backer.physical === value;
    case 'hasTracking':
      return parcels.some(({ trackingNumber }) => trackingNumber !== null) === value;
    case 'carrier':
      return texts(
        parcels.map(({ carrier }) => carrier),
        true,
      );
    case 'trackingStatus':
      return texts(
        parcels.map(({ trackingStatus }) => trackingStatus),
        true,
      );
    case 'shippedAt':
    case 'acceptedAt':
    case 'deliveredAt':
      return timesHold(
        parcels.map((parcel) => parcel[field]),
        operator,
        value,
      );
    case 'daysSinceScan': {
      const scans = parcels.flatMap(({ acceptedAt, deliveredAt }) => [acceptedAt, deliveredAt]);
      const times = scans.filter((scan) => scan !== null).map((scan) => Date.parse(scan));
      const days = times.length === 0 ? null : Math.floor((Date.now() - Math.max(...times)) / DAY_MS);
      return numberHolds(days, operator, value);
    }
    case 'skuQuantity': {
      const { sku, quantity } = value as { sku: string; quantity: number | number[] };
      const sum = backer.items.reduce((total, item) => total + (item.sku === sku ? item.quantity : 0), 0);
      return numberHolds(sum, operator, quantity);
    }
    case 'notified':
      return backer.mail.some(({ status, kind }) => status === 'SENT' && kind !== 'DIGITAL_REWARD') === value;
    case 'codeAssigned':
      return backer.codes.some(({ given, revoked }) => given && !revoked) === value;
    case 'operation':
      return backer.touchedBy.some((place) => world.operations[place] === value);
    case 'lastUpload':
      return backer.touchedBy.some((place) => world.operations[place] === world.lastUpload) === value;
    case 'segment': {
      const segment = typeof value === 'string' ? world.segments.get(value) : undefined;
      if (!segment) throw new Error('A condition on a segment that is not in the world');
      return 'has' in segment ? segment.has(backer.key) : holds(world, backer, segment);
    }
  }
}

/** Search alone knows no accents; every other field is exact, save for capitals. */
function searched(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replaceAll('ø', 'o')
    .replaceAll('ß', 'ss');
}

function searchFinds(backer: WorldBacker, text: string): boolean {
  const { name, email, pledgeId, number, key, notes } = backer;
  const all = searched([name, email, pledgeId, number, key, notes].join(' '));
  const words = searched(text).split(' ');
  if (words.every((word) => all.includes(word.replace(/^#/, '')))) return true;
  const start = text.toUpperCase().replaceAll(' ', '');
  return start.length > 3 && backer.parcels.some((parcel) => parcel.trackingNumber?.startsWith(start));
}

function textHolds(
  list: (string | null)[],
  operator: FilterOperator,
  value: FilterValue | undefined,
  exact: boolean,
): boolean {
  const present = list.filter((one): one is string => one !== null && one !== '');
  const word = typeof value === 'string' ? value.toLowerCase() : '';
  if (operator === 'IS_EMPTY') return present.length === 0;
  if (operator === 'CONTAINS') return present.some((one) => one.toLowerCase().includes(word));
  if (operator === 'STARTS_WITH') return present.some((one) => one.toLowerCase().startsWith(word));
  return present.some((one) => (exact ? one === value : one.toLowerCase() === word));
}

function numberHolds(
  number: number | null,
  operator: FilterOperator,
  value: FilterValue | undefined,
): boolean {
  if (operator === 'IS_EMPTY') return number === null;
  if (number === null) return false;
  const [from = 0, to = 0] = [value].flat() as number[];
  const answers: Partial<Record<FilterOperator, boolean>> = {
    EQ: number === from,
    LT: number < from,
    LTE: number <= from,
    GT: number > from,
    GTE: number >= from,
    BETWEEN: number >= from && number <= to,
  };
  return answers[operator] ?? false;
}

function timesHold(
  list: (string | null)[],
  operator: FilterOperator,
  value: FilterValue | undefined,
): boolean {
  const present = list.filter((one) => one !== null);
  if (operator === 'IS_EMPTY') return present.length === 0;
  const [from, to] = [value].flat() as [string | number, string?];
  return present.some((time) => {
    const day = time.slice(0, 10);
    const age = (Date.now() - Date.parse(time)) / DAY_MS;
    const answers: Partial<Record<FilterOperator, boolean>> = {
      IS: day === from,
      BEFORE: day < String(from),
      AFTER: day > String(from),
      BETWEEN: day >= String(from) && day <= String(to),
      WITHIN_DAYS: age <= Number(from),
      OLDER_THAN_DAYS: age > Number(from),
    };
    return answers[operator] ?? false;
  });
}

/** A value of the right form for a field and operator, more often than not one that somebody has. */
export function valueFor(
  world: World,
  field: FilterFieldName,
  operator: FilterOperator,
  random: () => number,
): FilterValue | undefined {
  const one = () => oneValue(world, field, operator, random);
  switch (operator) {
    case 'IS_EMPTY':
    case 'IS_NOT_EMPTY':
      return undefined;
    case 'WITHIN_DAYS':
    case 'OLDER_THAN_DAYS':
      return 1 + Math.floor(random() * 40);
    case 'ANY_OF':
    case 'NONE_OF':
      return Array.from({ length: 1 + Math.floor(random() * 3) }, one) as string[];
    case 'BETWEEN': {
      if (field === 'skuQuantity')
        return {
          sku: pick(random, SKUS),
          quantity: pick(random, [[0, 1] as [number, number], [1, 2], [2, 2]]),
        };
      const [a, b] = [one(), one()] as [number, number];
      return a <= b ? [a, b] : [b, a];
    }
    default:
      return one();
  }
}

function oneValue(
  world: World,
  field: FilterFieldName,
  operator: FilterOperator,
  random: () => number,
): FilterValue {
  const whole: Partial<Record<FilterFieldName, readonly string[]>> = {
    pledgeId: ['P1', 'p5', 'X_9', ...world.backers.flatMap(({ pledgeId }) => pledgeId ?? [])],
    name: ['ada LOVELACE', 'ñandú öst', 'AL 100%', 'bo_b', 'zoë 田中', 'soren weiss', 'nobody'],
    email: ['b1@EXAMPLE.org', 'B2@mail.example.com', 'b3@gmail.com'],
    emailDomain: ['EXAMPLE.ORG', 'gmail.com', 'nowhere.net'],
    region: ['ca', 'ONTARIO', 'SÃO PAULO'],
    postalCode: ['sw1a 1aa', '01234', '99999'],
    country: ['DE', 'US', 'FR'],
    tags: ['vip', 'late', 'Two words, one', 'VIP'],
    sku: SKUS,
    carrier: ['usps', 'dhl-express', 'ups'],
    operation: world.operations,
    segment: [...world.segments.keys()],
  };
  const parts: Partial<Record<FilterFieldName, readonly string[]>> = {
    search: [
      'soren',
      'SØREN weiss',
      'öst nandu',
      'ada love',
      '#12',
      'trk 10',
      'TRK1042',
      'K7',
      '100% recycled',
      'zzz',
      'b1@ first',
    ],
    pledgeId: ['p', '_', '1', 'x_1'],
    name: ['LOVE', '100%', '_', 'öst', 'ost', 'søren', 'Weiß', 'weiss', '田', 'a'],
    email: ['B1', '@gmail', '.org', 'example'],
    emailDomain: ['.com', 'MAIL'],
    notes: ['100%', 'first', 'recycled', 'GRÜSSE', 'grüße', 'zoe', 'zzz'],
    region: ['ã', 'ON'],
    postalCode: ['1', 'K1'],
    sku: ['core', "'", 'IC'],
  };
  const { type, choices } = filterField(field);
  const partly = operator === 'CONTAINS' || operator === 'NOT_CONTAINS' || operator === 'STARTS_WITH';
  if (type === 'BOOLEAN') return random() < 0.5;
  if (type === 'SKU_QUANTITY') return { sku: pick(random, SKUS), quantity: Math.floor(random() * 4) };
  if (type === 'NUMBER') return Math.floor(random() * (field === 'number' ? WORLD_SIZE : 40));
  if (type === 'DATE')
    return new Date(Date.now() - Math.floor(random() * 40) * DAY_MS).toISOString().slice(0, 10);
  if (choices) return pick(random, choices).value;
  return pick(random, (partly ? parts : whole)[field] ?? ['x']);
}

/** Every field with every operator it knows. */
export const COMBINATIONS = (Object.keys(FILTER_FIELDS) as FilterFieldName[]).flatMap((field) =>
  filterField(field).operators.map((operator) => [field, operator] as const),
);
