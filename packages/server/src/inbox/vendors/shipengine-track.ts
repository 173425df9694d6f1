import type { TrackingReport } from '../../shipments/absorb.ts';
import { carrierOf, numberOf } from '../carrier-names.ts';
import { joined, list, text, time } from '../json-walk.ts';
import { meaningOf } from '../status-map.ts';
import { ReadError } from './vendor.ts';

/** A track as ShipEngine, and ShipStation v2 on top of it, write it. @throws ReadError */
export function readShipEngineTrack(data: unknown, receivedAt: string): TrackingReport {
  const trackingNumber = numberOf(text(data, 'tracking_number'));
  if (trackingNumber === null) throw new ReadError('The track has no tracking_number.');
  const events = list(data, 'events').map((event) => ({
    at: time(event, 'occurred_at') ?? time(event, 'carrier_occurred_at') ?? receivedAt,
    ...meaningOf('shipengine', text(event, 'status_code'), text(event, 'status_detail_code')),
    message: text(event, 'description'),
    place: joined(text(event, 'city_locality'), text(event, 'state_province'), text(event, 'country_code')),
  }));
  if (events.length === 0)
    events.push({
      at: time(data, 'actual_delivery_date') ?? receivedAt,
      ...meaningOf('shipengine', text(data, 'status_code'), text(data, 'status_detail_code')),
      message: text(data, 'exception_description') ?? text(data, 'status_description'),
      place: null,
    });
  return {
    trackingNumber,
    carrier: carrierOf(text(data, 'carrier_code')),
    estimatedDeliveryAt: time(data, 'estimated_delivery_date'),
    events,
  };
}
