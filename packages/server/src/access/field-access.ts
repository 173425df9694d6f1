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
    creator: 'creator:read',
    project: 'projects:read',
    projectBySlug: 'projects:read',
    backer: 'backers:read',
    operation: 'operations:read',
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
    backerImportCreate: 'backers:write',
    backerImportConfigure: 'backers:write',
    backerUpdate: 'backers:write',
    trackingUploadCreate: 'shipments:write',
    trackingUploadConfigure: 'shipments:write',
    shipmentsRecord: 'shipments:write',
    operationApply: 'operations:write',
    operationCancel: 'operations:write',
    operationUndo: 'operations:write',
    orderMarkFulfilled: 'shipments:write',
    orderRevert: 'shipments:write',
    shipmentUpdate: 'shipments:write',
    shipmentVoid: 'shipments:write',
    segmentActionRun: 'shipments:write',
  },
  Subscription: {
    projectProgressUpdated: 'projects:read',
    projectStatusChanged: 'projects:read',
    operationUpdated: 'operations:read',
    backersChanged: 'backers:read',
  },
  Creator: { members: 'members:read', invitations: 'members:read', tokens: 'tokens:read' },
  Project: { backers: 'backers:read', shipments: 'backers:read', operations: 'operations:read' },
  BackerPayload: { backer: 'backers:read' },
  OrderEvent: { operation: 'operations:read' },
  OrderPayload: { backer: 'backers:read' },
  Shipment: { backer: 'backers:read' },
  OperationRow: { backer: 'backers:read', candidates: 'backers:read' },
};
