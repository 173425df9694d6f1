import { registerEnumType } from 'type-graphql';

/** A type of event: its name on the wire, what it tells, and its data as an example. */
interface EventTypeFacts {
  type: string;
  description: string;
  example: Record<string, unknown>;
}

const backer = { backerId: '4711', backerNumber: 12, pledgeId: 'P-0012' };
const from = { projectId: '3', operationId: '42' };
const parcel = {
  shipmentId: '9001',
  ...backer,
  carrier: 'usps',
  trackingNumber: '9400111899223197428490',
  trackingStatus: 'IN_TRANSIT',
  source: 'UPLOAD',
  shippedAt: '2026-11-22T09:00:00+00:00',
};
const parcels = { ...from, shipments: [parcel] };
const order = {
  ...backer,
  from: 'READY_TO_FULFILL',
  to: 'FULFILLED',
  source: 'UPLOAD',
  at: '2026-11-22T09:00:00+00:00',
};
const request = {
  projectId: '3',
  requests: [{ requestId: '77', partnerId: '5', ...backer, reference: 'P-0012', status: 'SENT' }],
};
const operation = (kind: string, status = 'COMPLETED') => ({
  ...from,
  operation: {
    kind,
    status,
    rows: 250,
    by: 'Ada',
    outcomes: [{ code: 'MATCHED', count: 250 }],
    completedAt: '2026-11-22T09:00:00+00:00',
  },
});
const project = (was: string, is: string) => ({
  projectId: '3',
  project: { slug: 'game', title: 'Game', from: was, to: is, eligible: 2000, fulfilled: 1001 },
});
const mail = {
  ...from,
  notifications: [{ notificationId: '15', ...backer, kind: 'TRACKING', responseCode: 250 }],
};

/** What an endpoint can ask for. The rows that cause each are in migrations/webhooks/triggers.sql.ts. */
export const EVENT_TYPES = {
  ORDER_STATUS_CHANGED: {
    type: 'order.status_changed',
    description: 'Orders moved from one status to another, by whichever way.',
    example: { ...from, orders: [order] },
  },
  ORDER_FULFILLED: {
    type: 'order.fulfilled',
    description: 'Orders became Fulfilled.',
    example: { ...from, orders: [order] },
  },
  SHIPMENT_CREATED: {
    type: 'shipment.created',
    description: 'Parcels were recorded, shipped or not.',
    example: parcels,
  },
  SHIPMENT_SHIPPED: {
    type: 'shipment.shipped',
    description:
      'Parcels left, as far as told: at once by hand and by file, at the first scan for labels bought here.',
    example: parcels,
  },
  SHIPMENT_VOIDED: {
    type: 'shipment.voided',
    description: 'Parcels were replaced or taken back, by an undo for example. They no longer count.',
    example: parcels,
  },
  PACKAGE_ACCEPTED: {
    type: 'package.accepted',
    description: 'The carrier scanned parcels for the first time.',
    example: { ...from, shipments: [{ ...parcel, acceptedAt: '2026-11-22T18:30:00+00:00' }] },
  },
  PACKAGE_STATUS_CHANGED: {
    type: 'package.status_changed',
    description: 'The carrier says something else of where parcels are.',
    example: parcels,
  },
  PACKAGE_DELIVERED: {
    type: 'package.delivered',
    description: 'Parcels arrived.',
    example: {
      ...from,
      shipments: [{ ...parcel, trackingStatus: 'DELIVERED', deliveredAt: '2026-11-25T11:12:00+00:00' }],
    },
  },
  PACKAGE_EXCEPTION: {
    type: 'package.exception',
    description:
      'Parcels or their orders need a person: kind says why, in the words of ExceptionKind. shipmentId is left out where no parcel is meant.',
    example: {
      projectId: '3',
      exceptions: [
        {
          exceptionId: '8',
          shipmentId: '9001',
          ...backer,
          kind: 'RETURNED',
          since: '2026-11-25T11:12:00+00:00',
        },
      ],
    },
  },
  IMPORT_COMPLETED: {
    type: 'import.completed',
    description: 'An import of backers was applied.',
    example: operation('BACKER_IMPORT'),
  },
  TRACKING_UPLOAD_COMPLETED: {
    type: 'tracking_upload.completed',
    description: 'A tracking upload was applied.',
    example: operation('TRACKING_UPLOAD'),
  },
  SEGMENT_ACTION_COMPLETED: {
    type: 'segment_action.completed',
    description: 'An action on a segment or a selection was applied: fulfilled, moved, held, tagged.',
    example: operation('MARK_FULFILLED'),
  },
  OPERATION_COMPLETED: {
    type: 'operation.completed',
    description: 'A bulk change of any kind was applied.',
    example: operation('DIGITAL_REWARDS'),
  },
  OPERATION_FAILED: {
    type: 'operation.failed',
    description: 'A bulk change came to a halt. What it had applied stays applied.',
    example: {
      ...from,
      operation: {
        kind: 'TRACKING_UPLOAD',
        status: 'FAILED',
        rows: 0,
        by: 'Ada',
        failure: 'The file is empty.',
      },
    },
  },
  OPERATION_UNDONE: {
    type: 'operation.undone',
    description: 'A bulk change was undone.',
    example: operation('TRACKING_UPLOAD', 'UNDONE'),
  },
  NOTIFICATION_SENT: {
    type: 'notification.sent',
    description: 'The mail server took mails to backers.',
    example: mail,
  },
  NOTIFICATION_BOUNCED: {
    type: 'notification.bounced',
    description: 'Mails to backers failed for good.',
    example: {
      ...from,
      notifications: [{ notificationId: '15', ...backer, kind: 'TRACKING', responseCode: 550 }],
    },
  },
  DIGITAL_CODE_ASSIGNED: {
    type: 'digital_code.assigned',
    description: 'Backers were given digital codes or links. The codes themselves are not told.',
    example: {
      ...from,
      codes: [{ codeId: '31', rewardId: '2', ...backer, givenAt: '2026-11-22T09:00:00+00:00' }],
    },
  },
  PROJECT_FULFILLED: {
    type: 'project.fulfilled',
    description: 'More than half of a project’s orders are Fulfilled: so is the project.',
    example: project('IN_FULFILLMENT', 'FULFILLED'),
  },
  PROJECT_UNFULFILLED: {
    type: 'project.unfulfilled',
    description: 'A project is no longer Fulfilled, after an undo or new backers for example.',
    example: project('FULFILLED', 'IN_FULFILLMENT'),
  },
  FULFILLMENT_REQUEST_CREATED: {
    type: 'fulfillment_request.created',
    description: 'Orders were sent to a partner.',
    example: request,
  },
  FULFILLMENT_REQUEST_CHANGED: {
    type: 'fulfillment_request.changed',
    description:
      'A partner accepted, rejected or shipped orders, they were called back, or an address changed.',
    example: {
      projectId: '3',
      requests: [
        {
          requestId: '77',
          partnerId: '5',
          ...backer,
          reference: 'P-0012',
          status: 'REJECTED',
          rejection: 'No stock',
        },
      ],
    },
  },
  PING: {
    type: 'ping',
    description: 'A test, sent to one endpoint when somebody asks for it. It need not be subscribed to.',
    example: { message: 'Hello from Waybill.', endpointId: '1' },
  },
} satisfies Record<string, EventTypeFacts>;

export type WebhookEventTypeName = keyof typeof EVENT_TYPES;

/** Named as GraphQL wants it, and worth what goes over the wire. */
export const WebhookEventType = Object.fromEntries(
  Object.entries(EVENT_TYPES).map(([name, { type }]) => [name, type]),
) as Record<WebhookEventTypeName, string>;

registerEnumType(WebhookEventType, {
  name: 'WebhookEventType',
  description: 'What an event tells. The name on the wire is in each description.',
  valuesConfig: Object.fromEntries(
    Object.entries(EVENT_TYPES).map(([name, { type, description }]) => [
      name,
      { description: `\`${type}\`: ${description}` },
    ]),
  ),
});
