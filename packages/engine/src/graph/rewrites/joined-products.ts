import { at } from '../../checked.ts';
import { sameShape } from '../../shapes.ts';
import { dataTypes, intConstant, type } from '../graph.ts';
import type { NodeNames } from '../node-names.ts';
import type { RecordedNode } from '../recorded-node.ts';
import { isFloat, isTrue, type Lookup, outputOf, type Rewrite, replaceNodes } from './rewrite.ts';

/**
 * `aᵀ b + cᵀ d` becomes `[a; c]ᵀ [b; d]`: a tied weight's gradient is the sum of two such products, one from the encoder and
 * one from the decoder. This saves the sum of two large matrices, and writing one of them.
 */
export const joinedProducts: Rewrite = (nodes, names) => {
  const uses = countUses(nodes);
  return replaceNodes(nodes, (node, lookup) => {
    if ((node.op !== 'Add' && node.op !== 'AddV2') || !isFloat(outputOf(node))) return null;
    const products = node.inputs.map((input) => outerProduct(input, lookup, uses));
    const [first, second] = [at(products, 0), at(products, 1)];
    if (first === null || second === null) return null;
    // A sum that broadcasts is not a product over more rows.
    if (![first, second].every((product) => sameShape(outputOf(product).shape, outputOf(node).shape))) return null;
    const left = joinRows(`${node.name}_left`, [at(first.inputs, 0), at(second.inputs, 0)], { lookup, names });
    const right = joinRows(`${node.name}_right`, [at(first.inputs, 1), at(second.inputs, 1)], { lookup, names });
    const sum: RecordedNode = {
      ...node,
      op: 'MatMul',
      inputs: [left.joined.name, right.joined.name],
      attributes: first.attributes,
    };
    return [left.axis, left.joined, right.axis, right.joined, sum];
  });
};

/** `aᵀ b` that nothing else uses. */
function outerProduct(reference: string, lookup: Lookup, uses: ReadonlyMap<string, number>): RecordedNode | null {
  const node = lookup.node(reference);
  const fits = node?.op === 'MatMul' && isTrue(node, 'transpose_a') && !isTrue(node, 'transpose_b') && uses.get(reference) === 1;
  return fits ? node : null;
}

interface Joined {
  readonly axis: RecordedNode;
  readonly joined: RecordedNode;
}

/** The rows of two matrices, one below the other. */
function joinRows(
  wanted: string,
  [upper, lower]: readonly [string, string],
  { lookup, names }: { readonly lookup: Lookup; readonly names: NodeNames },
): Joined {
  const name = names.unique(wanted);
  const axis: RecordedNode = {
    ...intConstant(names.unique(`${wanted}_axis`), [0], []),
    outputs: [{ type: dataTypes.int32, shape: [] }],
  };
  const [above, below] = [lookup.output(upper), lookup.output(lower)];
  const joined: RecordedNode = {
    name,
    op: 'ConcatV2',
    inputs: [upper, lower, axis.name],
    attributes: { T: type('float32'), N: { kind: 'int', value: 2 }, Tidx: type('int32') },
    outputs: [{ type: above.type, shape: [at(above.shape, 0) + at(below.shape, 0), at(above.shape, 1)] }],
  };
  return { axis, joined };
}

function countUses(nodes: readonly RecordedNode[]): ReadonlyMap<string, number> {
  const uses = new Map<string, number>();
  for (const { inputs } of nodes) for (const input of inputs) uses.set(input, (uses.get(input) ?? 0) + 1);
  return uses;
}
