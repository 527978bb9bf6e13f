import type { Rank, Scalar, Tensor, Tensor2D } from '@tensorflow/tfjs-core';

/** The engines that execute tensor operations, fastest first: native TensorFlow, WebAssembly, plain JavaScript. */
export const engineNames = ['tensorflow', 'wasm', 'cpu'] as const;
export type EngineName = (typeof engineNames)[number];

export type TensorMap = Readonly<Record<string, Tensor>>;

/** The exact values of one state tensor. */
export interface StateValue {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}
export type StateValues = Readonly<Record<string, StateValue>>;

/**
 * Samples that stay in memory in their original type: bytes are converted only when a batch is gathered.
 * The step receives `fround(fround(values / divisor) - mean)` for each sample, in float32.
 */
export interface ResidentSamples {
  readonly count: number;
  /** Values in one sample, for example 784. */
  readonly size: number;
  /** `[count, size]`, row by row. */
  readonly values: Uint8Array | Float32Array;
  readonly divisor: number;
  /** `[size]`, subtracted after the division. */
  readonly mean: Float32Array;
}

/**
 * Turns gradients into new parameters. Its state is returned, never mutated (optax's contract),
 * so that an engine may trace it or, for a known `kind`, run a fused update instead:
 *
 * | kind | hyper | slots |
 * | --- | --- | --- |
 * | `adam` | beta1, beta2, epsilon | `m/<parameter>`, `v/<parameter>`, and `beta1Power`, `beta2Power`: βᵗ of the step to come |
 * | `momentum` | momentum | `accumulator/<parameter>` |
 * | `sgd` | | |
 *
 * with TensorFlow 1's formulas (ResourceApplyAdam, ResourceApplyMomentum, ResourceApplyGradientDescent). An optimizer with
 * other formulas must use another kind.
 */
export interface Optimizer {
  readonly kind: string;
  readonly hyper: Readonly<Record<string, number>>;
  /** Slots for these parameters. The caller owns the tensors. */
  init(parameters: TensorMap): TensorMap;
  update(arguments_: OptimizerArguments): OptimizerResult;
}
export interface OptimizerArguments {
  readonly parameters: TensorMap;
  /** Same names and shapes as `parameters`. */
  readonly gradients: TensorMap;
  readonly slots: TensorMap;
  readonly learningRate: Scalar;
}
export interface OptimizerResult {
  readonly parameters: TensorMap;
  readonly slots: TensorMap;
}

export interface StepArguments {
  readonly state: TensorMap;
  /** `[batchSize, size]`, gathered from the resident samples. */
  readonly batch: Tensor2D;
  /** Values that change from step to step: learning rate, noise. */
  readonly inputs: TensorMap;
  /** Applies an optimizer. Steps call this instead of `optimizer.update`, so that an engine can fuse it. */
  readonly optimize: (optimizer: Optimizer, arguments_: OptimizerArguments) => OptimizerResult;
}

/**
 * A function that depends only on its arguments may be marked as pure (`Object.assign(step, { pure: true })`). A compiling engine records a
 * pure function once for all programs of the same shapes, and any other function once for each program.
 */
export interface MaybePure {
  readonly pure?: true;
}

/** A training step in plain TensorFlow.js: no value is read back, no variable created, no random number drawn. */
export type Step = MaybePure &
  ((arguments_: StepArguments) => {
    /** The batch's cost before this step's update. */
    readonly cost: Scalar;
    /** A value for every name of the input state, and no other names. */
    readonly state: TensorMap;
  });

/** Something computed from the state and a batch of samples, for example costs `[batch]` or reconstructions `[batch, size]`. */
export type Evaluation = MaybePure & ((state: TensorMap, batch: Tensor2D) => Tensor<Rank>);

export interface Program {
  readonly state: StateValues;
  readonly samples: ResidentSamples;
  readonly batchSize: number;
  /** Shape of each input of one step, for example `{ learningRate: [], noise: [20, 784] }`. */
  readonly inputs: Readonly<Record<string, readonly number[]>>;
  readonly step: Step;
}

export interface CompiledProgram {
  /**
   * Runs `indices.length / batchSize` steps in order, and returns the cost of each.
   *
   * @param indices rows of the resident samples, `[steps, batchSize]`
   * @param inputs the values of each input, `[steps, ...shape]`
   * @throws EngineError where lengths do not match or TensorFlow rejects an operation; the state is then that before the failing step
   */
  run(indices: Int32Array, inputs: Readonly<Record<string, Float32Array>>): Promise<Float32Array>;
  /** Evaluates rows of any samples with the current state. Returns the results of all rows, in order. */
  evaluate(evaluation: Evaluation, samples: ResidentSamples, rows: Int32Array): Promise<Float32Array>;
  /** Every state tensor, bit for bit. */
  read(): Promise<StateValues>;
  /** Replaces every state tensor, bit for bit. @throws EngineError where a name or shape differs */
  write(state: StateValues): void;
  /** Frees everything the program holds. */
  dispose(): void;
}

/** Why a better engine is not used, and the remedy. */
export interface DeclinedEngine {
  readonly name: EngineName;
  readonly reason: string;
  readonly remedy: string;
}

export interface EngineReport {
  readonly name: EngineName;
  /** TensorFlow.js's version. */
  readonly version: string;
  /** The native library's version, for example `2.21.0`; null where there is none. */
  readonly libraryVersion: string | null;
  /** Where the native library was found; null where there is none. */
  readonly libraryPath: string | null;
  readonly threads: number;
  readonly declined: readonly DeclinedEngine[];
}

export interface Engine {
  readonly report: EngineReport;
  /**
   * Prepares a step to run over its state. A compiling engine records it, like `tf.function` in Python. The given state is copied.
   *
   * @throws EngineError STEP_INVALID where the step breaks its contract or does something that a graph can't repeat
   */
  compile(program: Program): CompiledProgram;
}
