import type { CodeSurroundings } from './code-kind.ts';

/** Activations whose gradient TensorFlow.js can't differentiate. */
const withoutSecondDerivative: readonly string[] = ['elu', 'leakyRelu'];

/** Null if a network's gradients can be differentiated once more, which a term needs that contains a gradient. Otherwise a sentence. */
export function secondOrderProblem(
  term: string,
  { family, activation, normalisation }: Pick<CodeSurroundings, 'family' | 'activation' | 'normalisation'>,
): string | null {
  if (family === 'recurrent') {
    return `family: received "recurrent" with ${term}, which needs second derivatives; a loop over the steps of a series has none. Set another family or another code.`;
  }
  if (normalisation === 'batch') {
    return `normalisation: received "batch" with ${term}, whose term is a gradient of each sample by itself; batch normalisation makes a sample depend on the others. Set \`normalisation: layer\` or \`none\`.`;
  }
  if (withoutSecondDerivative.includes(activation)) {
    return `activation: received "${activation}" with ${term}, which needs second derivatives; TensorFlow.js has none of ${activation}. Set another activation, such as \`relu\` or \`silu\`.`;
  }
  return null;
}
