import { at } from '../../checked.ts';
import { sameShape } from '../../shapes.ts';
import { dataTypes, intConstant, type } from '../graph.ts';
import type { RecordedNode } from '../recorded-node.ts';
import { isFloat, outputOf, type Rewrite, replaceNodes } from './rewrite.ts';

/**
 * TensorFlow 2.21 with oneDNN takes a row `[1, n]` that is added to a product for a bias, fuses it into the product, and then refuses to run it
 * because it is no vector ("bias must be 1-dimensional"). So a row that broadcasts becomes a vector, and a sum of a product and a row of the same
 * shape becomes AddN.
 */
export const rowAdditions: Rewrite = (nodes, names) =>
  replaceNodes(nodes, (node, lookup) => {
    if (node.op !== 'Add' || !isFloat(outputOf(node)) || !node.inputs.some((operand) => lookup.node(operand)?.op === 'MatMul')) return null;
    const { shape } = outputOf(node);
    const [first, second] = [at(node.inputs, 0), at(node.inputs, 1)];
    const isWhole = (operand: string) => sameShape(lookup.output(operand).shape, shape);
    if (isWhole(first) && isWhole(second)) {
      if (!shape.slice(0, -1).every((size) => size === 1)) return null;
      return [{ ...node, op: 'AddN', attributes: { ...node.attributes, N: { kind: 'int', value: 2 } } }];
    }
    if (shape.length !== 2) return null;
    const dimensions = [at(shape, 1)];
    const row = node.inputs.find((operand) => !isWhole(operand) && sameShape(lookup.output(operand).shape, [1, ...dimensions]));
    if (row === undefined) return null;
    const size: RecordedNode = {
      ...intConstant(names.unique(`${node.name}_row_shape`), dimensions),
      outputs: [{ type: dataTypes.int32, shape: [1] }],
    };
    const vector: RecordedNode = {
      name: names.unique(`${node.name}_row`),
      op: 'Reshape',
      inputs: [row, size.name],
      attributes: { T: type('float32'), Tshape: type('int32') },
      outputs: [{ type: dataTypes.float32, shape: dimensions }],
    };
    return [size, vector, { ...node, inputs: node.inputs.map((operand) => (operand === row ? vector.name : operand)) }];
  });
