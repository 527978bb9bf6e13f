import { type Attribute, intConstant, type } from '../graph.ts';
import type { RecordedNode } from '../record.ts';
import { isTrue, type Lookup, type Rewrite, replaceNodes } from './rewrite.ts';

/**
 * `aᵀ b + cᵀ d` becomes `[a; c]ᵀ [b; d]`: a tied weight's gradient is the sum of two such products, one from the encoder and
 * one from the decoder. The sum of two large matrices, and writing one of them, falls away.
 */
export const joinedProducts: Rewrite = (nodes) => {
  const uses = countUses(nodes);
  return replaceNodes(nodes, (node, lookup) => {
    if (node.op !== 'Add' && node.op !== 'AddV2') return null;
    const [first, second] = node.inputs.map((input) => outerProduct(input, lookup, uses));
    const T = node.attributes.T;
    if (first == null || second == null || T === undefined) return null;
    const left = joined(`${node.name}_left`, [first.inputs[0], second.inputs[0]], T);
    const right = joined(`${node.name}_right`, [first.inputs[1], second.inputs[1]], T);
    const product = { ...node, op: 'MatMul', inputs: [left.name, right.name], attributes: first.attributes };
    return [axis(left.name), left, axis(right.name), right, product];
  });
};

/** `aᵀ b` that nothing else uses. */
function outerProduct(reference: string, lookup: Lookup, uses: ReadonlyMap<string, number>): RecordedNode | null {
  const node = lookup(reference);
  const fits = node?.op === 'MatMul' && isTrue(node, 'transpose_a') && !isTrue(node, 'transpose_b') && uses.get(reference) === 1;
  return fits ? node : null;
}

const axis = (of: string): RecordedNode => ({ ...intConstant(`${of}_axis`, [0], []), outputs: [] });

function joined(name: string, parts: readonly (string | undefined)[], T: Attribute): RecordedNode {
  return {
    name,
    op: 'ConcatV2',
    inputs: [...parts.map((part) => part ?? ''), `${name}_axis`],
    attributes: { T, N: { kind: 'int', value: parts.length }, Tidx: type('int32') },
    outputs: [],
  };
}

function countUses(nodes: readonly RecordedNode[]): ReadonlyMap<string, number> {
  const uses = new Map<string, number>();
  for (const { inputs } of nodes) for (const input of inputs) uses.set(input, (uses.get(input) ?? 0) + 1);
  return uses;
}
