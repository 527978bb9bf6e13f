import type { StateValues, TensorMap } from '@hourglass/engine/contract';
import type { Tensor } from '@tensorflow/tfjs-core';

/** The tensors of one layer, by their names within it. */
interface LayerTensors {
  readonly parameters: TensorMap;
  readonly statistics: TensorMap;
}

/** Normalises the sums of a hidden layer, `[batch, ...shape]`, with one scale and offset for each channel, the last dimension. */
export interface Normalisation {
  parameters(channels: number): StateValues;
  /** What is estimated while training, for evaluation. */
  statistics(channels: number): StateValues;
  evaluate(sums: Tensor, layer: LayerTensors): Tensor;
  /** @returns also the statistics after the batch; null where there are none */
  train(sums: Tensor, layer: LayerTensors): { readonly normalised: Tensor; readonly statistics: TensorMap | null };
}
