import type { GraphFunction, GraphNode } from './graph.ts';

/** TensorFlow's number of the type, and the shape. */
export interface RecordedOutput {
  readonly type: number;
  readonly shape: readonly number[];
}

/** A node as it was executed, with the type and shape of each result. */
export interface RecordedNode extends GraphNode {
  readonly outputs: readonly RecordedOutput[];
  /** The functions that the node calls, and those that they call. */
  readonly functions?: readonly GraphFunction[];
}

/** The operation of a node for an external tensor, whose values may change between runs. */
export const sourceOp = 'Source';

/** The functions that nodes call, each once. */
export const functionsOf = (nodes: readonly RecordedNode[]): readonly GraphFunction[] =>
  uniqueFunctions(nodes.flatMap((node) => node.functions ?? []));

/** Functions of one name are equal. */
export const uniqueFunctions = (functions: readonly GraphFunction[]): readonly GraphFunction[] => [
  ...new Map(functions.map((one) => [one.name, one])).values(),
];
