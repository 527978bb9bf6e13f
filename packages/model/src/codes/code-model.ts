import type { Draw, TensorMap } from '@hourglass/engine/contract';
import type { Scalar, Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { CodeHead } from './code-config.ts';

/** What the encoder's last layers give for a batch: `[batch, codeSize]` each. */
export type CodeHeads = Readonly<Partial<Record<CodeHead, Tensor2D>>>;

/** The numbers of a code model that change from step to step. */
export interface CodeWeights {
  readonly beta: Scalar | number;
  /** Not read where the configuration has none. */
  readonly capacity: Scalar | number;
  /** Not read where the divergence is not decomposed. */
  readonly totalCorrelation: Scalar | number;
  /** Training samples: a scalar, or the same number for each row. Only an estimate of the codes' distribution reads it. */
  readonly sampleCount: Tensor | number;
}

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

/** What is asked of the code. */
export interface CodeModel {
  /** Whether the decoder gets random codes in training: then `draws` are not empty, and terms are estimates. */
  readonly isSampled: boolean;
  /** Codes for each input. */
  readonly samples: number;
  /** What a batch draws. */
  draws(batch: number, codeSize: number): Readonly<Record<string, Draw>>;
  /** @param draws by the names of `draws` */
  sample(heads: CodeHeads, draws: TensorMap): SampledCode;
  terms(given: SampledLosses & { readonly weights: CodeWeights }): CodeTerms;
}

/** A code model whose code is a distribution. */
export interface SampledCodeModel extends CodeModel {
  readonly isSampled: true;
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
