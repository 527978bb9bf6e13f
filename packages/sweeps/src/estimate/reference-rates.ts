import type { FamilyName } from '@hourglass/model/config';
import { type Estimated, mapScenarios } from './estimated.ts';

/** How a family of networks uses a processor, as measured on several machines; see docs/launching.md. */
interface ReferenceRate {
  /** The part of the rate of square matrix products that a step reaches. `low` belongs to the fastest step. */
  readonly efficiency: Estimated;
  /** Seconds that a step takes beside its arithmetic. */
  readonly stepSeconds: Estimated;
}

/** Narrow layers and small batches reach a small part; wide layers and large batches most of it. */
const dense: ReferenceRate = {
  efficiency: { low: 0.9, expected: 0.4, high: 0.08 },
  stepSeconds: { low: 10e-6, expected: 80e-6, high: 600e-6 },
};

/** Rate of families without a row. The range is wide because operations of different families run at very different rates. */
const anyFamily: ReferenceRate = {
  efficiency: { low: 0.6, expected: 0.12, high: 0.015 },
  stepSeconds: { low: 20e-6, expected: 300e-6, high: 3e-3 },
};

const byFamily: Partial<Readonly<Record<FamilyName, ReferenceRate>>> = { dense };

/**
 * Seconds per step on a machine on which no run of the family was recorded.
 *
 * @param flops floating-point operations of the step
 * @param gflops the machine's rate of matrix products, in 10⁹ operations per second on one thread
 */
export function referenceSecondsPerStep(family: FamilyName, flops: number, gflops: number): Estimated {
  const { efficiency, stepSeconds } = byFamily[family] ?? anyFamily;
  return mapScenarios((scenario) => stepSeconds[scenario] + flops / (efficiency[scenario] * gflops * 1e9));
}

/** Seconds before the first step of a run: compiling, loading the data. */
export const referenceStartSeconds: Estimated = { low: 0.1, expected: 0.7, high: 6 };

/** Seconds per epoch outside training: evaluation, reconstructions, recording. */
export const referenceEpochSeconds: Estimated = { low: 0.02, expected: 0.1, high: 0.8 };

/** Seconds of a baseline: the mean sample takes the least, PCA of large samples the most. */
export const referenceBaselineSeconds: Estimated = { low: 0.1, expected: 2, high: 30 };
