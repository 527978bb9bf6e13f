import { setImmediate as nextTurn } from 'node:timers/promises';
import { keep, type Tensor, tensor, tensor2d, tidy } from '@tensorflow/tfjs-core';
import type { CompiledProgram, Evaluation, Program, ResidentSamples, StateValues, StepArguments, TensorMap } from '../engine.ts';
import { EngineError } from '../errors.ts';
import { checkRows, checkRun, checkSameShapes, checkSamples, checkStateValues, checkStepResult, sizeOf } from './checks.ts';
import { createGather } from './gather.ts';
import { createState, disposeReplaced, mapObject, readState } from './state.ts';

/** Rows evaluated at once: enough to keep matrix products busy, few enough to keep memory small. */
const evaluationRows = 500;
/** Heartbeats and signals wait no longer than this and one step. */
const turnMs = 20;

/**
 * Runs a step as it is written, operation by operation.
 *
 * @param activate makes the program's backend the current one; another engine may have been used since
 */
export function createEagerProgram(program: Program, activate: () => void): CompiledProgram {
  if (!Number.isInteger(program.batchSize) || program.batchSize < 1) {
    throw new EngineError('INPUT_INVALID', `batchSize is ${program.batchSize}; it must be a whole number from 1 on.`);
  }
  checkSamples(program.samples);
  checkStateValues('STATE_MISMATCH', 'The state', program.state);
  const gather = createGather(program.samples);
  activate();
  let state = createState(program.state);
  let doing: 'run' | 'evaluate' | 'read' | 'nothing' = 'nothing';
  let disposed = false;

  /** One thing at a time: a run that yields must find its state as it left it. */
  async function alone<Result>(what: 'run' | 'evaluate' | 'read', work: () => Promise<Result>): Promise<Result> {
    refuseUnlessIdle(what);
    doing = what;
    try {
      return await work();
    } finally {
      doing = 'nothing';
    }
  }
  function refuseUnlessIdle(what: string): void {
    if (disposed) throw new EngineError('INPUT_INVALID', `${what} was called after dispose. Compile the program again.`);
    if (doing !== 'nothing') throw new EngineError('INPUT_INVALID', `${what} was called while ${doing} is going on. Await it first.`);
  }

  function step(rows: Int32Array, inputs: Readonly<Record<string, Float32Array>>): { cost: number; state: TensorMap } {
    activate();
    const next = operate(() =>
      tidy(() => {
        const arguments_: StepArguments = {
          state,
          batch: tensor2d(gather(rows), [program.batchSize, program.samples.size]),
          inputs: mapObject(program.inputs, (shape, name) => tensor(inputs[name] ?? [], [...shape], 'float32')),
          optimize: (optimizer, update) => optimizer.update(update),
        };
        const result = program.step(arguments_);
        checkStepResult(result, state);
        return { cost: result.cost, state: separate(result.state) };
      }),
    );
    const [cost = Number.NaN] = next.cost.dataSync();
    next.cost.dispose();
    return { cost, state: mapObject(next.state, keep) };
  }

  try {
    // A step that breaks its contract is refused now rather than at its first use; what it computes here is dropped.
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
    run: (indices, inputs) =>
      alone('run', async () => {
        const steps = checkRun(program, indices, inputs);
        const costs = new Float32Array(steps);
        let turn = performance.now();
        for (let index = 0; index < steps; index++) {
          const rows = indices.subarray(index * program.batchSize, (index + 1) * program.batchSize);
          const slices = mapObject(program.inputs, (shape, name) => slice(inputs[name], index, sizeOf(shape)));
          const next = step(rows, slices);
          disposeReplaced(state, next.state);
          state = next.state;
          costs[index] = next.cost;
          if (performance.now() - turn < turnMs) continue;
          await nextTurn();
          turn = performance.now();
        }
        await nextTurn();
        return costs;
      }),

    evaluate: (evaluation, samples, rows) =>
      alone('evaluate', async () => {
        checkSamples(samples);
        checkRows('rows', rows, samples.count);
        const gatherRows = samples === program.samples ? gather : createGather(samples);
        const chunks: Float32Array[] = [];
        for (let from = 0; from < rows.length; from += evaluationRows) {
          const chunk = rows.subarray(from, from + evaluationRows);
          activate();
          chunks.push(evaluateRows(evaluation, state, gatherRows(chunk), samples));
          await nextTurn();
        }
        return concatenate(chunks);
      }),

    read: () => alone('read', () => readState(state)),

    write: (values: StateValues) => {
      refuseUnlessIdle('write');
      checkSameShapes('STATE_MISMATCH', 'The state to write', values, state);
      checkStateValues('STATE_MISMATCH', 'The state to write', values);
      activate();
      disposeReplaced(state, {});
      state = createState(values);
    },

    dispose: () => {
      if (disposed) return;
      refuseUnlessIdle('dispose');
      disposed = true;
      disposeReplaced(state, {});
    },
  };
}

function evaluateRows(evaluation: Evaluation, state: TensorMap, batch: Float32Array, { size }: ResidentSamples): Float32Array {
  const rows = batch.length / size;
  const result = operate(() => tidy(() => evaluation(state, tensor2d(batch, [rows, size]))));
  try {
    if (result.shape[0] === rows && result.dtype === 'float32') return Float32Array.from(result.dataSync());
    throw new EngineError(
      'STEP_INVALID',
      `The evaluation returned ${result.dtype} of shape [${result.shape.join(', ')}] for ${rows} rows; it must be float32 with a result a row: [${rows}, ...].`,
    );
  } finally {
    if (!Object.values(state).includes(result)) result.dispose();
  }
}

/** A step may return one tensor under two names; each name then gets its own, to be disposed by itself. */
function separate(state: TensorMap): TensorMap {
  const seen = new Set<Tensor>();
  return mapObject(state, (tensor) => {
    if (seen.has(tensor)) return tensor.clone();
    seen.add(tensor);
    return tensor;
  });
}

/** What TensorFlow.js throws becomes an EngineError; our own refusals pass. */
function operate<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof EngineError) throw error;
    const message = error instanceof Error ? error.message : String(error);
    throw new EngineError('OPERATION_FAILED', `TensorFlow.js refused an operation: ${message}`, { cause: error });
  }
}

function slice(values: Float32Array | undefined, index: number, size: number): Float32Array {
  return values?.slice(index * size, (index + 1) * size) ?? new Float32Array(0);
}

function concatenate(chunks: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}
