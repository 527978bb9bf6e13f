import { type GraphNode, nodeOf } from './graph.ts';
import { createNodeNames } from './node-names.ts';

/** Collects the nodes of one graph and makes every name unique. */
export interface GraphBuilder {
  /** In insertion order, so that a node comes after its inputs. */
  readonly nodes: readonly GraphNode[];
  /**
   * Adds a node under its name, or under a name derived from it where that is taken.
   *
   * @returns the name, which is the reference of the node's first output
   * @throws RangeError where an input is no node of the graph
   */
  add(node: GraphNode): string;
  /** Adds to the same graph, with `prefix` in front of every name. */
  scope(prefix: string): GraphBuilder;
}

export function createGraphBuilder(): GraphBuilder {
  const nodes: GraphNode[] = [];
  const added = new Set<string>();
  const names = createNodeNames();
  const scoped = (prefix: string): GraphBuilder => ({
    nodes,
    add(node) {
      const missing = node.inputs.find((input) => !added.has(nodeOf(input)));
      if (missing !== undefined) throw new RangeError(`The node ${prefix}${node.name} reads ${missing}, which the graph does not have.`);
      const name = names.unique(prefix + node.name);
      nodes.push({ ...node, name });
      added.add(name);
      return name;
    },
    scope: (inner) => scoped(prefix + inner),
  });
  return scoped('');
}
