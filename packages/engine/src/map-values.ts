/** The same names, with another value for each. */
export function mapValues<In, Out>(record: Readonly<Record<string, In>>, map: (value: In, name: string) => Out): Record<string, Out> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value, name)]));
}
