import type { Evaluation, Optimizer, Step, TensorMap } from '@hourglass/engine/contract';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import type { RunConfig, StepConfig } from '../config.ts';
import { families } from '../families/registry.ts';
import { squaredErrorPerSample } from '../objectives/squared-error.ts';
import { createOptimizer } from '../optimizers/registry.ts';
import { unnest } from '../tensor-map.ts';
import { trainingStep } from './training-step.ts';

/** What the training of a configuration computes. Pure, so that an engine keeps what it compiled for them. */
export interface TrainingFunctions {
  readonly optimizer: Optimizer;
  readonly step: Step;
  /** `cost` of each sample on clean input, `[rows]`. */
  readonly costs: Evaluation;
  /** `reconstruction`, `[rows, size]`. */
  readonly reconstructions: Evaluation;
}

/** Configurations whose functions are kept, the longest unused go first. */
const maxKept = 32;
const kept = new Map<string, TrainingFunctions>();

/** The same functions for every run that differs only in seed, learning rate, schedule and number of epochs. */
export function trainingFunctions(
  { learningRate: _, schedule: __, epochs: ___, ...config }: RunConfig,
  sampleShape: readonly number[],
): TrainingFunctions {
  const key = JSON.stringify([config, sampleShape]);
  const functions = kept.get(key) ?? createFunctions(config, sampleShape);
  kept.delete(key);
  kept.set(key, functions);
  for (const oldest of kept.keys()) {
    if (kept.size <= maxKept) break;
    kept.delete(oldest);
  }
  return functions;
}

function createFunctions(config: StepConfig, sampleShape: readonly number[]): TrainingFunctions {
  // The seed decides nothing but the initial parameters, which are not read here.
  const model = families[config.family].build(config, sampleShape, 0);
  const optimizer = createOptimizer(config.optimizer);
  const reconstruct = (state: TensorMap, batch: Tensor) => model.reconstruct(unnest('parameters', state), batch as Tensor2D);
  const reconstructions: Evaluation = (state, batch) => ({ reconstruction: reconstruct(state, batch) });
  const costs: Evaluation = (state, batch) => ({ cost: squaredErrorPerSample(reconstruct(state, batch), batch as Tensor2D) });
  return {
    optimizer,
    step: pure(trainingStep(model, optimizer, config)),
    costs: pure(costs),
    reconstructions: pure(reconstructions),
  };
}

function pure<Function extends Step | Evaluation>(unmarked: Function): Function {
  return Object.assign(unmarked, { pure: true } as const);
}
