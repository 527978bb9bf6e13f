import type { Evaluation, ResidentSamples } from '@hourglass/engine/contract';
import { costPerSample } from '../costs/reconstruction-cost.ts';
import type { Model } from '../families/family.ts';
import { unnest } from '../tensor-map.ts';

/** The evaluations of one model, made once so that an engine can keep what it compiled for them. */
export interface ModelEvaluations {
  /** Cost of each sample on clean input, `[rows]`. */
  readonly costs: Evaluation;
  /** `[rows, size]` */
  readonly reconstructions: Evaluation;
}

export function modelEvaluations(model: Model): ModelEvaluations {
  const reconstructions: Evaluation = (state, batch) => model.reconstruct(unnest('parameters', state), batch);
  return {
    reconstructions,
    costs: (state, batch) => costPerSample(model.reconstruct(unnest('parameters', state), batch), batch),
  };
}

export function allRows({ count }: ResidentSamples): Int32Array {
  return Int32Array.from({ length: count }, (_, row) => row);
}

/** In double precision, so that the order of many small numbers does not matter. */
export function sum(values: Float32Array): number {
  return values.reduce((total, value) => total + value, 0);
}

export function mean(values: Float32Array): number {
  return sum(values) / values.length;
}
