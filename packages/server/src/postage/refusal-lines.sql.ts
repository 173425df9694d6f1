/**
 * What the exception of an order says of refused refunds: a line for each label, which begins with this.
 *
 * @param number an expression for the label's number
 */
export function lineOf(number: string): string {
  return `'Label ' || ${number} || ': '`;
}

/**
 * Those lines but some; null where none is left.
 *
 * @param detail an expression for the lines
 * @param beginnings an expression for an array of how those to leave out begin
 */
export function linesBut(detail: string, beginnings: string): string {
  return /* sql */ `(
    select string_agg(said.line, E'\\n' order by said.no) from string_to_table(${detail}, E'\\n') with ordinality said (line, no)
    where not exists (select from unnest(${beginnings}) b (beginning) where starts_with(said.line, b.beginning)))`;
}
