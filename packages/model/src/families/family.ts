import type { StateValues } from '@hourglass/engine/contract';
import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { CodeHeads } from '../codes/code-model.ts';
import type { FamilyName, StepConfig } from '../config.ts';
import type { HiddenLayer } from './hidden-layer.ts';
import type { Pass } from './pass.ts';

/**
 * A network of one configuration: its initial parameters, and pure functions over any parameters of the same shapes. `x` and the decoder's output are
 * `[batch, values of a sample]`, `z` is `[batch, codeSize]`.
 */
export interface Network {
  /** Weights and biases. Those of normalisation are added by the model. */
  readonly parameters: StateValues;
  readonly hiddenLayers: readonly HiddenLayer[];
  /** Values in a code. */
  readonly codeSize: number;
  /** Only of a recurrent network. */
  readonly recurrence?: Recurrence;
  /** The encoder's last layers, one for each head of the code model. */
  encode(pass: Pass, x: Tensor2D): CodeHeads;
  decode(pass: Pass, z: Tensor2D): Tensor2D;
}

/** How a recurrent decoder reads what it wrote in the step before. */
export interface Recurrence {
  /** Steps in which it reads its own output; null where it reads none. */
  readonly feedbackSteps: number | null;
  /** Steps in which training may give it the values of the target instead; null for none. */
  readonly taughtSteps: number | null;
}

/** A kind of network. `FamilyConfig` holds its data. */
export interface Family<Config extends StepConfig = StepConfig> {
  readonly name: FamilyName;
  /**
   * @param sampleShape of one sample, for example `[28, 28]`
   * @param seed the same seed gives the same initial parameters, on every engine
   */
  build(config: Config, sampleShape: readonly number[], seed: number): Network;
}
