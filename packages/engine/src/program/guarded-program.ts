import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import { at, named } from '../checked.ts';
import type { CompiledProgram, Metrics, PhaseFeeds, Program, RowInputs } from '../engine.ts';
import { EngineError } from '../errors.ts';
import { mapValues } from '../map-values.ts';
import { sizeOf } from '../shapes.ts';
import { checkProgram, checkRowInputs, checkRows, checkRun, checkSameShapes, checkSamples, checkStateValues } from './checks.ts';
import type { Randomness, StepFeeds, Steps } from './steps.ts';
import { naming } from './with-engine-errors.ts';

/** Milliseconds after which a program yields to the event loop. Heartbeats and signals wait for at most this long plus one call. */
const sliceMs = 20;

type Activity = 'prepare' | 'run' | 'evaluate' | 'read' | 'nothing';

/** Wraps the programs of all engines: validates arguments, serializes calls, and yields to the event loop. */
export function guardProgram(program: Program, makeSteps: () => Steps): CompiledProgram {
  checkProgram(program);
  let steps = makeSteps();
  let current: Activity = 'nothing';
  let disposed = false;

  /** Serializes calls, because a call that yields relies on an unchanged state. */
  async function exclusive<Result>(what: Activity, work: () => Promise<Result>): Promise<Result> {
    refuseUnlessIdle(what);
    current = what;
    try {
      return await work();
    } finally {
      current = 'nothing';
    }
  }
  function refuseUnlessIdle(what: string): void {
    if (disposed) throw new EngineError('INPUT_INVALID', `${what} was called after dispose. Compile the program again.`);
    if (current !== 'nothing')
      throw new EngineError('INPUT_INVALID', `${what} was called while ${current} is in progress. Await it first.`);
  }

  return {
    executor: () => steps.executor,
    isPrepared: () => steps.isPrepared(),
    prepare: () =>
      exclusive('prepare', async () => {
        steps = steps.prepare();
      }),

    run: (schedule, feeds) =>
      exclusive('run', async () => {
        const counts = checkRun(program, schedule, feeds);
        steps = steps.prepare();
        const metrics = mapValues(counts, (count, phase) => emptyMetrics(named(steps.metrics, phase), count));
        /** Steps done so far, by phase. */
        const done = mapValues(counts, () => 0);
        const yieldToOthers = createYield();
        for (const { phase, steps: count } of schedule) {
          for (let left = count; left > 0; ) {
            const from = named(done, phase);
            const to = from + steps.atOnce(phase, left);
            const given = sliceFeeds(program, phase, named(feeds, phase), { from, to });
            const computed = naming(describeSteps(phase, from, to), () => steps.run(phase, to - from, given));
            for (const [name, values] of Object.entries(named(metrics, phase))) values.set(named(computed, name), from);
            done[phase] = to;
            left -= to - from;
            await yieldToOthers();
          }
        }
        await yieldToEventLoop();
        return metrics;
      }),

    evaluate: (evaluation, samples, rows, inputs = {}) =>
      exclusive('evaluate', async () => {
        checkSamples('samples', samples);
        checkRows('rows', rows, samples.count);
        checkRowInputs(inputs, rows.length);
        // The names and sizes of the results are known only from a row.
        if (rows.length === 0) {
          const oneRow = mapValues(inputs, ({ shape }) => ({ shape, values: new Float32Array(sizeOf(shape)) }));
          return mapValues(steps.evaluate(evaluation, samples, Int32Array.of(0), oneRow), () => new Float32Array());
        }
        const yieldToOthers = createYield();
        const chunks: Readonly<Record<string, Float32Array>>[] = [];
        for (let from = 0; from < rows.length; from += program.evaluationRows) {
          const to = from + program.evaluationRows;
          chunks.push(steps.evaluate(evaluation, samples, rows.slice(from, to), sliceInputs(inputs, from, to)));
          await yieldToOthers();
        }
        return mapValues(at(chunks, 0), (_, name) => concatenate(chunks.map((chunk) => named(chunk, name))));
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

const emptyMetrics = (names: readonly string[], steps: number): Metrics =>
  Object.fromEntries(names.map((name) => [name, new Float32Array(steps)]));

/** What the steps from `from` up to `to` receive. */
function sliceFeeds(
  program: Program,
  phase: string,
  feeds: PhaseFeeds,
  { from, to }: { readonly from: number; readonly to: number },
): StepFeeds {
  const { batches, inputs } = named(program.phases, phase);
  return {
    rows: mapValues(batches, ({ size }, name) => named(feeds.rows, name).slice(from * size, to * size)),
    inputs: mapValues(inputs, (shape, name) => named(feeds.inputs, name).slice(from * sizeOf(shape), to * sizeOf(shape))),
    randomness: randomnessOf(program, feeds, from),
  };
}

/** What the rows from `from` up to `to` receive. */
function sliceInputs(inputs: RowInputs, from: number, to: number): RowInputs {
  return mapValues(inputs, ({ shape, values }) => ({ shape, values: values.slice(from * sizeOf(shape), to * sizeOf(shape)) }));
}

/** Both are present where the phase draws: `checkProgram` and `checkRun` require it. */
function randomnessOf({ seed }: Program, { firstStep }: PhaseFeeds, from: number): Randomness | null {
  return seed === undefined || firstStep === undefined ? null : { seed, firstStep: firstStep + from };
}

const describeSteps = (phase: string, from: number, to: number): string =>
  `Phase ${phase}, ${to - from === 1 ? `step ${to}` : `steps ${from + 1} to ${to}`} of the call`;

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
  let from = 0;
  for (const chunk of chunks) {
    all.set(chunk, from);
    from += chunk.length;
  }
  return all;
}
