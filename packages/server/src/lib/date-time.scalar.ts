import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';

const ISO = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)?)?$/;

/** ISO 8601 text both ways, going out in UTC with milliseconds, however exact the database was. */
export const DateTime = new GraphQLScalarType<string, string>({
  name: 'DateTime',
  description: 'A moment as ISO 8601 text in UTC, such as 2026-11-21T22:57:00.000Z.',
  serialize: (value) => (value instanceof Date ? value.toISOString() : withMilliseconds(String(value))),
  parseValue: read,
  parseLiteral: (node) => read(node.kind === Kind.STRING ? node.value : null),
});

/** Of text that ends in Z. By cutting, not by parsing: a list has hundreds. */
function withMilliseconds(text: string): string {
  const SECONDS = 19;
  return `${text.slice(0, SECONDS)}.${text
    .slice(SECONDS + 1, -1)
    .padEnd(3, '0')
    .slice(0, 3)}Z`;
}

function read(value: unknown): string {
  const time = typeof value === 'string' && ISO.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(time)) {
    throw new GraphQLError('A DateTime is ISO 8601 text, such as 2026-11-21T22:57:00Z.', {
      extensions: { code: 'BAD_USER_INPUT' },
    });
  }
  return new Date(time).toISOString();
}
