/** The builder's state in the address. */
export interface BuilderSearch {
  /** The filter as it is being built, as JSON. */
  filter?: string;
  /** The name, where it is another than the stored one. */
  name?: string;
  /** A new segment is to keep its list; it follows its filter where nothing is said. */
  kind?: 'SNAPSHOT';
  /** The paste box is open. */
  paste?: 'yes';
}

/** Takes whatever stands in an address and keeps what the builder understands. */
export function validateBuilderSearch(search: Record<string, unknown>): BuilderSearch {
  const { filter, name, kind, paste } = search;
  return {
    ...(typeof filter === 'string' && filter !== '' && { filter }),
    ...(typeof name === 'string' && { name }),
    ...(kind === 'SNAPSHOT' && { kind }),
    ...(paste === 'yes' && { paste }),
  };
}
