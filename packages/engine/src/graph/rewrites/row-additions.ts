import { type Rewrite, replaceNodes, sameShape, shapeOf } from './rewrite.ts';

/**
 * `MatMul + row` of one shape `[1, n]` becomes AddN: TensorFlow 2.21 with oneDNN takes the row for a bias, fuses it into the
 * product, and then refuses to run it because it is no vector ("bias must be 1-dimensional").
 */
export const rowAdditions: Rewrite = (nodes) =>
  replaceNodes(nodes, (node, lookup) => {
    const operands = node.inputs.map(lookup);
    const isRow =
      shapeOf(node)
        ?.slice(0, -1)
        .every((size) => size === 1) && operands.every((operand) => sameShape(shapeOf(operand), shapeOf(node)));
    if (node.op !== 'Add' || !isRow || !operands.some((operand) => operand?.op === 'MatMul')) return null;
    return [{ ...node, op: 'AddN', attributes: { ...node.attributes, N: { kind: 'int', value: 2 } } }];
  });
