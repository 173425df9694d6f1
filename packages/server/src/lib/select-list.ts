/** `column as "property"` for each. */
export function selectList(columns: Readonly<Record<string, string>>): string {
  return Object.entries(columns)
    .map(([property, column]) => `${column} as "${property}"`)
    .join(', ');
}

/** A table as its readers see it. */
export interface SelectableTable<Property extends string> {
  /** Property → column. */
  columns: Readonly<Record<Property, string>>;
  /** Properties that are always read. */
  ofEach: readonly NoInfer<Property>[];
  /** Field → the properties it is made of, where they have other names. */
  madeOf: Readonly<Record<string, readonly NoInfer<Property>[]>>;
}

/**
 * Makes what says which columns of a table the fields of a document need: values that nobody asks for are not sent,
 * parsed and thrown away. A field that is neither a column nor described gets them all, so that a feature may add a
 * field to a type without telling this.
 */
export function columnChooser<Property extends string>({
  columns,
  ofEach,
  madeOf,
}: SelectableTable<Property>): (fields: ReadonlySet<string>) => string {
  // A document's fields are the same set each time it runs, and it runs once a row.
  const remembered = new WeakMap<ReadonlySet<string>, string>();
  const choose = (fields: ReadonlySet<string>): string => {
    const wanted = new Set<string>(ofEach);
    for (const field of fields) {
      const made = madeOf[field];
      if (made) made.forEach((property) => wanted.add(property));
      else if (field in columns) wanted.add(field);
      else return selectList(columns);
    }
    const chosen = Object.entries<string>(columns).filter(([property]) => wanted.has(property));
    return selectList(Object.fromEntries(chosen));
  };
  return (fields) => {
    let list = remembered.get(fields);
    if (list === undefined) remembered.set(fields, (list = choose(fields)));
    return list;
  };
}
