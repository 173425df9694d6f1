/**
 * What a mail told keeps which operation had brought the parcel: its undo deletes the parcel, and then nothing else says
 * whom it is to correct.
 */
export const toldByOperation = /* sql */ `
alter table notification_shipment add column operation_id bigint;
comment on column notification_shipment.operation_id is 'The operation that brought the parcel; null where none did.';
update notification_shipment t set operation_id = s.operation_id
from shipment s where s.id = t.shipment_id and t.kind = 'TRACKING' and s.operation_id is not null;
create index notification_shipment_operation on notification_shipment (operation_id) where operation_id is not null;
`;
