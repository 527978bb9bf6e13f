import type { TensorMap } from '@hourglass/engine/contract';
import * as tf from '@tensorflow/tfjs-core';
import type { StepConfig } from '../config.ts';
import { normalisations } from '../normalisations/registry.ts';
import { named, nest, unnest } from '../tensor-map.ts';
import { activations } from './activations.ts';

/** The target of a decoder, and where it replaces the decoder's own values of the step before. */
export interface Teacher {
  /** `[rows, values of a sample]`, as the decoder's output. */
  readonly target: tf.Tensor2D;
  /** 0 or 1, `[rows, steps]`. */
  readonly isForced: tf.Tensor2D;
}

/** A pass through a network, in training or in evaluation. */
export interface Pass {
  readonly parameters: TensorMap;
  /** Further values of each row, `[rows, values]`; null without a condition. */
  readonly condition: tf.Tensor2D | null;
  /** What a decoder that reads its own output gets of the target; null where it reads its own output alone. */
  readonly teacher: Teacher | null;
  /** The values of a hidden layer from its sums: normalised, activated, dropped out. @param layer its name, `encoder/0` */
  hidden<Kind extends tf.Tensor>(layer: string, sums: Kind): Kind;
  /**
   * What dropout multiplies the values of a hidden layer with: 0, or one divided by the probability to be kept. Null where nothing is dropped.
   * `hidden` includes this product.
   */
  kept<Kind extends tf.Tensor>(layer: string): Kind | null;
}

/** What a network computes with: the tensors of its state, and the labels of the batch. */
export interface NetworkState {
  readonly parameters: TensorMap;
  /** What no optimizer changes. */
  readonly statistics: TensorMap;
  /** One-hot, `[rows, classes]`. Only read where the condition is the label. */
  readonly label?: tf.Tensor2D;
}

/** Appends the condition to the values of each row: to the encoder's input, and to the code. */
export function conditioned(values: tf.Tensor2D, { condition }: Pick<Pass, 'condition'>): tf.Tensor2D {
  return condition === null ? values : tf.concat2d([values, condition], 1);
}

/** The condition of a batch. @throws RangeError where the configuration has one and the batch has no labels */
function conditionOf({ condition }: HiddenConfig, { label }: NetworkState): tf.Tensor2D | null {
  if (condition.kind === 'none') return null;
  if (label === undefined) throw new RangeError('a network with a condition needs the labels of its batch');
  return label;
}

/** The network's part of a program's state: `parameters/…` and `statistics/…`. */
export function networkStateOf(state: TensorMap): NetworkState {
  return { parameters: unnest('parameters', state), statistics: unnest('statistics', state) };
}

type HiddenConfig = Pick<StepConfig, 'activation' | 'condition' | 'normalisation' | 'dropout'>;

/** With running statistics, without dropout. */
export function evaluationPass(config: HiddenConfig, state: NetworkState): Pass {
  const { parameters, statistics } = state;
  const normalisation = normalisations[config.normalisation];
  const activate = activations[config.activation];
  return {
    parameters,
    condition: conditionOf(config, state),
    teacher: null,
    hidden(layer, sums) {
      const ofLayer = { parameters: unnest(layer, parameters), statistics: unnest(layer, statistics) };
      return activate(normalisation === null ? sums : (normalisation.evaluate(sums, ofLayer) as typeof sums));
    },
    kept: () => null,
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
  state: NetworkState,
  draws: TensorMap,
  onStatistics: (changed: TensorMap) => void,
): Pass {
  const { parameters, statistics } = state;
  const normalisation = normalisations[config.normalisation];
  const activate = activations[config.activation];
  const normalised = <Kind extends tf.Tensor>(layer: string, sums: Kind): Kind => {
    if (normalisation === null) return sums;
    const found = normalisation.train(sums, { parameters: unnest(layer, parameters), statistics: unnest(layer, statistics) });
    if (found.statistics !== null) onStatistics(nest(layer, found.statistics));
    return found.normalised as Kind;
  };
  const kept = <Kind extends tf.Tensor>(layer: string): Kind | null =>
    config.dropout === 0 ? null : tf.div<Kind>(named(draws, dropoutDrawName(layer)), 1 - config.dropout);
  return {
    parameters,
    condition: conditionOf(config, state),
    teacher: null,
    hidden(layer, sums) {
      const values = activate(normalised(layer, sums));
      const mask = kept(layer);
      return mask === null ? values : tf.mul(values, mask);
    },
    kept,
  };
}
