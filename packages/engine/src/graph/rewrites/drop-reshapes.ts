import { at } from '../../checked.ts';
import { sameShape } from '../../shapes.ts';
import { outputOf, type Rewrite, replaceNodes } from './rewrite.ts';

/** Replaces reshapes and casts that change nothing by Identity. TensorFlow.js produces them, for example in gradients of broadcast sums. */
export const dropReshapes: Rewrite = (nodes) =>
  replaceNodes(nodes, (node, lookup) => {
    if (node.op !== 'Reshape' && node.op !== 'Cast') return null;
    const input = at(node.inputs, 0);
    const [source, result] = [lookup.output(input), outputOf(node)];
    if (source.type !== result.type || !sameShape(source.shape, result.shape)) return null;
    return [{ ...node, op: 'Identity', inputs: [input], attributes: { T: { kind: 'type', value: result.type } } }];
  });
