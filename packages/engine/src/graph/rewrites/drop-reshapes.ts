import { type Rewrite, replaceNodes, sameShape, shapeOf } from './rewrite.ts';

/** TensorFlow.js reshapes and casts to what a tensor is already: gradients of broadcast sums do. Such a node becomes an Identity. */
export const dropReshapes: Rewrite = (nodes) =>
  replaceNodes(nodes, (node, lookup) => {
    const source = lookup(node.inputs[0]);
    const [input] = node.inputs;
    if (source === undefined || input === undefined || node.outputs[0]?.type !== source.outputs[0]?.type) return null;
    const keeps = (node.op === 'Reshape' && sameShape(shapeOf(node), shapeOf(source))) || node.op === 'Cast';
    if (!keeps) return null;
    const T = node.attributes.T ?? node.attributes.SrcT;
    return [{ ...node, op: 'Identity', inputs: [input], attributes: T === undefined ? {} : { T } }];
  });
