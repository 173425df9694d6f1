/** What a person or a script did to one parcel by itself stands in the history too, with the number it had. */
export const parcelHistory = /* sql */ `
alter type backer_event_kind add value 'SHIPMENT_ADDED';
alter type backer_event_kind add value 'SHIPMENT_CHANGED';
alter type backer_event_kind add value 'SHIPMENT_VOIDED';
comment on column backer_event.detail is
  'HELD and RELEASED {reason, until}; TAGGED and UNTAGGED {tags}; ADDRESS_CHANGED {version, was}; SHIPMENT_… {was, became}; the others {was}.';`;
