import type { StateValues, TensorMap } from '@hourglass/engine/contract';
import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { FamilyName, StepConfig } from '../config.ts';

/**
 * A network of one configuration: its initial parameters, and pure functions over any parameters of the same shapes. The
 * objective computes the cost of the reconstruction. `x` and `y` are `[batch, values of a sample]`, `z` is `[batch, codeSize]`.
 */
export interface Model {
  readonly parameters: StateValues;
  encode(parameters: TensorMap, x: Tensor2D): Tensor2D;
  decode(parameters: TensorMap, z: Tensor2D): Tensor2D;
  reconstruct(parameters: TensorMap, x: Tensor2D): Tensor2D;
}

/** A kind of network. `FamilyConfig` holds its data. */
export interface Family<Config extends StepConfig = StepConfig> {
  readonly name: FamilyName;
  /**
   * @param sampleShape of one sample, for example `[28, 28]`
   * @param seed the same seed gives the same initial parameters, on every engine
   */
  build(config: Config, sampleShape: readonly number[], seed: number): Model;
}
