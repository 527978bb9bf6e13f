import { sameShape } from '../../shapes.ts';
import { isFloat, outputOf, type Rewrite, replaceNodes } from './rewrite.ts';

/**
 * `MatMul + row` of one shape `[1, n]` becomes AddN: TensorFlow 2.21 with oneDNN takes the row for a bias, fuses it into the
 * product, and then refuses to run it because it is no vector ("bias must be 1-dimensional").
 */
export const rowAdditions: Rewrite = (nodes) =>
  replaceNodes(nodes, (node, lookup) => {
    if (node.op !== 'Add' || !isFloat(outputOf(node))) return null;
    const { shape } = outputOf(node);
    const isRow = shape.slice(0, -1).every((size) => size === 1);
    const fits = isRow && node.inputs.every((operand) => sameShape(lookup.output(operand).shape, shape));
    if (!fits || !node.inputs.some((operand) => lookup.node(operand)?.op === 'MatMul')) return null;
    return [{ ...node, op: 'AddN', attributes: { ...node.attributes, N: { kind: 'int', value: 2 } } }];
  });
