import type { RecordedNode } from '../record.ts';

/**
 * A pure function over recorded nodes, in the order of their execution. A node that is replaced keeps its name, its shape
 * and its place, so that references to it stay true; what it needs besides comes before it.
 */
export type Rewrite = (nodes: readonly RecordedNode[]) => readonly RecordedNode[];

/** The node behind a reference to a node's first output; undefined for sources and other outputs. */
export type Lookup = (reference: string | undefined) => RecordedNode | undefined;

/** Replaces nodes one by one. `replace` gives back null for a node that stays. */
export function replaceNodes(
  nodes: readonly RecordedNode[],
  replace: (node: RecordedNode, lookup: Lookup) => readonly RecordedNode[] | null,
): readonly RecordedNode[] {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const lookup: Lookup = (reference) => (reference === undefined ? undefined : byName.get(reference));
  return nodes.flatMap((node) => replace(node, lookup) ?? [node]);
}

export const shapeOf = (node: RecordedNode | undefined): readonly number[] | undefined => node?.outputs[0]?.shape;

export const sameShape = (a: readonly number[] | undefined, b: readonly number[] | undefined): boolean =>
  a !== undefined && b !== undefined && a.length === b.length && a.every((size, index) => size === b[index]);

export function isTrue(node: RecordedNode, attribute: string): boolean {
  const found = node.attributes[attribute];
  return found?.kind === 'bool' && found.value;
}

/** The only number of a constant of floats; undefined where the node is none. */
export function constantFloat(node: RecordedNode | undefined): number | undefined {
  const value = node?.attributes.value;
  if (node?.op !== 'Const' || value?.kind !== 'tensor') return undefined;
  if (value.value.bytes.length !== 4 || value.value.isUniform === true) return undefined;
  return new Float32Array(value.value.bytes.slice().buffer)[0];
}
