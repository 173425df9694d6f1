import { registerEnumType } from 'type-graphql';

export enum ShipmentSource {
  UPLOAD = 'UPLOAD',
  MANUAL = 'MANUAL',
  SEGMENT_ACTION = 'SEGMENT_ACTION',
  API = 'API',
  PARTNER = 'PARTNER',
  POSTAGE = 'POSTAGE',
}
registerEnumType(ShipmentSource, {
  name: 'ShipmentSource',
  description: 'By which way a parcel, or the mark Fulfilled, came here.',
  valuesConfig: {
    UPLOAD: { description: 'A file of tracking numbers.' },
    MANUAL: { description: 'A person, on this one order.' },
    SEGMENT_ACTION: { description: 'An action on many backers.' },
    API: { description: 'A script.' },
    PARTNER: { description: 'A partner reported it.' },
    POSTAGE: { description: 'A label bought here.' },
  },
});

export enum TrackingStatus {
  UNKNOWN = 'UNKNOWN',
  PRE_TRANSIT = 'PRE_TRANSIT',
  IN_TRANSIT = 'IN_TRANSIT',
  OUT_FOR_DELIVERY = 'OUT_FOR_DELIVERY',
  DELIVERED = 'DELIVERED',
  AVAILABLE_FOR_PICKUP = 'AVAILABLE_FOR_PICKUP',
  RETURN_TO_SENDER = 'RETURN_TO_SENDER',
  FAILURE = 'FAILURE',
  CANCELLED = 'CANCELLED',
  ERROR = 'ERROR',
}
registerEnumType(TrackingStatus, {
  name: 'TrackingStatus',
  description: 'Where a parcel is, as far as its carrier has said.',
  valuesConfig: {
    UNKNOWN: { description: 'Nothing has been heard of it.' },
    PRE_TRANSIT: { description: 'The carrier knows of it and has not seen it.' },
    IN_TRANSIT: { description: 'On its way.' },
    OUT_FOR_DELIVERY: { description: 'With the driver.' },
    DELIVERED: { description: 'It has arrived.' },
    AVAILABLE_FOR_PICKUP: { description: 'It waits to be fetched.' },
    RETURN_TO_SENDER: { description: 'It is coming back.' },
    FAILURE: { description: 'It could not be delivered.' },
    CANCELLED: { description: 'The label was cancelled.' },
    ERROR: { description: 'The carrier’s answer could not be understood.' },
  },
});

export enum TrackingReason {
  DELIVERY_ATTEMPTED = 'DELIVERY_ATTEMPTED',
  ADDRESS_PROBLEM = 'ADDRESS_PROBLEM',
  CUSTOMS = 'CUSTOMS',
  DUTY_UNPAID = 'DUTY_UNPAID',
  DAMAGED = 'DAMAGED',
  LOST = 'LOST',
  REFUSED = 'REFUSED',
  RECIPIENT_MOVED = 'RECIPIENT_MOVED',
  HELD = 'HELD',
  DELAYED = 'DELAYED',
  OTHER = 'OTHER',
}
registerEnumType(TrackingReason, {
  name: 'TrackingReason',
  description: 'Why a parcel is where it is, where its carrier says so.',
  valuesConfig: {
    DELIVERY_ATTEMPTED: { description: 'Nobody took it; the carrier will try again or keep it.' },
    ADDRESS_PROBLEM: { description: 'The carrier cannot find or does not accept the address.' },
    CUSTOMS: { description: 'It is with customs.' },
    DUTY_UNPAID: { description: 'Duty or tax is to be paid first.' },
    DAMAGED: { description: 'It was damaged.' },
    LOST: { description: 'The carrier has lost it.' },
    REFUSED: { description: 'The recipient did not want it.' },
    RECIPIENT_MOVED: { description: 'The recipient does not live there any more.' },
    HELD: { description: 'The carrier keeps it for another reason.' },
    DELAYED: { description: 'It will come later than planned.' },
    OTHER: { description: 'Something else; the carrier’s words say more.' },
  },
});
