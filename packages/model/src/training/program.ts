import type { CompiledProgram, Engine, Optimizer, ResidentSamples, StateValue, StateValues } from '@hourglass/engine/contract';
import * as tf from '@tensorflow/tfjs-core';
import type { RunConfig } from '../config.ts';
import type { Model } from '../families/family.ts';
import { createOptimizer } from '../optimizers/registry.ts';
import { nest } from '../tensor-map.ts';
import { stepInputShapes } from './step-inputs.ts';
import { trainingStep } from './training-step.ts';

/** Hands one configuration's training step to the engine, with the initial parameters and optimizer slots as its state. */
export function compileTraining(engine: Engine, model: Model, config: RunConfig, samples: ResidentSamples): CompiledProgram {
  const optimizer = createOptimizer(config.optimizer);
  return engine.compile({
    state: initialState(model.parameters, optimizer),
    samples,
    batchSize: config.batchSize,
    inputs: { ...stepInputShapes(config, samples.size) },
    step: trainingStep(model, optimizer, config),
  });
}

function initialState(initial: StateValues, optimizer: Optimizer): StateValues {
  const values: Record<string, StateValue> = {};
  tf.tidy(() => {
    const parameters = Object.fromEntries(
      Object.entries(initial).map(([name, { shape, values }]) => [name, tf.tensor(values, [...shape])]),
    );
    for (const [name, tensor] of Object.entries({ ...nest('parameters', parameters), ...nest('optimizer', optimizer.init(parameters)) })) {
      values[name] = { shape: tensor.shape, values: Float32Array.from(tensor.dataSync()) };
    }
  });
  return values;
}
