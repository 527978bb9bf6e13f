import { keep, type Tensor, tensor, tidy } from '@tensorflow/tfjs-core';
import { at, named } from '../checked.ts';
import type { Program, ResidentSamples, StepArguments, TensorMap } from '../engine.ts';
import { mapValues } from '../map-values.ts';
import { applyOptimizer } from '../program/apply-optimizer.ts';
import { batchShape } from '../program/batch-shape.ts';
import { checkEvaluation, checkStepResult } from '../program/checks.ts';
import type { StepFeeds, Steps } from '../program/steps.ts';
import { naming, withEngineErrors } from '../program/with-engine-errors.ts';
import { drawNumbers } from '../random/draw.ts';
import { sizeOf } from '../shapes.ts';
import { createGather, type Gather } from './gather.ts';
import { createState, disposeReplaced, readState } from './state.ts';

/** The metrics and the state after a step. */
interface Stepped {
  readonly metrics: Readonly<Record<string, number>>;
  readonly state: TensorMap;
}

/**
 * Runs steps operation by operation.
 *
 * @param activate makes the program's backend the current one; another engine may have been used since
 */
export function createEagerSteps(program: Program, activate: () => void): Steps {
  const gathers = new WeakMap<ResidentSamples, Gather>();
  const gatherTensor = (samples: ResidentSamples, rows: Int32Array): Tensor => {
    const gather = gathers.get(samples) ?? createGather(samples);
    gathers.set(samples, gather);
    return tensor(gather(rows), [...batchShape(samples, rows.length)]);
  };
  activate();
  let state = createState(program.state);

  function step(phase: string, { rows, inputs, randomness }: StepFeeds): Stepped {
    activate();
    const { batches, inputs: shapes, draws = {}, step: work } = named(program.phases, phase);
    let metrics: Stepped['metrics'] = {};
    const next = tidy(() => {
      const arguments_: StepArguments = {
        state,
        batches: mapValues(batches, ({ samples }, name) => gatherTensor(named(program.samples, samples), named(rows, name))),
        inputs: mapValues(shapes, (shape, name) => tensor(named(inputs, name), [...shape], 'float32')),
        draws: randomness === null ? {} : mapValues(draws, (draw) => tensor(drawNumbers(draw, randomness), [...draw.shape], 'float32')),
        optimize: applyOptimizer,
      };
      const result = work(arguments_);
      checkStepResult(result, state);
      // Metrics are read before tensors are disposed, because they may be entries of the old or the new state.
      metrics = mapValues(result.metrics, (scalar) => at(scalar.dataSync(), 0));
      return separate(result.state);
    });
    return { metrics, state: mapValues(next, keep) };
  }

  /** Rejects a step that breaks its contract before its first use. The results of this trial run are discarded, except the names of metrics. */
  function tryPhase(phase: string): readonly string[] {
    const { batches, inputs } = named(program.phases, phase);
    const zeros = {
      rows: mapValues(batches, ({ size }) => new Int32Array(size)),
      inputs: mapValues(inputs, (shape) => new Float32Array(sizeOf(shape))),
      randomness: { seed: 0, firstStep: 0 },
    };
    const trial = naming(`Phase ${phase}`, () => step(phase, zeros));
    disposeReplaced(trial.state, state);
    return Object.keys(trial.metrics);
  }

  function tryPhases(): Steps['metrics'] {
    try {
      return mapValues(program.phases, (_, phase) => tryPhase(phase));
    } catch (error) {
      disposeReplaced(state, {});
      throw error;
    }
  }

  const steps: Steps = {
    executor: { name: 'eager', reason: null },
    isPrepared: () => true,
    prepare: () => steps,
    metrics: tryPhases(),
    atOnce: () => 1,
    run(phase, _, feeds) {
      const next = step(phase, feeds);
      disposeReplaced(state, next.state);
      state = next.state;
      return mapValues(next.metrics, (value) => Float32Array.of(value));
    },
    evaluate(evaluation, samples, rows, inputs) {
      activate();
      const results = withEngineErrors(() =>
        tidy(() => {
          const given = mapValues(inputs, ({ shape, values }) => tensor(values, [rows.length, ...shape]));
          return evaluation(state, gatherTensor(samples, rows), given);
        }),
      );
      try {
        checkEvaluation(results, rows.length);
        return mapValues(results, (result) => Float32Array.from(result.dataSync()));
      } finally {
        disposeReplaced(results, state);
      }
    },
    read: () => readState(state),
    write(values) {
      activate();
      disposeReplaced(state, {});
      state = createState(values);
    },
    dispose: () => disposeReplaced(state, {}),
  };
  return steps;
}

/** Gives each name its own tensor, so that each can be disposed separately: a step may return one tensor under two names. */
function separate(state: TensorMap): TensorMap {
  const seen = new Set<Tensor>();
  return mapValues(state, (tensor) => {
    if (seen.has(tensor)) return tensor.clone();
    seen.add(tensor);
    return tensor;
  });
}
