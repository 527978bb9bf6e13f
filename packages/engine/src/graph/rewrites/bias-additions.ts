import { type Rewrite, replaceNodes, sameShape, shapeOf } from './rewrite.ts';

/** `MatMul + vector` becomes BiasAdd, which TensorFlow fuses into the product together with the activation that follows. */
export const biasAdditions: Rewrite = (nodes) =>
  replaceNodes(nodes, (node, lookup) => {
    const product = lookup(node.inputs[0]);
    if (node.op !== 'Add' || product?.op !== 'MatMul' || !sameShape(shapeOf(product), shapeOf(node))) return null;
    const bias = shapeOf(lookup(node.inputs[1]));
    const isBias = bias?.length === 1 && bias[0] === shapeOf(node)?.at(-1);
    return isBias ? [{ ...node, op: 'BiasAdd' }] : null;
  });
