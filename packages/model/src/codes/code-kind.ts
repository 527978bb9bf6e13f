import type { StepClock } from '../training/step-clock.ts';

/** A last layer of the encoder: the code itself, or another quantity that a code model needs. */
export type CodeHead = 'code' | 'logVariance';

/** The fields that a code model and its likelihood share with the rest of a configuration. */
export interface CodeSurroundings {
  readonly family: string;
  readonly batchSize: number;
  readonly likelihood: { readonly kind: string };
  readonly tied: boolean;
  readonly condition: { readonly kind: string };
  /** Whether the family's encoder has a grid of positions before its code. */
  readonly hasGrid: boolean;
  readonly activation: string;
  readonly normalisation: string;
  readonly dropout: number;
  /** How a convolutional decoder doubles height and width; absent for other families. */
  readonly upsampling?: string;
  readonly codeSize: number;
}

/** A code that keeps the positions of the encoder's last stage: at each of them one vector out of a codebook. */
export interface CodeGrid {
  /** Vectors in the codebook. */
  readonly codes: number;
  /** Values of each. */
  readonly dimension: number;
  /** Values of the codebook that an optimizer changes. */
  readonly parameterCount: number;
}

/** Properties of a code model that follow from its options, before a network is built. Data only; browser-safe. */
export interface CodeKind<Config> {
  /** Layers of the encoder that end in `codeSize` values each. */
  readonly heads: readonly CodeHead[];
  /** Null where the code is one vector. */
  grid(config: Config): CodeGrid | null;
  /** Whether the objective of a sample depends on the others of its batch. Then it is evaluated on fixed blocks of `coupledRows` samples. */
  isBatchCoupled(config: Config): boolean;
  /** Samples that an evaluation needs at least. */
  readonly leastSamples: number;
  /** Names of the metrics of a step beside the cost, the objective and the loss of the likelihood. */
  terms(config: Config): readonly string[];
  /** Names of the metrics of an evaluation that follow from the codes of this many samples. */
  summaries(sampleCount: number): readonly string[];
  /** Passes of a sample through encoder and decoder, with those that only a term needs. */
  passes(config: Config, codeSize: number): { readonly encoder: number; readonly decoder: number };
  /** Values that a step holds for each pair of samples of a batch. */
  pairValues(config: Config, codeSize: number): number;
  /** The numbers that change from step to step or that runs of one network may share a compiled step over, by the names of the step's inputs. */
  weightsAt(config: Config, clock: StepClock & { readonly sampleCount: number }): Readonly<Record<string, number>>;
  /** Null if the options fit the other choices. Otherwise a sentence that names the field, the received value and the allowed one. */
  problem(config: Config, others: CodeSurroundings): string | null;
}

/** The simplest values of these properties: one pass, one code, no further terms. */
export const simpleKind = {
  heads: ['code'],
  grid: () => null,
  isBatchCoupled: () => false,
  leastSamples: 1,
  terms: () => [],
  summaries: () => [],
  passes: () => ({ encoder: 1, decoder: 1 }),
  pairValues: () => 0,
  weightsAt: () => ({}),
  problem: () => null,
} as const satisfies CodeKind<unknown>;

/** Samples that depend on each other where an objective is estimated from a batch: the fixed blocks of its evaluation. */
export const coupledRows = 1_000;

/** Test samples whose codes a run records at its end. */
export const maxRecordedCodes = 10_000;

/** The range of every weight of a term. */
export const maxWeight = 1e6;
