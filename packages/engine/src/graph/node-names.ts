/** Hands out names that no other node of a graph has. */
export interface NodeNames {
  /** `wanted`, or where that is taken `wanted_1`, `wanted_2`, … The same calls give the same names. */
  unique(wanted: string): string;
  /** Never hands out this name, which something other than a node has. */
  reserve(name: string): void;
}

/** @param taken names that the graph's nodes have already */
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
