import { createNodeNames } from '../node-names.ts';
import type { RecordedNode } from '../recorded-node.ts';
import { biasAdditions } from './bias-additions.ts';
import { dropReshapes } from './drop-reshapes.ts';
import { joinedProducts } from './joined-products.ts';
import { plainProducts } from './plain-products.ts';
import type { Rewrite } from './rewrite.ts';
import { rowAdditions } from './row-additions.ts';
import { tanhGradients } from './tanh-gradients.ts';

/** Applied in this order, each to the result of the one before. docs/adr/0005-steps-run-as-graphs.md has the gain of each. */
const rewrites: readonly Rewrite[] = [plainProducts, biasAdditions, tanhGradients, joinedProducts, rowAdditions];

export interface Rewritten {
  readonly nodes: readonly RecordedNode[];
  /** Translates a reference to the recorded nodes into one to these nodes. */
  readonly resolve: (reference: string) => string;
}

/** Rewrites the computation into fewer and larger operations. Results differ at most by float32 rounding. */
export function rewriteNodes(recorded: readonly RecordedNode[]): Rewritten {
  const names = createNodeNames(recorded.map(({ name }) => name));
  const direct = removeIdentities(dropReshapes(recorded, names));
  return { ...direct, nodes: rewrites.reduce((nodes, rewrite) => rewrite(nodes, names), direct.nodes) };
}

/** Removes Identity nodes. */
function removeIdentities(recorded: readonly RecordedNode[]): Rewritten {
  const sources = new Map<string, string>();
  const resolve = (reference: string) => sources.get(reference) ?? reference;
  const nodes: RecordedNode[] = [];
  for (const node of recorded) {
    const [input] = node.inputs;
    if (node.op === 'Identity' && input !== undefined) sources.set(node.name, resolve(input));
    else nodes.push({ ...node, inputs: node.inputs.map(resolve) });
  }
  return { nodes, resolve };
}
