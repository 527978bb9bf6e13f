import type { RecordedNode } from '../record.ts';
import { isTrue, type Rewrite, replaceNodes } from './rewrite.ts';

/** TensorFlow.js multiplies matrices as batches of one. As MatMul, TensorFlow finds them when it fuses a bias and an activation in. */
export const plainProducts: Rewrite = (nodes) =>
  replaceNodes(nodes, (node) => {
    const isPlain = node.op === 'BatchMatMulV2' && node.outputs[0]?.shape.length === 2;
    return isPlain ? [asProduct(node)] : null;
  });

function asProduct(node: RecordedNode): RecordedNode {
  const { T } = node.attributes;
  return {
    ...node,
    op: 'MatMul',
    attributes: {
      ...(T === undefined ? {} : { T }),
      transpose_a: { kind: 'bool', value: isTrue(node, 'adj_x') },
      transpose_b: { kind: 'bool', value: isTrue(node, 'adj_y') },
    },
  };
}
