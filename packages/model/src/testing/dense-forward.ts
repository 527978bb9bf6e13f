import { entry } from '../checked.ts';
import type { RunConfig } from '../config.ts';
import { doubleActivations } from './double-activations.ts';
import { affine, type DoubleParameters, type ForwardPass, type Matrix } from './matrix.ts';

type DenseConfig = Extract<RunConfig, { family: 'dense' }>;

export function denseForward(config: DenseConfig, parameters: DoubleParameters, x: Matrix): ForwardPass {
  const layers = config.dimensions.length - 1;
  let current = x;
  for (let layer = 0; layer < layers; layer++) {
    const weights = entry(parameters, `encoder/${layer}/weights`);
    const biases = entry(parameters, `encoder/${layer}/biases`);
    current = affine(current, { weights, biases, isTransposed: false }, doubleActivations[config.activation]);
  }
  const z = current;
  for (let layer = 0; layer < layers; layer++) {
    const weights = entry(parameters, config.tied ? `encoder/${layers - 1 - layer}/weights` : `decoder/${layer}/weights`);
    const biases = entry(parameters, `decoder/${layer}/biases`);
    const activation = layer === layers - 1 ? config.outputActivation : config.activation;
    current = affine(current, { weights, biases, isTransposed: config.tied }, doubleActivations[activation]);
  }
  return { z, y: current };
}
