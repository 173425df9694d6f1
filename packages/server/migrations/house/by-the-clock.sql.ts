/**
 * Parcels and the history are dated when they are written, under the lock of their order, not when the transaction
 * began: of two transactions that wait for each other the first to begin may write last, and what it wrote would read
 * as if it had come before. What one marking wrote together is given one time by whoever writes it.
 */
export const byTheClock = /* sql */ `
alter table order_event alter column at set default clock_timestamp();
alter table shipment alter column created_at set default clock_timestamp();`;
