import {
  getNamedType,
  isCompositeType,
  isInputObjectType,
  isLeafType,
  isObjectType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';
import type { World } from './isolation-world.ts';

/** Arguments of a field with which its own creator gets something. */
type Row = (world: World) => Record<string, unknown>;

const target = (world: World) => ({ backerIds: [world.backer] });

let made = 0;
/** What may be there once only, another each time: the second of two calls must not be refused for the first. */
const another = (word: string) => `${word}${(made += 1)}`;

/**
 * Every field of the three root types. A new one without a row fails the test; what it takes by id is found in the
 * schema and tried one by one.
 */
export const MATRIX: Record<string, Row> = {
  'Query.viewer': () => ({}),
  'Query.publicCreator': (world) => ({ slug: world.creatorSlug }),
  'Query.publicPledge': () => ({ token: 'never' }),
  'Query.creator': (world) => ({ slug: world.creatorSlug }),
  'Query.project': (world) => ({ id: world.project }),
  'Query.projectBySlug': (world) => ({ creatorSlug: world.creatorSlug, projectSlug: world.projectSlug }),
  'Query.backer': (world) => ({ id: world.backer }),
  'Query.operation': (world) => ({ id: world.planned }),
  'Query.actionPreview': (world) => ({
    projectId: world.project,
    target: target(world),
    action: 'MARK_FULFILLED',
  }),
  'Query.digitalRewardsCheck': (world) => ({
    projectId: world.project,
    input: { kind: 'UNIQUE', rewardId: world.reward, target: target(world), codes: 'ABC' },
  }),
  'Query.mailPreview': (world) => ({
    projectId: world.project,
    kind: 'TRACKING',
    subject: 'Hello {{name}}',
    body: '{{parcels}}',
    backerId: world.backer,
  }),
  'Query.inboxDelivery': (world) => ({ id: world.inboxDelivery }),
  'Query.mailboxMail': (world) => ({ id: world.mailboxMail }),
  'Query.carriers': () => ({}),
  'Query.carrierGuess': () => ({ trackingNumber: '9400111899223197428490' }),
  'Query.mappableFields': () => ({ kind: 'TRACKING_UPLOAD' }),
  'Query.segmentCount': (world) => ({ projectId: world.project, filter: { op: 'AND', nodes: [] } }),
  'Query.backerKeysCheck': (world) => ({ projectId: world.project, input: { kind: 'NUMBER', text: '1' } }),
  'Query.webhookEventTypes': () => ({}),
  'Query.webhookEndpoint': (world) => ({ id: world.webhookEndpoint }),
  'Query.webhookDelivery': (world) => ({ id: world.webhookDelivery }),
  'Query.scanLookup': (world) => ({ projectId: world.project, code: '1' }),
  'Query.invitation': (world) => ({ token: world.invitationToken }),

  'Query.fulfillmentRequests': () => ({}),
  'Query.fulfillmentRequest': (world) => ({ id: world.request }),

  'Mutation.signUp': () => ({ input: { email: 'x', password: 'x', name: 'x', creatorName: 'x' } }),
  'Mutation.signIn': () => ({ input: { email: 'x@example.org', password: 'x' } }),
  'Mutation.signOut': () => ({}),
  'Mutation.invitationAccept': () => ({ input: { token: 'never', password: 'x' } }),
  'Mutation.projectUpdate': (world) => ({ id: world.project, input: { title: 'Renamed' } }),
  'Mutation.projectPublish': (world) => ({ id: world.project }),
  'Mutation.projectUnpublish': (world) => ({ id: world.project }),
  'Mutation.creatorUpdate': (world) => ({ id: world.creator, input: { about: 'changed' } }),
  'Mutation.backerLinkRotate': (world) => ({ backerId: world.backer }),
  'Mutation.projectCreate': (world) => ({ input: { creatorId: world.creator, title: 'Another' } }),
  'Mutation.invitationCreate': (world) => ({
    creatorId: world.creator,
    input: { email: 'new@example.org', role: 'VIEWER' },
  }),
  'Mutation.invitationRevoke': (world) => ({ id: world.invitation }),
  'Mutation.tokenCreate': (world) => ({
    creatorId: world.creator,
    input: { name: 'n', scopes: ['BACKERS_READ'] },
  }),
  'Mutation.tokenRevoke': (world) => ({ id: world.token }),
  'Mutation.webhookEndpointCreate': (world) => ({
    creatorId: world.creator,
    input: { url: 'http://127.0.0.1:8080/', eventTypes: ['ORDER_FULFILLED'] },
  }),
  'Mutation.webhookEndpointUpdate': (world) => ({
    id: world.webhookEndpoint,
    input: { description: 'changed' },
  }),
  'Mutation.webhookEndpointDisable': (world) => ({ id: world.webhookEndpoint }),
  'Mutation.webhookEndpointEnable': (world) => ({ id: world.webhookEndpoint }),
  'Mutation.webhookSecretRotate': (world) => ({ id: world.webhookEndpoint }),
  'Mutation.webhookTest': (world) => ({ endpointId: world.webhookEndpoint }),
  'Mutation.webhookDeliveriesReplay': (world) => ({ ids: [world.webhookDelivery] }),
  'Mutation.webhookRangeReplay': (world) => ({
    endpointId: world.webhookEndpoint,
    from: '2000-01-01T00:00:00Z',
    to: '2100-01-01T00:00:00Z',
  }),
  'Mutation.webhookEndpointDelete': (world) => ({ id: world.webhookEndpoint }),
  'Mutation.backerImportCreate': (world) => ({ projectId: world.project, input: {} }),
  'Mutation.backerImportConfigure': (world) => ({ id: world.fresh, input: {} }),
  'Mutation.backerUpdate': (world) => ({ id: world.backer, input: { notes: 'changed' } }),
  'Mutation.trackingUploadCreate': (world) => ({ projectId: world.project, input: {} }),
  'Mutation.trackingUploadConfigure': (world) => ({ id: world.planned, input: { missingTracking: 'SKIP' } }),
  'Mutation.shipmentsRecord': (world) => ({
    projectId: world.project,
    input: { rows: [{ backerNumber: 3, trackingNumber: '1Z999AA10123456784' }] },
  }),
  'Mutation.operationCancel': (world) => ({ id: world.cancelable }),
  'Mutation.operationApply': (world) => ({ id: world.planned }),
  'Mutation.operationUndo': (world) => ({ id: world.completed }),
  'Mutation.operationDismiss': (world) => ({ id: world.failed }),
  'Mutation.shipmentCreate': (world) => ({
    backerId: world.backer,
    input: { trackingNumber: another('ADDED') },
  }),
  'Mutation.shipmentUpdate': (world) => ({
    id: world.shipment,
    input: { trackingNumber: '1Z999AA10123456784' },
  }),
  'Mutation.shipmentVoid': (world) => ({ id: world.shipment }),
  'Mutation.orderMarkFulfilled': (world) => ({ backerId: world.backer, input: { trackingNumber: '123' } }),
  'Mutation.orderRevert': (world) => ({ backerId: world.backer, input: { reason: 'r' } }),
  'Mutation.segmentActionRun': (world) => ({
    projectId: world.project,
    input: { target: target(world), action: 'MARK_FULFILLED', autoApply: true },
  }),
  'Mutation.digitalRewardsSend': (world) => ({
    projectId: world.project,
    input: { kind: 'UNIQUE', rewardId: world.reward, target: { backerNumbers: [2] }, codes: another('XYZ') },
  }),
  'Mutation.digitalRewardUpdate': (world) => ({ id: world.reward, input: { instructions: 'changed' } }),
  'Mutation.digitalCodeRevoke': (world) => ({ id: world.code }),
  'Mutation.backerHold': (world) => ({ backerId: world.backer, input: { reason: 'Wait' } }),
  'Mutation.backerRelease': (world) => ({ backerId: world.backer }),
  'Mutation.backerTag': (world) => ({ backerId: world.backer, input: { add: ['vip'] } }),
  'Mutation.trackingNotificationsSend': (world) => ({
    projectId: world.project,
    input: { target: target(world), autoApply: true },
  }),
  'Mutation.notificationsDecide': (world) => ({ input: { ids: [world.notification], decision: 'RETRY' } }),
  'Mutation.mailSettingsUpdate': (world) => ({ projectId: world.project, input: { policy: 'ALWAYS' } }),
  'Mutation.mailPause': (world) => ({ projectId: world.project }),
  'Mutation.mailResume': (world) => ({ projectId: world.project }),
  'Mutation.mailTemplateUpdate': (world) => ({
    projectId: world.project,
    kind: 'TRACKING',
    input: { subject: 'Hello', body: '{{parcels}}' },
  }),
  'Mutation.mailTemplateReset': (world) => ({ projectId: world.project, kind: 'TRACKING' }),
  'Mutation.mailTestSend': (world) => ({ projectId: world.project, kind: 'TRACKING' }),
  'Mutation.vendorConnectionCreate': (world) => ({
    creatorId: world.creator,
    input: { vendor: 'EASYPOST', name: 'Mine', secret: 'a secret' },
  }),
  'Mutation.vendorConnectionUpdate': (world) => ({ id: world.vendorConnection, input: { name: 'Renamed' } }),
  'Mutation.vendorConnectionDisable': (world) => ({ id: world.vendorConnection }),
  'Mutation.inboxReplay': (world) => ({ ids: [world.inboxDelivery] }),
  'Mutation.mailboxClear': (world) => ({ projectId: world.project }),
  'Mutation.exceptionResolve': (world) => ({ input: { ids: [world.exception], note: 'Seen' } }),
  'Mutation.exceptionContact': (world) => ({ input: { ids: [world.exception] } }),
  'Mutation.exceptionHold': (world) => ({ input: { ids: [world.exception], reason: 'Wait' } }),
  'Mutation.exceptionReship': (world) => ({ input: { ids: [world.exception] } }),
  'Mutation.exceptionReopen': (world) => ({ ids: [world.exceptionEnded] }),
  'Mutation.exceptionSettingsUpdate': (world) => ({ projectId: world.project, input: { noScanDays: 5 } }),
  'Mutation.postageSettingsUpdate': (world) => ({
    projectId: world.project,
    input: { provider: 'SIMULATOR' },
  }),
  'Mutation.parcelPresetCreate': (world) => ({
    projectId: world.project,
    input: { name: 'Bag', lengthMm: 1, widthMm: 1, heightMm: 1, weightG: 1 },
  }),
  'Mutation.parcelPresetUpdate': (world) => ({ id: world.preset, input: { name: 'Bag' } }),
  'Mutation.parcelPresetReorder': (world) => ({ projectId: world.project, ids: [world.preset] }),
  'Mutation.customsItemUpdate': (world) => ({ projectId: world.project, input: { sku: 'GAME', weightG: 5 } }),
  'Mutation.labelPurchaseCreate': (world) => ({ projectId: world.project, input: { target: target(world) } }),
  'Mutation.labelPurchaseConfigure': (world) => ({ id: world.labelPurchase, input: {} }),
  'Mutation.labelsVoid': (world) => ({ projectId: world.project, ids: [world.label] }),
  'Mutation.labelsCheck': (world) => ({ projectId: world.project, ids: [world.label] }),
  'Mutation.scanFormCreate': (world) => ({ projectId: world.project, labelIds: [world.label] }),
  'Mutation.scanShip': (world) => ({ projectId: world.project, input: { backerId: world.backer } }),
  'Mutation.scanUnpack': (world) => ({ projectId: world.project, backerId: world.backer }),
  'Mutation.parcelPresetDelete': (world) => ({ id: world.preset }),
  'Mutation.segmentCreate': (world) => ({
    projectId: world.project,
    input: { name: another('New '), target: target(world) },
  }),
  'Mutation.segmentUpdate': (world) => ({ id: world.segment, input: { name: 'Renamed' } }),
  'Mutation.segmentFreeze': (world) => ({ id: world.segment }),
  'Mutation.segmentRefresh': (world) => ({ id: world.segment }),
  'Mutation.segmentThaw': (world) => ({ id: world.segment }),
  'Mutation.segmentDelete': (world) => ({ id: world.segment }),
  'Mutation.partnerCreate': (world) => ({
    projectId: world.project,
    input: { name: another('Partner '), vendor: 'SHIPBOB', connectionId: world.shipbob },
  }),
  'Mutation.partnerUpdate': (world) => ({ id: world.vendorPartner, input: { name: another('Vendor ') } }),
  'Mutation.partnerTokenCreate': (world) => ({ partnerId: world.partner, input: { name: 'n' } }),
  'Mutation.partnerPush': (world) => ({
    projectId: world.project,
    input: { partnerId: world.rival, target: target(world) },
  }),
  'Mutation.fulfillmentRequestAddressConfirm': (world) => ({ input: { ids: [world.request] } }),
  'Mutation.requestRetry': (world) => ({ ids: [world.rejected] }),
  'Mutation.partnerRecall': (world) => ({
    projectId: world.project,
    input: { requestIds: [world.rejected] },
  }),
  'Mutation.fulfillmentRequestAccept': (world) => ({ input: { ids: [world.request] } }),
  'Mutation.fulfillmentRequestReject': (world) => ({ input: { ids: [world.request], reason: 'r' } }),
  'Mutation.partnerArchive': (world) => ({ id: world.rival, cancelOpen: false, cancelInHand: false }),
  'Mutation.memberUpdate': (world) => ({ id: world.member, input: { role: 'FULFILLER' } }),
  'Mutation.memberRemove': (world) => ({ id: world.member }),

  'Subscription.webhooksUpdated': (world) => ({ creatorId: world.creator }),
  'Subscription.fulfillmentRequestsUpdated': () => ({}),
  'Subscription.reconciliationUpdated': (world) => ({ projectId: world.project }),
  'Subscription.projectProgressUpdated': (world) => ({ projectId: world.project }),
  'Subscription.projectStatusChanged': (world) => ({ projectId: world.project }),
  'Subscription.operationUpdated': (world) => ({ id: world.planned }),
  'Subscription.backersChanged': (world) => ({ projectId: world.project }),
  'Subscription.segmentsUpdated': (world) => ({ projectId: world.project }),
  'Subscription.inboxUpdated': (world) => ({ creatorId: world.creator }),
  'Subscription.notificationsUpdated': (world) => ({ projectId: world.project }),
  'Subscription.postageUpdated': (world) => ({ projectId: world.project }),
  'Subscription.exceptionsUpdated': (world) => ({ projectId: world.project }),
};

/** Fields that only a partner’s token may ask. */
export const PARTNER_SIDE = new Set([
  'Query.fulfillmentRequests',
  'Query.fulfillmentRequest',
  'Mutation.fulfillmentRequestAccept',
  'Mutation.fulfillmentRequestReject',
  'Mutation.fulfillmentRequestAddressConfirm',
  'Subscription.fulfillmentRequestsUpdated',
]);

/** Fields that take one of their ids at a time. */
const ONE_ID = new Set(['Subscription.projectStatusChanged']);

/** The row's arguments with another value at one of the ways into the field. */
export function argumentsWith(
  field: string,
  world: World,
  path: readonly string[],
  value: unknown,
): Record<string, unknown> {
  return withValue(ONE_ID.has(field) ? {} : (MATRIX[field]?.(world) ?? {}), path, value);
}

/** Arguments that name somebody's thing without being of type ID. */
const NAMES = new Set([
  'Query.creator.slug',
  'Query.projectBySlug.creatorSlug',
  'Query.projectBySlug.projectSlug',
]);

/** Which thing of a world an argument names, by its last name and, for `id`, by the field. */
export function foreignValue(field: string, path: readonly string[], world: World): unknown {
  const name = path.at(-1) ?? '';
  const known: Record<string, unknown> = {
    creatorId: world.creator,
    partnerId: world.partner,
    requestId: world.request,
    requestIds: [world.request],
    connectionId: world.shipbob,
    endpointId: world.webhookEndpoint,
    projectId: world.project,
    backerId: world.backer,
    backerIds: [world.backer],
    ids: [idsOf(field, world)],
    except: [world.backer],
    operationId: world.completed,
    presetId: world.preset,
    labelIds: [world.label],
    segmentId: world.segment,
    segmentIds: [world.segment],
    rewardId: world.reward,
    creatorSlug: world.creatorSlug,
    slug: world.creatorSlug,
    projectSlug: world.projectSlug,
  };
  return name === 'id' ? MATRIX[field]?.(world).id : known[name];
}

function idsOf(field: string, world: World): string {
  if (field === 'Mutation.notificationsDecide') return world.notification;
  if (field === 'Mutation.exceptionReopen') return world.exceptionEnded;
  if (field.startsWith('Mutation.exception')) return world.exception;
  if (field === 'Mutation.parcelPresetReorder') return world.preset;
  if (field === 'Mutation.labelsVoid' || field === 'Mutation.labelsCheck') return world.label;
  if (field === 'Mutation.requestRetry') return world.rejected;
  if (field === 'Mutation.webhookDeliveriesReplay') return world.webhookDelivery;
  if (field === 'Mutation.inboxReplay') return world.inboxDelivery;
  return PARTNER_SIDE.has(field) ? world.request : world.backer;
}

/** Every way into a field by an id, as paths into its arguments, inputs opened up. */
export function idPaths(fieldName: string, field: GraphQLField<unknown, unknown>): string[][] {
  const paths: string[][] = [];
  const visit = (type: GraphQLInputType, path: string[], seen: readonly string[]) => {
    const named = getNamedType(type);
    if (named.name === 'ID' || NAMES.has(`${fieldName}.${path.join('.')}`)) paths.push(path);
    if (isInputObjectType(named) && !seen.includes(named.name)) {
      for (const inner of Object.values(named.getFields()))
        visit(inner.type, [...path, inner.name], [...seen, named.name]);
    }
  };
  for (const argument of field.args) visit(argument.type, [argument.name], []);
  return paths;
}

/** The arguments with another value at a path; objects on the way are made. */
function withValue(
  args: Record<string, unknown>,
  path: readonly string[],
  value: unknown,
): Record<string, unknown> {
  const [head, ...rest] = path;
  if (head === undefined) return args;
  const before = args[head] ?? {};
  const within = (part: unknown) => withValue(part as Record<string, unknown>, rest, value);
  const inner = rest.length === 0 ? value : Array.isArray(before) ? [within(before[0])] : within(before);
  // A target names backers in exactly one way.
  const others = ['filter', 'backerIds', 'segmentId'].includes(head) ? {} : args;
  return { ...others, [head]: inner };
}

/** A document for one root field with all its arguments as variables, and what of its answer tells yes from no. */
export function documentFor(schema: GraphQLSchema, root: string, name: string): string {
  const type = schema.getType(root);
  const field = isObjectType(type) ? type.getFields()[name] : undefined;
  if (!field) throw new Error(`There is no ${root}.${name}.`);
  const definitions = field.args.map((argument) => `$${argument.name}: ${String(argument.type)}`).join(', ');
  const uses = field.args.map((argument) => `${argument.name}: $${argument.name}`).join(', ');
  const answer = getNamedType(field.type);
  return `${root.toLowerCase()} Probe${definitions && `(${definitions})`} {
    ${name}${uses && `(${uses})`} ${isCompositeType(answer) ? `{ ${selection(answer).join(' ')} }` : ''}
  }`;
}

function selection(type: ReturnType<typeof getNamedType>): string[] {
  if (!isObjectType(type)) return ['__typename'];
  return Object.values(type.getFields())
    .filter((field) =>
      field.args.every(
        (argument) => argument.defaultValue !== undefined || !String(argument.type).endsWith('!'),
      ),
    )
    .flatMap((field) => {
      const inner = getNamedType(field.type);
      if (isLeafType(inner)) return [field.name];
      if (field.name === 'userErrors') return ['userErrors { code field message }'];
      return type.name.endsWith('Payload') ? [`${field.name} { __typename }`] : [];
    })
    .concat('__typename');
}
