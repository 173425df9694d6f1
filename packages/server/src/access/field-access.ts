import type { Permission } from './permissions.ts';

/**
 * PUBLIC: anybody, signed in or not. Otherwise the permission, which must be held for one creator at least before the
 * resolver runs, and for the creator whose thing it is (`requireProject` and its like) inside.
 */
export type FieldAccess = 'PUBLIC' | Permission;

/**
 * Who may use which field. Every field of the three root types has a row: the schema does not build without it.
 * Of other types only the fields that open more than their parent did.
 */
export const FIELD_ACCESS: Record<string, Record<string, FieldAccess>> = {
  Query: {
    viewer: 'PUBLIC',
    invitation: 'PUBLIC',
    carriers: 'PUBLIC',
    carrierGuess: 'PUBLIC',
    mappableFields: 'PUBLIC',
    publicCreator: 'PUBLIC',
    publicPledge: 'PUBLIC',
    creator: 'creator:read',
    project: 'projects:read',
    projectBySlug: 'projects:read',
    backer: 'backers:read',
    operation: 'operations:read',
    digitalRewardsCheck: 'shipments:write',
    actionPreview: 'backers:read',
    segmentCount: 'backers:read',
    backerKeysCheck: 'backers:read',
    mailPreview: 'backers:read',
    mailboxMail: 'backers:read',
  },
  Mutation: {
    signUp: 'PUBLIC',
    signIn: 'PUBLIC',
    signOut: 'PUBLIC',
    invitationAccept: 'PUBLIC',
    invitationCreate: 'members:write',
    invitationRevoke: 'members:write',
    memberUpdate: 'members:write',
    memberRemove: 'members:write',
    tokenCreate: 'tokens:write',
    tokenRevoke: 'tokens:write',
    projectCreate: 'projects:write',
    projectUpdate: 'projects:write',
    projectPublish: 'projects:write',
    projectUnpublish: 'projects:write',
    creatorUpdate: 'creator:write',
    backerLinkRotate: 'backers:write',
    backerImportCreate: 'backers:write',
    backerImportConfigure: 'backers:write',
    backerUpdate: 'backers:write',
    trackingUploadCreate: 'shipments:write',
    trackingUploadConfigure: 'shipments:write',
    shipmentsRecord: 'shipments:write',
    operationApply: 'operations:write',
    operationCancel: 'operations:write',
    operationUndo: 'operations:write',
    operationDismiss: 'operations:write',
    orderMarkFulfilled: 'shipments:write',
    orderRevert: 'shipments:write',
    shipmentUpdate: 'shipments:write',
    shipmentVoid: 'shipments:write',
    // What it does needs more: tags are for who may write backers, the rest for who may ship.
    segmentActionRun: 'operations:write',
    digitalRewardsSend: 'shipments:write',
    digitalRewardUpdate: 'shipments:write',
    digitalCodeRevoke: 'shipments:write',
    backerHold: 'shipments:write',
    backerRelease: 'shipments:write',
    backerTag: 'backers:write',
    segmentCreate: 'operations:write',
    segmentUpdate: 'operations:write',
    segmentFreeze: 'operations:write',
    segmentThaw: 'operations:write',
    segmentRefresh: 'operations:write',
    segmentDelete: 'operations:write',
    trackingNotificationsSend: 'shipments:write',
    notificationsDecide: 'shipments:write',
    mailSettingsUpdate: 'projects:write',
    mailPause: 'shipments:write',
    mailResume: 'shipments:write',
    mailTemplateUpdate: 'projects:write',
    mailTemplateReset: 'projects:write',
    mailTestSend: 'shipments:write',
    mailboxClear: 'projects:write',
  },
  Subscription: {
    projectProgressUpdated: 'projects:read',
    projectStatusChanged: 'projects:read',
    operationUpdated: 'operations:read',
    backersChanged: 'backers:read',
    segmentsUpdated: 'backers:read',
    notificationsUpdated: 'backers:read',
  },
  Creator: { members: 'members:read', invitations: 'members:read', tokens: 'tokens:read' },
  Project: {
    backers: 'backers:read',
    shipments: 'backers:read',
    operations: 'operations:read',
    segments: 'backers:read',
    digitalRewards: 'backers:read',
    segment: 'backers:read',
    filterSuggestions: 'backers:read',
    notifications: 'backers:read',
    notificationCounts: 'backers:read',
    untold: 'backers:read',
    mailbox: 'backers:read',
  },
  Backer: { digitalRewards: 'backers:read' },
  DigitalRewardDelivery: { code: 'backers:read', backer: 'backers:read' },
  DigitalCodePayload: { delivery: 'backers:read' },
  BackerPayload: { backer: 'backers:read' },
  Notification: { backer: 'backers:read' },
  NotificationsDecidePayload: { notifications: 'backers:read' },
  BackerLinkPayload: { backer: 'backers:read' },
  OrderEvent: { operation: 'operations:read' },
  BackerEvent: { operation: 'operations:read' },
  AddressVersion: { operation: 'operations:read' },
  OrderPayload: { backer: 'backers:read' },
  Shipment: { backer: 'backers:read' },
  SegmentPayload: { segment: 'backers:read' },
  OperationRow: { backer: 'backers:read', candidates: 'backers:read' },
};

/**
 * Fields of an answer to a mutation, where the change is made by the time they are read: whoever may write and not
 * read gets null there. A refusal would say that nothing was done, and a script would do it again.
 */
export function isNullInstead(typeName: string, field: string): boolean {
  return typeName.endsWith('Payload') || `${typeName}.${field}` === 'Shipment.backer';
}
