import type { Evaluation, Optimizer, Step, TensorMap } from '@hourglass/engine/contract';
import type { Tensor2D } from '@tensorflow/tfjs-core';
import { finalCodeWeights } from '../codes/code-config.ts';
import type { CodeWeights } from '../codes/code-model.ts';
import { labelName } from '../conditions/one-hot.ts';
import type { RunConfig, StepConfig } from '../config.ts';
import { type NetworkState, networkStateOf } from '../families/pass.ts';
import { createModel, type Model } from '../model.ts';
import { createOptimizer } from '../optimizers/registry.ts';
import { named } from '../tensor-map.ts';
import { trainingStep } from './training-step.ts';

/** What the training of a configuration computes. Pure, so that an engine keeps what it compiled for them. */
export interface TrainingFunctions {
  /** A model with a seed other than the run's. Use it for everything except initial parameters. */
  readonly model: Model;
  readonly optimizer: Optimizer;
  readonly step: Step;
  /** The same where the training samples are probabilities, from which each step draws. */
  readonly drawingStep: Step;
  /** `cost` of each sample at its mean code, on clean input, `[rows]`. */
  readonly costs: Evaluation;
  /**
   * `cost` and the terms of the objective of each sample on clean input, `[rows]`, with the weights that they have after warm-up, and what belongs to
   * each dimension of the code, `[rows, codeSize]`. The code model's draws are inputs of the rows.
   */
  readonly metrics: Evaluation;
  /** `reconstruction`, `[rows, size]`, and the mean `code` that it was decoded from, `[rows, encodedSize]`. */
  readonly reconstructions: Evaluation;
  /** The mean `code`, `[rows, encodedSize]`. */
  readonly codes: Evaluation;
  /** `reconstruction`, `[rows, size]`, of codes given as the samples. */
  readonly decoded: Evaluation;
  /** `logWeight` of each sample, `[rows]`. */
  readonly logWeights: Evaluation;
}

/** Maximum number of configurations whose functions are kept. The least recently used are removed first. */
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
  // The seed affects only the initial parameters, which are not read here.
  const model = createModel(config, sampleShape, 0);
  const optimizer = createOptimizer(config.optimizer);
  return {
    model,
    optimizer,
    step: pure(trainingStep(model, optimizer, config)),
    drawingStep: pure(trainingStep(model, optimizer, config, true)),
    costs: pure((state, batch, inputs) => ({ cost: model.cost(labelled(state, inputs), batch as Tensor2D) })),
    metrics: pure((state, batch, inputs) =>
      model.evaluate(labelled(state, inputs), batch as Tensor2D, { draws: inputs, weights: finalWeights(config, inputs) }),
    ),
    reconstructions: pure((state, batch, inputs) => {
      const code = model.encode(labelled(state, inputs), batch as Tensor2D);
      return { reconstruction: model.decode(labelled(state, inputs), code), code };
    }),
    codes: pure((state, batch, inputs) => ({ code: model.encode(labelled(state, inputs), batch as Tensor2D) })),
    decoded: pure((state, batch, inputs) => ({ reconstruction: model.decode(labelled(state, inputs), batch as Tensor2D) })),
    logWeights: pure((state, batch, inputs) => ({ logWeight: model.logWeights(labelled(state, inputs), batch as Tensor2D, inputs) })),
  };
}

/** The network's state with the labels of the rows, which are among the inputs where the condition is the label. */
function labelled(state: TensorMap, { [labelName]: label }: TensorMap): NetworkState {
  return label === undefined ? networkStateOf(state) : { ...networkStateOf(state), label: label as Tensor2D };
}

/** The weights after warm-up. The number of training samples is an input of the rows where it is read. */
function finalWeights({ code }: StepConfig, inputs: TensorMap): CodeWeights {
  const { sampleCount: _, ...final } = finalCodeWeights(code, Number.NaN);
  return (name) => final[name] ?? named(inputs, name);
}

function pure<Function extends Step | Evaluation>(unmarked: Function): Function {
  return Object.assign(unmarked, { pure: true } as const);
}
