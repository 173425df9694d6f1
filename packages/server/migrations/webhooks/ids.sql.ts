/**
 * A log is read by ids, the newest first. With twenty of them in hand for each session of the database, what one session
 * wrote could stand hundreds of rows below what another had written before it. Without a cache ids are the order in
 * which rows came, as in the inbox; the former rows keep theirs, and are gone after thirty days.
 *
 * It costs the hundreds of rows of a statement a short lock on the sequence's page each, beside three indexes and a body
 * to be written; the log of the database takes a record for every 32 values, with a cache or without.
 */
export const idsInOrder = /* sql */ `
alter sequence webhook_event_id_seq cache 1;
alter sequence webhook_delivery_id_seq cache 1;
`;
