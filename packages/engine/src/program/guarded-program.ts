import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import { named } from '../checked.ts';
import type { CompiledProgram, Program } from '../engine.ts';
import { EngineError } from '../errors.ts';
import { sizeOf } from '../shapes.ts';
import { checkRows, checkRun, checkSameShapes, checkSamples, checkStateValues } from './checks.ts';
import type { Steps } from './steps.ts';

/** Rows per evaluation: enough for efficient matrix products, few enough to limit memory. */
const evaluationRows = 500;
/** Milliseconds after which a program yields to the event loop. Heartbeats and signals wait for at most this long plus one call. */
const sliceMs = 20;

/** Wraps the programs of all engines: validates arguments, serializes calls, and yields to the event loop. */
export function guardProgram(program: Program, makeSteps: () => Steps): CompiledProgram {
  if (!Number.isInteger(program.batchSize) || program.batchSize < 1) {
    throw new EngineError('INPUT_INVALID', `batchSize is ${program.batchSize}; it must be a whole number from 1 on.`);
  }
  checkSamples(program.samples);
  checkStateValues('STATE_MISMATCH', 'The state', program.state);
  const steps = makeSteps();
  let doing: 'run' | 'evaluate' | 'read' | 'nothing' = 'nothing';
  let disposed = false;

  /** Serializes calls, because a call that yields relies on an unchanged state. */
  async function exclusive<Result>(what: 'run' | 'evaluate' | 'read', work: () => Promise<Result>): Promise<Result> {
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

  return {
    run: (indices, inputs) =>
      exclusive('run', async () => {
        const { batchSize } = program;
        const count = checkRun(program, indices, inputs);
        const costs = new Float32Array(count);
        const yieldToOthers = createYield();
        for (let from = 0; from < count; ) {
          const to = from + (count - from >= steps.atOnce ? steps.atOnce : 1);
          const slices = Object.fromEntries(
            Object.entries(program.inputs).map(([name, shape]) => [
              name,
              named(inputs, name).slice(from * sizeOf(shape), to * sizeOf(shape)),
            ]),
          );
          costs.set(steps.run(indices.slice(from * batchSize, to * batchSize), slices), from);
          from = to;
          await yieldToOthers();
        }
        await yieldToEventLoop();
        return costs;
      }),

    evaluate: (evaluation, samples, rows) =>
      exclusive('evaluate', async () => {
        checkSamples(samples);
        checkRows('rows', rows, samples.count);
        const yieldToOthers = createYield();
        const chunks: Float32Array[] = [];
        for (let from = 0; from < rows.length; from += evaluationRows) {
          chunks.push(steps.evaluate(evaluation, samples, rows.slice(from, from + evaluationRows)));
          await yieldToOthers();
        }
        return concatenate(chunks);
      }),

    read: () => exclusive('read', async () => steps.read()),

    write: (state) => {
      refuseUnlessIdle('write');
      checkSameShapes('STATE_MISMATCH', 'The state to write', state, program.state);
      checkStateValues('STATE_MISMATCH', 'The state to write', state);
      steps.write(state);
    },

    dispose: () => {
      if (disposed) return;
      refuseUnlessIdle('dispose');
      disposed = true;
      steps.dispose();
    },
  };
}

/** Makes a function that yields to the event loop when `sliceMs` have passed since it last did. */
function createYield(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < sliceMs) return;
    await yieldToEventLoop();
    since = performance.now();
  };
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
