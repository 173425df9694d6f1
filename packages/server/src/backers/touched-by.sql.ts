/** Tables in which an operation leaves its id beside the backers it touched. */
const TRACES = [
  'order_event',
  'shipment',
  'backer_event',
  'notification',
  'notification_shipment',
  'digital_code',
];

/**
 * A select of the ids of the backers an operation touched: it moved their order, gave them a parcel, a mail or a code,
 * changed them, or made them. Some come more than once. Its undo takes its parcels away; whom a mail had told of one
 * is found by what was told.
 *
 * @param operation an expression for its id
 * @param project an expression for the id of its project
 */
export function touchedBy(operation: string, project: string): string {
  return [
    ...TRACES.map(
      (table) =>
        `select t.backer_id from ${table} t where t.project_id = ${project} and t.operation_id = ${operation} and t.backer_id is not null`,
    ),
    `select t.id from backer t where t.project_id = ${project} and t.operation_id = ${operation}`,
  ].join(' union all ');
}
