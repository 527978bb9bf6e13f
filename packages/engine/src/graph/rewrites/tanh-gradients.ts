import { at } from '../../checked.ts';
import { sameShape } from '../../shapes.ts';
import { constantFloat, isFloat, type Lookup, outputOf, type Rewrite, replaceNodes } from './rewrite.ts';

/** `(1 - y²) · dy` for `y = tanh(x)`, four passes over memory, becomes TanhGrad, one. TanhGrad does not broadcast. */
export const tanhGradients: Rewrite = (nodes) =>
  replaceNodes(nodes, (node, lookup) => {
    if (node.op !== 'Mul' || !isFloat(outputOf(node))) return null;
    const [left, right] = [at(node.inputs, 0), at(node.inputs, 1)];
    for (const [slope, dy] of [
      [left, right],
      [right, left],
    ] as const) {
      const y = tanhOfSlope(slope, lookup);
      const fits = y !== null && [y, dy, slope].every((operand) => sameShape(lookup.output(operand).shape, outputOf(node).shape));
      if (fits) return [{ ...node, op: 'TanhGrad', inputs: [y, dy] }];
    }
    return null;
  });

/** The `y` of `1 - y²` where it is a tanh. */
function tanhOfSlope(slope: string, lookup: Lookup): string | null {
  const difference = lookup.node(slope);
  if (difference?.op !== 'Sub' || constantFloat(lookup.node(at(difference.inputs, 0))) !== 1) return null;
  const square = lookup.node(at(difference.inputs, 1));
  if (square?.op !== 'Square') return null;
  const y = at(square.inputs, 0);
  return lookup.node(y)?.op === 'Tanh' ? y : null;
}
