/** Allocates unique node names of a graph. */
export interface NodeNames {
  /** Returns `wanted`, or `wanted_1`, `wanted_2`, … where it is taken. The same calls return the same names. */
  unique(wanted: string): string;
  /** Reserves a name, so that no node gets it. */
  reserve(name: string): void;
}

/** @param taken names of the graph's existing nodes */
export function createNodeNames(taken: Iterable<string> = []): NodeNames {
  const names = new Set(taken);
  return {
    unique(wanted) {
      let name = wanted;
      for (let count = 1; names.has(name); count++) name = `${wanted}_${count}`;
      names.add(name);
      return name;
    },
    reserve: (name) => void names.add(name),
  };
}
