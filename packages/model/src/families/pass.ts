import type { TensorMap } from '@hourglass/engine/contract';
import * as tf from '@tensorflow/tfjs-core';
import type { StepConfig } from '../config.ts';
import { normalisations } from '../normalisations/registry.ts';
import { named, nest, unnest } from '../tensor-map.ts';
import { activations } from './activations.ts';

/** One way through a network, in training or in evaluation. */
export interface Pass {
  readonly parameters: TensorMap;
  /** The values of a hidden layer from its sums: normalised, activated, dropped out. @param layer its name, `encoder/0` */
  hidden<Kind extends tf.Tensor>(layer: string, sums: Kind): Kind;
}

/** The tensors of a network's state. */
export interface NetworkState {
  readonly parameters: TensorMap;
  /** What no optimizer changes. */
  readonly statistics: TensorMap;
}

/** The network's part of a program's state: `parameters/…` and `statistics/…`. */
export function networkStateOf(state: TensorMap): NetworkState {
  return { parameters: unnest('parameters', state), statistics: unnest('statistics', state) };
}

type HiddenConfig = Pick<StepConfig, 'activation' | 'normalisation' | 'dropout'>;

/** With running statistics, without dropout. */
export function evaluationPass(config: HiddenConfig, { parameters, statistics }: NetworkState): Pass {
  const normalisation = normalisations[config.normalisation];
  const activate = activations[config.activation];
  return {
    parameters,
    hidden(layer, sums) {
      const ofLayer = { parameters: unnest(layer, parameters), statistics: unnest(layer, statistics) };
      return activate(normalisation === null ? sums : (normalisation.evaluate(sums, ofLayer) as typeof sums));
    },
  };
}

/** The draw of a layer's dropout. */
export function dropoutDrawName(layer: string): string {
  return `dropout/${layer}`;
}

/**
 * With statistics of the batch, and dropout (Srivastava et al. 2014): a value is kept with the probability `1 − dropout`, and then divided by it.
 *
 * @param onStatistics receives the statistics after the batch, by their names in the state
 */
export function trainingPass(
  config: HiddenConfig,
  { parameters, statistics }: NetworkState,
  draws: TensorMap,
  onStatistics: (changed: TensorMap) => void,
): Pass {
  const normalisation = normalisations[config.normalisation];
  const activate = activations[config.activation];
  const normalised = <Kind extends tf.Tensor>(layer: string, sums: Kind): Kind => {
    if (normalisation === null) return sums;
    const found = normalisation.train(sums, { parameters: unnest(layer, parameters), statistics: unnest(layer, statistics) });
    if (found.statistics !== null) onStatistics(nest(layer, found.statistics));
    return found.normalised as Kind;
  };
  return {
    parameters,
    hidden(layer, sums) {
      const values = activate(normalised(layer, sums));
      if (config.dropout === 0) return values;
      return tf.mul(values, tf.div(named(draws, dropoutDrawName(layer)), 1 - config.dropout));
    },
  };
}
