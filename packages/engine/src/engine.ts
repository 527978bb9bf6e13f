import type { Scalar, Tensor } from '@tensorflow/tfjs-core';

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
  /** Shape of one sample as steps receive it, channels last: `[28, 28, 1]`, `[25, 12]`. `[size]` where it is left out. */
  readonly shape?: readonly number[];
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
  /** The phase's batches, `[size, ...sample shape]` each, gathered from the resident samples. */
  readonly batches: TensorMap;
  /** Values that change from step to step: learning rates. */
  readonly inputs: TensorMap;
  /** The random numbers of this step, by the names of the phase's draws. */
  readonly draws: TensorMap;
  /**
   * Applies an optimizer. Steps call this instead of `optimizer.update`, so that an engine can fuse it. A step may apply several, each over its
   * own parameters and slots, with its own learning rate.
   */
  readonly optimize: (optimizer: Optimizer, arguments_: OptimizerArguments) => OptimizerResult;
}

export interface StepResult {
  /** Named float32 scalars, at least one: the cost of the batch before the update, terms of an objective. The names are the same in every step. */
  readonly metrics: Readonly<Record<string, Scalar>>;
  /** A value for every name of the input state, and no other names. An entry that the step does not change is returned as it came. */
  readonly state: TensorMap;
}

/**
 * A function that depends only on its arguments may be marked as pure (`Object.assign(step, { pure: true })`). A compiling engine records a
 * pure function once for all programs of the same shapes, and any other function once for each program.
 */
export interface MaybePure {
  readonly pure?: true;
}

/** One step of a phase in plain TensorFlow.js: no value is read back, no variable created, no random number drawn except through `draws`. */
export type Step = MaybePure & ((arguments_: StepArguments) => StepResult);

/**
 * Named tensors that are computed from the state, a batch of samples `[rows, ...sample shape]` and further values of each row, with one result per
 * row: costs `[rows]`, reconstructions `[rows, size]`. Plain TensorFlow.js, so that a browser can call it without an engine.
 */
export type Evaluation = MaybePure & ((state: TensorMap, batch: Tensor, inputs: TensorMap) => TensorMap);

/** What an evaluation receives of each row beside its sample, by name: random numbers, labels. */
export type RowInputs = Readonly<Record<string, RowInput>>;
export interface RowInput {
  /** Shape of one row. */
  readonly shape: readonly number[];
  /** `[rows, ...shape]`, in the order of the rows. */
  readonly values: Float32Array;
}

/** A batch of each step of a phase. */
export interface BatchSource {
  /** The name of a sample set of the program. */
  readonly samples: string;
  /** Samples in a batch. */
  readonly size: number;
}

/**
 * Float32 numbers of a draw.
 *
 * - `normal`: mean 0, variance 1 (Box & Muller 1958). Engines differ by rounding.
 * - `uniform`: in `[0, 1)`, multiples of 2⁻²⁴. The same bits on every engine.
 * - `mask`: 0 with the probability `level`, 1 otherwise. The same bits on every engine.
 */
export type Distribution = { readonly kind: 'normal' | 'uniform' } | { readonly kind: 'mask'; readonly level: number };

/**
 * Random numbers of every step of a phase. They are a function of the program's seed, the purpose, and the number of the step, never of what was
 * drawn before: Philox 4x32-10 with the seed as its key and the counter `[block, 0, step, purpose · 2²⁴ + step / 2³²]`, one word per number in
 * the order of the elements.
 */
export interface Draw {
  /** 0 to 255. Draws of the same purpose see the same words, in every phase. */
  readonly purpose: number;
  readonly shape: readonly number[];
  readonly distribution: Distribution;
}

/** A kind of step: what it receives and what it does. All phases of a program share one state. */
export interface Phase {
  /** By name. There may be none, and several may draw on the same samples. */
  readonly batches: Readonly<Record<string, BatchSource>>;
  /** Shape of each input of one step, for example `{ learningRate: [] }`. */
  readonly inputs: Readonly<Record<string, readonly number[]>>;
  /** What each step draws, by name. Compiled steps draw in native code. */
  readonly draws?: Readonly<Record<string, Draw>>;
  readonly step: Step;
}

/** Everything that one training needs. An adversarial one has the phases `critic` and `generator`, most have only `train`. */
export interface Program {
  /** Parameters, slots of optimizers, and what no optimizer touches: running statistics, codebooks, moving averages. */
  readonly state: StateValues;
  /** Sample sets, by name. */
  readonly samples: Readonly<Record<string, ResidentSamples>>;
  readonly phases: Readonly<Record<string, Phase>>;
  /** Seed of the random numbers, a whole number from 0 to 2⁵³ − 1. Required if a phase has draws. */
  readonly seed?: number;
  /**
   * Samples that an evaluation computes at once: enough for efficient products, few enough to limit memory. It belongs to the program and never
   * depends on the machine, because another number may change the bits of the results.
   */
  readonly evaluationRows: number;
}

/** Consecutive steps of one phase. */
export interface PhaseSteps {
  readonly phase: string;
  readonly steps: number;
}

/** What the steps of one phase receive, over all of its steps in one call. */
export interface PhaseFeeds {
  /** Rows of the sample set of each batch, `[steps, size]`. */
  readonly rows: Readonly<Record<string, Int32Array>>;
  /** The values of each input, `[steps, ...shape]`. */
  readonly inputs: Readonly<Record<string, Float32Array>>;
  /** Number of the first step, from 0, which decides what the steps draw. Required where the phase has draws. */
  readonly firstStep?: number;
}

/**
 * What runs the steps of a program.
 *
 * - `session`: a TensorFlow session, operation by operation in native code.
 * - `xla`: one loop over the steps of a call, compiled by XLA. Compiling takes some seconds, once for programs of the same shapes in a process.
 * - `eager`: TensorFlow.js, operation by operation.
 *
 * Each computes the same bits however steps are divided into calls. Between executors, results differ by rounding.
 */
export type ExecutorName = GraphExecutor | 'eager';
export const graphExecutors = ['session', 'xla'] as const;
export type GraphExecutor = (typeof graphExecutors)[number];

export interface ExecutorUse {
  readonly name: ExecutorName;
  /** Why it is not the executor that was asked for, as a sentence. Null where it is. */
  readonly reason: string | null;
}

/** By name: one value per step. */
export type Metrics = Readonly<Record<string, Float32Array>>;

/**
 * A program that an engine has compiled. Guarantees:
 *
 * - Steps run in the order of the schedule. How they are divided into calls changes no bit of the metrics or the state.
 * - Calls do not overlap: a method throws INPUT_INVALID while another is going on, and after `dispose`.
 * - Long calls yield to the event loop, between steps.
 * - No array is shared with the caller.
 * - An error of an operation names the phase and the steps. The state is then undefined until `write`; all other errors leave it unchanged.
 */
export interface CompiledProgram {
  /** What runs the steps. It changes at most once, in `prepare` or in the first `run`: to `session`, where XLA can't compile a step. */
  executor(): ExecutorUse;
  /** Whether nothing remains to be compiled. Where it is false, `prepare` or the first `run` blocks the process for seconds. */
  isPrepared(): boolean;
  /** Compiles what remains. */
  prepare(): Promise<void>;
  /**
   * Runs steps and returns their metrics.
   *
   * @param schedule phases in the order in which they run, for example five steps of `critic` and one of `generator`, ten times
   * @param feeds for each phase of the schedule
   * @returns the metrics of each phase of the schedule, one value per step of the phase
   * @throws EngineError INPUT_INVALID where names or lengths do not match, OPERATION_FAILED where TensorFlow rejects an operation
   */
  run(schedule: readonly PhaseSteps[], feeds: Readonly<Record<string, PhaseFeeds>>): Promise<Readonly<Record<string, Metrics>>>;
  /**
   * Evaluates rows of any samples with the current state. Returns each of the results for all rows, in order.
   *
   * @throws EngineError INPUT_INVALID where a row is outside of the samples, or an input has another number of values
   */
  evaluate(
    evaluation: Evaluation,
    samples: ResidentSamples,
    rows: Int32Array,
    inputs?: RowInputs,
  ): Promise<Readonly<Record<string, Float32Array>>>;
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
   * Prepares a program to run over its state. A compiling engine records its steps, like `tf.function` in Python. The given state is copied.
   *
   * @param executor the default is `session`. An engine without graphs ignores it; a program says what runs it (`executor`)
   * @throws EngineError STEP_INVALID where a step breaks its contract or does something that a graph can't repeat; the message names the phase
   */
  compile(program: Program, options?: { readonly executor?: GraphExecutor }): CompiledProgram;
}
