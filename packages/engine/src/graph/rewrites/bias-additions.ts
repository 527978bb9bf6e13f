import { at } from '../../checked.ts';
import { sameShape } from '../../shapes.ts';
import { isFloat, outputOf, type Rewrite, replaceNodes } from './rewrite.ts';

/** `MatMul + vector` becomes BiasAdd, which TensorFlow fuses into the product together with the activation that follows. */
export const biasAdditions: Rewrite = (nodes) =>
  replaceNodes(nodes, (node, lookup) => {
    if (node.op !== 'Add' || !isFloat(outputOf(node))) return null;
    const [product, bias] = [at(node.inputs, 0), at(node.inputs, 1)];
    if (lookup.node(product)?.op !== 'MatMul' || !sameShape(lookup.output(product).shape, outputOf(node).shape)) return null;
    const { shape } = lookup.output(bias);
    const isBias = shape.length === 1 && shape[0] === outputOf(node).shape.at(-1);
    return isBias ? [{ ...node, op: 'BiasAdd' }] : null;
  });
