import type { CompiledProgram, Engine, GraphExecutor, Optimizer, Program, StateValue, StateValues } from '@hourglass/engine/contract';
import * as tf from '@tensorflow/tfjs-core';
import { conditionSize } from '../conditions/condition-config.ts';
import { labelName, labelSamples } from '../conditions/one-hot.ts';
import { evaluationRowsOf, type RunConfig } from '../config.ts';
import { createModel, meanName } from '../model.ts';
import { nest } from '../tensor-map.ts';
import { binariseDraws, noiseDraws, stepInputShapes } from './step-inputs.ts';
import type { TrainingData } from './training-data.ts';
import { trainingFunctions } from './training-functions.ts';

/**
 * Hands one configuration's training step to the engine, with the initial parameters of a seed and optimizer slots as its state. The program
 * has the sample set and the phase `train`, and with a condition the labels of the same rows.
 */
export function compileTraining(
  engine: Engine,
  config: RunConfig,
  { seed, executor }: { readonly seed: number; readonly executor: GraphExecutor },
  {
    sampleShape,
    train: samples,
    trainProbabilities,
    labels,
  }: Pick<TrainingData, 'sampleShape' | 'train' | 'trainProbabilities' | 'labels'>,
): CompiledProgram {
  const { step, drawingStep, optimizer, model } = trainingFunctions(config, sampleShape);
  const drawsSamples = trainProbabilities !== undefined;
  // The step subtracts the mean from the samples that it draws.
  const mean = drawsSamples ? { [meanName]: { shape: [samples.size], values: samples.mean } } : {};
  const classes = conditionSize(config.condition);
  const seeded = createModel(config, sampleShape, seed);
  const program: Program = {
    state: { ...initialState(seeded.parameters, optimizer), ...nestValues('statistics', { ...mean, ...seeded.statistics(samples.mean) }) },
    samples: {
      train: trainProbabilities ?? samples,
      ...(labels === undefined ? {} : { [labelName]: labelSamples(labels.train, classes) }),
    },
    phases: {
      train: {
        batches: {
          x: { samples: 'train', size: config.batchSize },
          ...(labels === undefined ? {} : { [labelName]: { samples: labelName, size: config.batchSize } }),
        },
        inputs: stepInputShapes(config),
        draws: {
          ...noiseDraws(config, samples.size),
          ...(drawsSamples ? binariseDraws(config, samples.size) : {}),
          ...model.draws(config.batchSize),
        },
        step: drawsSamples ? drawingStep : step,
      },
    },
    seed,
    evaluationRows: evaluationRowsOf(config, sampleShape),
  };
  return engine.compile(program, { executor });
}

function nestValues(prefix: string, values: StateValues): StateValues {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`${prefix}/${name}`, value]));
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
