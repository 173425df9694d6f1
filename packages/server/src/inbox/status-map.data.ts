import { TrackingReason as Reason, TrackingStatus as Status } from '../shipments/shipment.enums.ts';

/** Whose words they are. ShipStation speaks ShipEngine's; MCF is Amazon's, karrio what open-source gateways pass on. */
export type Vocabulary =
  'easypost' | 'shippo' | 'shipengine' | 'aftership' | 'shopify' | 'shipbob' | 'mcf' | 'karrio';

/** What several houses call the same thing. */
export interface StatusRow {
  status: Status;
  reason: Reason | null;
  /**
   * Words for it: a code, or `code/detail` where the detail makes the difference and the bare code means another row.
   * Compared without regard to case.
   */
  words: Readonly<Partial<Record<Vocabulary, readonly string[]>>>;
}

/**
 * All that vendors say of parcels, and what it is to us: EasyPost's ten statuses, since that is what the field has
 * settled on, with the reason beside them. Which value goes into which row is stated by no vendor for exceptions,
 * attempts and returns; there the row is our judgement: what may still arrive stays IN_TRANSIT with a reason, what the
 * carrier has given up is FAILURE.
 *
 * “Accepted by the carrier” is no row of its own: it is the first event that is a physical scan (tracking-status.ts),
 * whatever it is called.
 */
export const STATUS_MAP: readonly StatusRow[] = [
  {
    status: Status.UNKNOWN,
    reason: null,
    words: {
      easypost: ['unknown'],
      shippo: ['UNKNOWN'],
      shipengine: ['UN'],
      aftership: ['Pending'],
      mcf: ['UNKNOWN'],
      karrio: ['unknown'],
    },
  },
  {
    status: Status.PRE_TRANSIT,
    reason: null,
    words: {
      easypost: ['pre_transit'],
      shippo: ['PRE_TRANSIT'],
      shipengine: ['NY'],
      aftership: ['InfoReceived'],
      shopify: ['confirmed', 'label_purchased', 'label_printed'],
      // Its order.shipped is sent when the label is printed, before any carrier has seen the parcel.
      shipbob: ['LabelCreated', 'LabeledCreated', 'Processing', 'Completed', 'AwaitingCarrierScan'],
      mcf: ['PENDING'],
      karrio: ['pending'],
    },
  },
  {
    status: Status.PRE_TRANSIT,
    reason: Reason.ADDRESS_PROBLEM,
    words: { easypost: ['pre_transit/address_correction'] },
  },
  {
    status: Status.IN_TRANSIT,
    reason: null,
    words: {
      easypost: ['in_transit'],
      shippo: ['TRANSIT'],
      shipengine: ['IT', 'AC'],
      aftership: ['InTransit'],
      shopify: ['in_transit', 'carrier_picked_up'],
      shipbob: ['InTransit', 'CarrierPickedUp', 'PickedUp'],
      mcf: ['IN_TRANSIT'],
      karrio: ['in_transit', 'picked_up'],
    },
  },
  {
    status: Status.IN_TRANSIT,
    reason: Reason.DELAYED,
    words: {
      easypost: ['in_transit/delayed', 'in_transit/weather_delay', 'in_transit/missorted'],
      shippo: ['TRANSIT/delayed'],
      shipengine: [
        'IT/CARRIER_DELAYS',
        'IT/DELAYED_NOT_CARRIER',
        'IT/MISSORTED',
        'IT/ROUTING_ERROR',
        'EX/CARRIER_DELAYS',
        'EX/DELAYED_NOT_CARRIER',
        'EX/MISSORTED',
        'EX/ROUTING_ERROR',
      ],
      aftership: ['Exception/Exception_005', 'Exception/Exception_016', 'Exception/Exception_017'],
      shopify: ['delayed'],
      shipbob: ['Delayed'],
      mcf: ['DELAYED'],
      karrio: ['delivery_delayed'],
    },
  },
  {
    status: Status.IN_TRANSIT,
    reason: Reason.CUSTOMS,
    words: {
      shipengine: [
        'IT/HELD_BY_CUSTOMS',
        'IT/HELD_BY_EXPORT_CUSTOMS',
        'IT/HELD_BY_IMPORT_CUSTOMS',
        'IT/CUSTOMS_PROCESSING',
        'IT/INCORRECT_DECLARATION',
        'EX/HELD_BY_CUSTOMS',
        'EX/HELD_BY_EXPORT_CUSTOMS',
        'EX/HELD_BY_IMPORT_CUSTOMS',
        'EX/INCORRECT_DECLARATION',
      ],
      aftership: ['Exception/Exception_004', 'Exception/Exception_018', 'InTransit/InTransit_006'],
    },
  },
  {
    status: Status.IN_TRANSIT,
    reason: Reason.DUTY_UNPAID,
    words: {
      shipengine: ['IT/DUTY_NOT_PAID', 'EX/DUTY_NOT_PAID'],
      aftership: ['Exception/Exception_006'],
    },
  },
  {
    status: Status.IN_TRANSIT,
    reason: Reason.HELD,
    words: {
      easypost: ['in_transit/held'],
      shippo: ['TRANSIT/package_held', 'TRANSIT/contact_carrier'],
      shipengine: ['IT/HELD_BY_CARRIER', 'EX/HELD_BY_CARRIER'],
      karrio: ['on_hold'],
    },
  },
  {
    status: Status.IN_TRANSIT,
    reason: Reason.ADDRESS_PROBLEM,
    words: {
      easypost: ['in_transit/address_correction'],
      shippo: ['TRANSIT/address_issue'],
      shipengine: ['IT/ADDRESS_QUERY', 'EX/ADDRESS_QUERY'],
      aftership: ['Exception/Exception_007'],
    },
  },
  {
    status: Status.IN_TRANSIT,
    reason: Reason.DAMAGED,
    words: {
      easypost: ['in_transit/damaged'],
      shippo: ['TRANSIT/package_damaged'],
      shipengine: ['IT/PARCEL_REPACKED', 'IT/PARCEL_DAMAGED'],
    },
  },
  {
    // The status stays: it will be tried again, or be fetched. How often is counted by what takes these in.
    status: Status.IN_TRANSIT,
    reason: Reason.DELIVERY_ATTEMPTED,
    words: {
      easypost: ['in_transit/delivery_exception', 'in_transit/failed_attempt'],
      shippo: [
        'TRANSIT/delivery_attempted',
        'TRANSIT/notice_left',
        'TRANSIT/location_inaccessible',
        'TRANSIT/reschedule_delivery',
        'TRANSIT/delivery_rescheduled',
        'FAILURE/delivery_attempted',
      ],
      shipengine: ['AT'],
      aftership: ['AttemptFail'],
      shopify: ['attempted_delivery'],
      shipbob: ['DeliveryAttempted', 'AttemptedDelivery'],
      mcf: ['DELIVERY_ATTEMPTED'],
      karrio: ['delivery_failed'],
    },
  },
  {
    status: Status.OUT_FOR_DELIVERY,
    reason: null,
    words: {
      easypost: ['out_for_delivery'],
      shippo: ['TRANSIT/out_for_delivery'],
      shipengine: ['IT/OUT_FOR_DELIVERY'],
      aftership: ['OutForDelivery'],
      shopify: ['out_for_delivery'],
      shipbob: ['OutForDelivery'],
      mcf: ['OUT_FOR_DELIVERY'],
      karrio: ['out_for_delivery'],
    },
  },
  {
    status: Status.AVAILABLE_FOR_PICKUP,
    reason: null,
    words: {
      easypost: ['available_for_pickup'],
      shippo: ['TRANSIT/pickup_available'],
      shipengine: [
        'SP',
        'IT/AWAITING_COLLECTION_FROM_PICKUP_POINT',
        'IT/COLLECT_AT_LOCAL_PO',
        'IT/CUSTOMER_TO_COLLECT_FROM_CARRIER',
      ],
      aftership: ['AvailableForPickup'],
      shopify: ['ready_for_pickup'],
      shipbob: ['AvailableForPickup'],
      mcf: ['AVAILABLE_FOR_PICKUP'],
      karrio: ['ready_for_pickup'],
    },
  },
  {
    status: Status.DELIVERED,
    reason: null,
    words: {
      easypost: ['delivered'],
      shippo: ['DELIVERED'],
      shipengine: ['DE'],
      aftership: ['Delivered'],
      shopify: ['delivered'],
      shipbob: ['Delivered'],
      mcf: ['DELIVERED'],
      karrio: ['delivered'],
    },
  },
  {
    status: Status.RETURN_TO_SENDER,
    reason: null,
    words: {
      easypost: ['return_to_sender'],
      shippo: ['RETURNED'],
      shipengine: [
        'EX/RETURN_TO_SENDER',
        'EX/UNDELIVERABLE_RETURNED_TO_SENDER',
        'IT/RETURN_TO_SENDER',
        'IT/UNDELIVERABLE_RETURNED_TO_SENDER',
      ],
      aftership: ['Exception/Exception_010', 'Exception/Exception_011'],
      shopify: ['returning_to_sender'],
      shipbob: ['ReturnToSender', 'Returned'],
      mcf: ['RETURNING', 'RETURNED'],
      karrio: ['return_to_sender'],
    },
  },
  {
    status: Status.RETURN_TO_SENDER,
    reason: Reason.REFUSED,
    words: { easypost: ['return_to_sender/refused'] },
  },
  {
    status: Status.FAILURE,
    reason: null,
    words: {
      easypost: ['failure'],
      shippo: ['FAILURE'],
      shipengine: ['EX'],
      aftership: ['Exception'],
      shopify: ['failure'],
      shipbob: ['Exception', 'DeliveryException', 'Failure'],
      mcf: ['UNDELIVERABLE'],
    },
  },
  {
    status: Status.FAILURE,
    reason: Reason.LOST,
    words: {
      easypost: ['failure/lost'],
      shippo: ['FAILURE/package_lost'],
      shipengine: ['EX/PARCEL_LOST'],
      aftership: ['Exception/Exception_013'],
      shipbob: ['Lost'],
    },
  },
  {
    status: Status.FAILURE,
    reason: Reason.DAMAGED,
    words: {
      easypost: ['failure/damaged'],
      shippo: ['FAILURE/package_damaged', 'FAILURE/package_disposed'],
      shipengine: ['EX/PARCEL_DAMAGED', 'EX/PARCEL_DISPOSED'],
      aftership: ['Exception/Exception_012'],
      shipbob: ['Damaged'],
    },
  },
  {
    status: Status.FAILURE,
    reason: Reason.REFUSED,
    words: {
      easypost: ['failure/refused'],
      shipengine: ['EX/REFUSED_BY_CUSTOMER'],
      aftership: ['Exception/Exception_003'],
    },
  },
  {
    status: Status.FAILURE,
    reason: Reason.RECIPIENT_MOVED,
    words: {
      shipengine: ['EX/CUSTOMER_MOVED', 'EX/NOT_DELIVERED_ADDRESSEE_DECEASED'],
      aftership: ['Exception/Exception_002'],
    },
  },
  {
    status: Status.FAILURE,
    reason: Reason.ADDRESS_PROBLEM,
    words: { easypost: ['failure/address_correction'] },
  },
  {
    status: Status.CANCELLED,
    reason: null,
    words: {
      easypost: ['cancelled'],
      shipengine: ['EX/CANCELLED'],
      shopify: ['label_voided'],
      shipbob: ['Cancelled'],
      karrio: ['cancelled'],
    },
  },
  {
    status: Status.ERROR,
    reason: null,
    words: { easypost: ['error'], shipengine: ['error'], aftership: ['Expired'] },
  },
];
