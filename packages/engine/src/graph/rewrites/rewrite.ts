import { at, got } from '../../checked.ts';
import { dataTypes, outputReference } from '../graph.ts';
import type { NodeNames } from '../node-names.ts';
import type { RecordedNode, RecordedOutput } from '../recorded-node.ts';

/**
 * A pure function over recorded nodes in execution order. A replaced node keeps its name, type, shape and position, so that
 * references to it stay valid. Additional nodes precede it, with names from `names`.
 *
 * A rewrite checks everything that it relies on: operation, type and shape of every node and operand, and their attributes.
 */
export type Rewrite = (nodes: readonly RecordedNode[], names: NodeNames) => readonly RecordedNode[];

/** Resolves references to recorded nodes. */
export interface Lookup {
  /** The node whose first output this is; undefined for the other outputs of a node. */
  node(reference: string): RecordedNode | undefined;
  /** @throws RangeError where no recorded node has this output */
  output(reference: string): RecordedOutput;
}

/** Replaces nodes one by one. `replace` returns null for a node that stays. */
export function replaceNodes(
  nodes: readonly RecordedNode[],
  replace: (node: RecordedNode, lookup: Lookup) => readonly RecordedNode[] | null,
): readonly RecordedNode[] {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const outputs = new Map(nodes.flatMap(({ name, outputs: own }) => own.map((output, index) => [outputReference(name, index), output])));
  const lookup: Lookup = { node: (reference) => byName.get(reference), output: (reference) => got(outputs, reference) };
  return nodes.flatMap((node) => replace(node, lookup) ?? [node]);
}

/** The only output of an operation that has one. */
export const outputOf = ({ outputs }: RecordedNode): RecordedOutput => at(outputs, 0);

export const isFloat = ({ type }: RecordedOutput): boolean => type === dataTypes.float32;

export function isTrue(node: RecordedNode, attribute: string): boolean {
  const found = node.attributes[attribute];
  return found?.kind === 'bool' && found.value;
}

/** The value of a float32 constant with one element. Undefined for any other node. */
export function constantFloat(node: RecordedNode | undefined): number | undefined {
  const value = node?.attributes.value;
  if (node?.op !== 'Const' || value?.kind !== 'tensor' || value.value.type !== dataTypes.float32) return undefined;
  if (value.value.bytes.length !== 4 || value.value.isUniform === true) return undefined;
  return new Float32Array(value.value.bytes.slice().buffer)[0];
}
