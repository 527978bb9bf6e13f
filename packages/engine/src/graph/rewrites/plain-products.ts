import { isFloat, isTrue, outputOf, type Rewrite, replaceNodes } from './rewrite.ts';

/** TensorFlow.js multiplies matrices as batches of one. This rewrites them as MatMul, which TensorFlow can fuse with a bias and an activation. */
export const plainProducts: Rewrite = (nodes) =>
  replaceNodes(nodes, (node, lookup) => {
    if (node.op !== 'BatchMatMulV2') return null;
    // Of complex numbers, BatchMatMulV2 takes the adjoint, MatMul the transpose.
    const operands = [outputOf(node), ...node.inputs.map(lookup.output)];
    if (!operands.every((operand) => operand.shape.length === 2 && isFloat(operand))) return null;
    return [
      {
        ...node,
        op: 'MatMul',
        attributes: {
          T: { kind: 'type', value: outputOf(node).type },
          transpose_a: { kind: 'bool', value: isTrue(node, 'adj_x') },
          transpose_b: { kind: 'bool', value: isTrue(node, 'adj_y') },
        },
      },
    ];
  });
