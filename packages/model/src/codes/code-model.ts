import type { Draw, TensorMap } from '@hourglass/engine/contract';
import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { CodeHead } from './code-kind.ts';

/** What the encoder's last layers give for a batch: `[batch, codeSize]` each. */
export type CodeHeads = Readonly<Partial<Record<CodeHead, Tensor2D>>>;

/** A number of a code model by its name: a scalar input of the step, or one value for each row. @throws RangeError if there is none */
export type CodeWeights = (name: string) => Tensor | number;

/** The codes that the decoder gets. */
interface SampledCode {
  /** `[batch · samples, codeSize]`, the samples of an input one behind the other. */
  readonly z: Tensor2D;
  /** Of each input. */
  readonly samples: number;
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
  /** What the encoder got, `[batch, values]`. */
  readonly input: Tensor2D;
  readonly encode: (input: Tensor2D) => CodeHeads;
  /** The decoder's output, `[batch, values]`. */
  readonly decode: (z: Tensor2D) => Tensor2D;
  readonly parameters: TensorMap;
}

/** What is asked of the code. */
export interface CodeModel {
  /** Codes for each input. */
  readonly samples: number;
  /** What a batch draws. @param size values of a sample */
  draws(batch: number, codeSize: number, size: number): Readonly<Record<string, Draw>>;
  /** The code of each input without randomness, `[batch, codeSize]`: what encoding gives. */
  mean(heads: CodeHeads): Tensor2D;
  /** What the decoder gets in training. @param draws by the names of `draws` */
  sample(heads: CodeHeads, draws: TensorMap): SampledCode;
  terms(given: SampledLosses & { readonly weights: CodeWeights; readonly network: CodeNetwork }): CodeTerms;
  /** Metrics of an evaluation that follow from the mean codes of all samples, `[samples · codeSize]`. Missing where there are none. */
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
  /** Of the likelihood, for each sample of each input: `[batch, samples]`. */
  readonly losses: Tensor2D;
  readonly draws: TensorMap;
}
