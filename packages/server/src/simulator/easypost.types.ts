/**
 * EasyPost's objects as its API v2 writes them, as far as the simulator speaks of them. From the public recordings of
 * its client libraries (easypost-php, test/cassettes) and docs.easypost.com.
 */

export interface EasyPostAddress {
  id: string;
  object: 'Address';
  created_at: string;
  updated_at: string;
  name: string | null;
  company: string | null;
  street1: string | null;
  street2: string | null;
  city: string | null;
  state: string | null;
  zip: string | null;
  country: string;
  phone: string | null;
  email: string | null;
  mode: 'test';
  carrier_facility: null;
  residential: boolean | null;
  federal_tax_id: string | null;
  state_tax_id: string | null;
  verifications: Record<string, Verification>;
}

export interface Verification {
  success: boolean;
  errors: FieldProblem[];
  details: { latitude: number; longitude: number; time_zone: string } | null;
}

export interface FieldProblem {
  code: string;
  field: string;
  message: string;
  suggestion: string | null;
}

/** Inches and ounces. */
export interface EasyPostParcel {
  id: string;
  object: 'Parcel';
  created_at: string;
  updated_at: string;
  length: number | null;
  width: number | null;
  height: number | null;
  predefined_package: string | null;
  weight: number;
  mode: 'test';
}

export interface EasyPostRate {
  id: string;
  object: 'Rate';
  created_at: string;
  updated_at: string;
  mode: 'test';
  service: string;
  carrier: string;
  rate: string;
  currency: string;
  retail_rate: string;
  retail_currency: string;
  list_rate: string;
  list_currency: string;
  billing_type: 'easypost';
  delivery_days: number | null;
  delivery_date: null;
  delivery_date_guaranteed: boolean;
  est_delivery_days: number | null;
  shipment_id: string;
  carrier_account_id: string;
}

export interface RateMessage {
  carrier: string;
  carrier_account_id: string;
  type: 'rate_error';
  message: string;
}

export type LabelFormat = 'PDF' | 'ZPL';

export interface EasyPostLabel {
  object: 'PostageLabel';
  id: string;
  created_at: string;
  updated_at: string;
  date_advance: number;
  integrated_form: 'none';
  label_date: string;
  label_resolution: number;
  label_size: '4x6';
  label_type: 'default';
  label_file_type: 'application/pdf' | 'application/zpl';
  label_url: string;
  label_pdf_url: string | null;
  label_zpl_url: string | null;
  label_epl2_url: null;
  label_file: null;
}

export interface TrackingLocation {
  object: 'TrackingLocation';
  city: string | null;
  state: string | null;
  country: string | null;
  zip: string | null;
}

export interface TrackingDetail {
  object: 'TrackingDetail';
  message: string;
  description: string;
  status: TrackerStatus;
  status_detail: string;
  datetime: string;
  source: string;
  carrier_code: string;
  tracking_location: TrackingLocation;
}

export type TrackerStatus =
  | 'unknown'
  | 'pre_transit'
  | 'in_transit'
  | 'out_for_delivery'
  | 'delivered'
  | 'return_to_sender'
  | 'failure'
  | 'cancelled';

export interface EasyPostTracker {
  id: string;
  object: 'Tracker';
  mode: 'test';
  tracking_code: string;
  status: TrackerStatus;
  status_detail: string;
  created_at: string;
  updated_at: string;
  signed_by: string | null;
  weight: number | null;
  est_delivery_date: string | null;
  shipment_id: string | null;
  carrier: string;
  tracking_details: TrackingDetail[];
  fees: [];
  carrier_detail: {
    object: 'CarrierDetail';
    service: string | null;
    container_type: null;
    est_delivery_date_local: null;
    est_delivery_time_local: null;
    origin_location: string | null;
    origin_tracking_location: TrackingLocation | null;
    destination_location: string | null;
    destination_tracking_location: TrackingLocation | null;
    guaranteed_delivery_date: null;
    alternate_identifier: null;
    initial_delivery_attempt: string | null;
  };
  finalized: boolean;
  is_return: boolean;
  public_url: string;
}

/** What is kept of a shipment; label, tracker and refund are worked out when it is asked for. */
export interface StoredShipment {
  id: string;
  created_at: string;
  reference: string | null;
  options: Record<string, unknown>;
  to_address: EasyPostAddress;
  from_address: EasyPostAddress;
  return_address: EasyPostAddress;
  parcel: EasyPostParcel;
  customs_info: Record<string, unknown> | null;
  usps_zone: number | null;
  rates: EasyPostRate[];
  messages: RateMessage[];
}
