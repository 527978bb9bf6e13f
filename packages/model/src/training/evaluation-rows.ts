import { coupledRows, isBatchCoupled } from '../codes/code-config.ts';
import { familyConfigOf, type RunConfig } from '../families/configs.ts';

/** Values that the activations of one evaluation may hold: 200 MB. */
const maxActivationValues = 50e6;
const maxEvaluationRows = 500;

/** Samples that an evaluation computes at once. Follows from the configuration alone, so that free memory does not change bits. */
export function evaluationRowsOf(config: RunConfig, sampleShape: readonly number[]): number {
  if (isBatchCoupled(config.code)) return coupledRows;
  const rows = Math.floor(maxActivationValues / familyConfigOf(config.family).describe(config, sampleShape).activationValues);
  return Math.min(maxEvaluationRows, Math.max(1, rows));
}
