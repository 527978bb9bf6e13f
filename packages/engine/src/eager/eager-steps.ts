import { keep, type Tensor, tensor, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { at, named } from '../checked.ts';
import type { Program, ResidentSamples, StepArguments, TensorMap } from '../engine.ts';
import { applyOptimizer } from '../program/apply-optimizer.ts';
import { checkEvaluation, checkStepResult } from '../program/checks.ts';
import type { Steps } from '../program/steps.ts';
import { withEngineErrors } from '../program/with-engine-errors.ts';
import { sizeOf } from '../shapes.ts';
import { createGather, type Gather } from './gather.ts';
import { createState, disposeReplaced, mapObject, readState } from './state.ts';

/**
 * Runs a step operation by operation.
 *
 * @param activate makes the program's backend the current one; another engine may have been used since
 */
export function createEagerSteps(program: Program, activate: () => void): Steps {
  const gathers = new WeakMap<ResidentSamples, Gather>();
  const gatherOf = (samples: ResidentSamples): Gather => {
    const gather = gathers.get(samples) ?? createGather(samples);
    gathers.set(samples, gather);
    return gather;
  };
  activate();
  let state = createState(program.state);

  function step(rows: Int32Array, inputs: Readonly<Record<string, Float32Array>>): { cost: number; state: TensorMap } {
    activate();
    let cost = Number.NaN;
    const next = withEngineErrors(() =>
      tidy(() => {
        const arguments_: StepArguments = {
          state,
          batch: tensor2d(gatherOf(program.samples)(rows), [program.batchSize, program.samples.size]),
          inputs: mapObject(program.inputs, (shape, name) => tensor(named(inputs, name), [...shape], 'float32')),
          optimize: applyOptimizer,
        };
        const result = program.step(arguments_);
        checkStepResult(result, state);
        // The cost is read before tensors are disposed, because it may be an entry of the old or the new state.
        cost = at(result.cost.dataSync(), 0);
        return separate(result.state);
      }),
    );
    return { cost, state: mapObject(next, keep) };
  }

  try {
    // A trial run rejects a step that breaks its contract before its first use. Its results are discarded.
    const trial = step(
      new Int32Array(program.batchSize),
      mapObject(program.inputs, (shape) => new Float32Array(sizeOf(shape))),
    );
    disposeReplaced(trial.state, state);
  } catch (error) {
    disposeReplaced(state, {});
    throw error;
  }

  return {
    atOnce: 1,
    run(rows, inputs) {
      const next = step(rows, inputs);
      disposeReplaced(state, next.state);
      state = next.state;
      return Float32Array.of(next.cost);
    },
    evaluate(evaluation, samples, rows) {
      activate();
      const result = withEngineErrors(() => tidy(() => evaluation(state, tensor2d(gatherOf(samples)(rows), [rows.length, samples.size]))));
      try {
        checkEvaluation(result, rows.length);
        return Float32Array.from(result.dataSync());
      } finally {
        if (!Object.values(state).includes(result)) result.dispose();
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
}

/** Gives each name its own tensor, so that each can be disposed separately: a step may return one tensor under two names. */
function separate(state: TensorMap): TensorMap {
  const seen = new Set<Tensor>();
  return mapObject(state, (tensor) => {
    if (seen.has(tensor)) return tensor.clone();
    seen.add(tensor);
    return tensor;
  });
}
