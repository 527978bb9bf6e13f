import { constantFloat, type Rewrite, replaceNodes } from './rewrite.ts';

/** `(1 - y²) · dy` for `y = tanh(x)`, four passes over memory, becomes TanhGrad, one. */
export const tanhGradients: Rewrite = (nodes) =>
  replaceNodes(nodes, (node, lookup) => {
    const [slope, dy] = node.inputs;
    const difference = lookup(slope);
    if (node.op !== 'Mul' || difference?.op !== 'Sub' || dy === undefined) return null;
    const square = lookup(difference.inputs[1]);
    const y = square?.op === 'Square' ? square.inputs[0] : undefined;
    if (y === undefined || lookup(y)?.op !== 'Tanh' || constantFloat(lookup(difference.inputs[0])) !== 1) return null;
    return [{ ...node, op: 'TanhGrad', inputs: [y, dy] }];
  });
