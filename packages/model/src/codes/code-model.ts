import type { Draw, StateValues, TensorMap } from '@hourglass/engine/contract';
import type { Scalar, Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { CodeHead } from './code-kind.ts';

/** The outputs of the encoder's last layers for a batch: `[batch, codeSize]` each. */
export type CodeHeads = Readonly<Partial<Record<CodeHead, Tensor2D>>>;

/** A number of a code model by its name: a scalar input of the step, or one value for each row. @throws RangeError if there is none */
export type CodeWeights = (name: string) => Tensor | number;

/** The codes that the decoder gets. */
export interface SampledCode {
  /** `[batch · samples, codeSize]`, the samples of an input one after the other. */
  readonly z: Tensor2D;
  /** Number of code samples for each input. */
  readonly samples: number;
  /** Further tensors that the code model computed, by its own names. */
  readonly details?: TensorMap;
}

/** The tensors of a model's state that a code model has, by the names of `parameters` and `statistics`. */
export interface CodeState {
  readonly parameters: TensorMap;
  readonly statistics: TensorMap;
}

/** What a training step changes beside what its optimizer does. */
export interface CodeUpdate {
  /** The new statistics, by name. */
  readonly statistics: TensorMap;
  /** Rows of parameters to replace after the optimizer's update, by the parameter's name. */
  readonly replacedRows: Readonly<Record<string, ReplacedRows>>;
  /** Numbers of the whole batch, among the metrics of the step. */
  readonly metrics: Readonly<Record<string, Scalar>>;
}

interface ReplacedRows {
  /** `[rows, 1]`, of type bool. */
  readonly isReplaced: Tensor2D;
  /** `[rows, columns]` */
  readonly values: Tensor2D;
}

/** A code model with state of its own. */
export interface CodeTraining {
  /** What its update draws. */
  draws(): Readonly<Record<string, Draw>>;
  /** No gradient flows through it. */
  update(given: {
    readonly heads: CodeHeads;
    readonly code: SampledCode;
    readonly draws: TensorMap;
    readonly weights: CodeWeights;
    readonly state: CodeState;
  }): CodeUpdate;
}

export interface CodeTerms {
  /** What training minimises, for each input: `[batch]`. Where the samples of a batch depend on each other, only its mean is an estimate. */
  readonly objective: Tensor1D;
  /** Further metrics of each input, `[batch]`. */
  readonly terms: Readonly<Record<string, Tensor1D>>;
  /** The same by dimension of the code, `[batch, codeSize]`. */
  readonly vectors: Readonly<Record<string, Tensor2D>>;
}

/** The network, for terms that contain its gradients. */
export interface CodeNetwork {
  /** The encoder's input, `[batch, values]`. */
  readonly input: Tensor2D;
  readonly encode: (input: Tensor2D) => CodeHeads;
  /** The decoder's output, `[batch, values]`. */
  readonly decode: (z: Tensor2D) => Tensor2D;
  readonly parameters: TensorMap;
}

/** How codes are computed and sampled, and the terms that they add to the objective. */
export interface CodeModel {
  /** Codes for each input. */
  readonly samples: number;
  /** What the optimizer changes, at the start of training. */
  readonly parameters?: (seed: number) => StateValues;
  /** What no optimizer changes, at the start of training. */
  readonly statistics?: (seed: number) => StateValues;
  /** What a batch draws. @param size values of a sample */
  draws(batch: number, codeSize: number, size: number): Readonly<Record<string, Draw>>;
  /** The code of each input without randomness, `[batch, encodedSize]`: what encoding gives. */
  mean(heads: CodeHeads, state: CodeState): Tensor2D;
  /** What the decoder gets for the codes of `mean`, `[batch, codeSize]`. Missing where it gets these codes. */
  readonly decoded?: (codes: Tensor2D, state: CodeState) => Tensor2D;
  /** What the decoder gets in training. @param draws by the names of `draws` */
  sample(heads: CodeHeads, draws: TensorMap, state: CodeState): SampledCode;
  terms(given: SampledLosses & { readonly weights: CodeWeights; readonly network: CodeNetwork }): CodeTerms;
  /** Missing where a step changes nothing but parameters. */
  readonly training?: CodeTraining;
  /** Metrics of an evaluation that follow from the mean codes of all samples, `[samples · encodedSize]`. Missing where there are none. */
  readonly summarise?: (codes: Float32Array, codeSize: number) => Readonly<Record<string, number>>;
}

/** A code model whose code is a distribution. */
export interface SampledCodeModel extends CodeModel {
  /** log p(x|z) + log p(z) − log q(z|x) of each sampled code, `[batch, samples]`. */
  logWeights(given: SampledLosses): Tensor2D;
}

export interface SampledLosses {
  readonly heads: CodeHeads;
  readonly code: SampledCode;
  /** Losses of the likelihood for each sample of each input: `[batch, samples]`. */
  readonly losses: Tensor2D;
  readonly draws: TensorMap;
}
