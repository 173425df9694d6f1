/** The builder's state in the address. */
export interface BuilderSearch {
  /** The filter as it is being built, as JSON. */
  filter?: string;
  /** The paste box is open. */
  paste?: 'yes';
}

/** Takes whatever stands in an address and keeps what the builder understands. */
export function validateBuilderSearch(search: Record<string, unknown>): BuilderSearch {
  const { filter, paste } = search;
  return {
    ...(typeof filter === 'string' && filter !== '' && { filter }),
    ...(paste === 'yes' && { paste }),
  };
}
