import type { GraphNode } from '../graph.ts';

/** Marks loops so that the session runs them itself, instead of calling a function for each step. XLA refuses marked loops. */
export const lowerLoops = (nodes: readonly GraphNode[]): readonly GraphNode[] =>
  nodes.map((node) => {
    if (node.op !== 'While') return node;
    return { ...node, attributes: { ...node.attributes, _lower_using_switch_merge: { kind: 'bool', value: true } } };
  });
