import { registerEnumType } from 'type-graphql';

/** Why a parcel needs a person; the names are those of the database's enum `exception_kind`. */
export enum ExceptionKind {
  NO_SCAN = 'NO_SCAN',
  NO_MOVEMENT = 'NO_MOVEMENT',
  DELIVERY_ATTEMPTED = 'DELIVERY_ATTEMPTED',
  RETURNED = 'RETURNED',
  FAILED = 'FAILED',
  ADDRESS_REFUSED = 'ADDRESS_REFUSED',
  ADDRESS_CHANGED = 'ADDRESS_CHANGED',
  PARTNER_REJECTED = 'PARTNER_REJECTED',
  LABEL_UNCERTAIN = 'LABEL_UNCERTAIN',
  REFUND_REFUSED = 'REFUND_REFUSED',
}
registerEnumType(ExceptionKind, {
  name: 'ExceptionKind',
  description: 'Why a parcel needs a person.',
  valuesConfig: {
    NO_SCAN: { description: 'It has a label, and no carrier has scanned it for too long.' },
    NO_MOVEMENT: { description: 'Its carrier has said nothing new of it for too long.' },
    DELIVERY_ATTEMPTED: { description: 'Nobody took it.' },
    RETURNED: { description: 'It is coming back.' },
    FAILED: { description: 'Its carrier has given up.' },
    ADDRESS_REFUSED: { description: 'Its address is not accepted.' },
    ADDRESS_CHANGED: { description: 'The address changed after it was sent off with the old one.' },
    PARTNER_REJECTED: { description: 'A partner does not take the order.' },
    LABEL_UNCERTAIN: { description: 'Nobody knows whether its label was bought.' },
    REFUND_REFUSED: { description: 'Its label was voided, and the provider does not give the money back.' },
  },
});

export enum ExceptionResolution {
  RESHIPPED = 'RESHIPPED',
  HELD = 'HELD',
  CONTACTED = 'CONTACTED',
  DONE = 'DONE',
  BY_ITSELF = 'BY_ITSELF',
}
registerEnumType(ExceptionResolution, {
  name: 'ExceptionResolution',
  description: 'How an exception ended.',
  valuesConfig: {
    RESHIPPED: { description: 'It is sent again.' },
    HELD: { description: 'The order was put on hold.' },
    CONTACTED: { description: 'The backer was written to, and that was all it needed.' },
    DONE: { description: 'Somebody dealt with it.' },
    BY_ITSELF: { description: 'What was wrong is no longer so.' },
  },
});
