import type { StateValues, TensorMap } from '@hourglass/engine/contract';
import type { Scalar, Tensor2D } from '@tensorflow/tfjs-core';
import type { FamilyName, StepConfig } from '../config.ts';

/** The named tensors of one pass: the seed's graph. */
export interface ForwardPass {
  /** The input, noise included, `[batch, inputs]`. */
  readonly x: Tensor2D;
  /** The code, `[batch, codeSize]`. */
  readonly z: Tensor2D;
  /** The reconstruction, `[batch, inputs]`. */
  readonly y: Tensor2D;
  /** `sum((y - clean)^2)` over the batch. */
  readonly cost: Scalar;
}

/** A network of one configuration: its initial parameters, and pure functions over any parameters of the same shapes. */
export interface Model {
  readonly parameters: StateValues;
  encode(parameters: TensorMap, x: Tensor2D): Tensor2D;
  decode(parameters: TensorMap, z: Tensor2D): Tensor2D;
  reconstruct(parameters: TensorMap, x: Tensor2D): Tensor2D;
  /** @param clean what the reconstruction is compared with; `x` itself unless the input carries noise */
  forward(parameters: TensorMap, x: Tensor2D, clean?: Tensor2D): ForwardPass;
}

/** A kind of network. What it is as data stands in its `FamilyConfig`. */
export interface Family<Name extends FamilyName = FamilyName> {
  readonly name: Name;
  /**
   * @param sampleShape of one sample, for example `[28, 28]`
   * @param seed the same seed gives the same initial parameters, on every engine
   */
  build(config: Extract<StepConfig, { family: Name }>, sampleShape: readonly number[], seed: number): Model;
}
