import type { Evaluation, ExecutorUse, Metrics, PhaseFeeds, ResidentSamples, RowInputs, StateValues } from '../engine.ts';

/** What decides the random numbers of some steps. */
export interface Randomness {
  readonly seed: number;
  readonly firstStep: number;
}

/** What some consecutive steps of a phase receive. */
export interface StepFeeds extends Pick<PhaseFeeds, 'rows' | 'inputs'> {
  /** Null where the phase draws nothing. */
  readonly randomness: Randomness | null;
}

/** An engine's implementation of a program. Callers validate all arguments and never call it concurrently. */
export interface Steps {
  readonly executor: ExecutorUse;
  /** Whether nothing remains to be compiled before the first step. */
  isPrepared(): boolean;
  /** Compiles what remains. Returns the steps to use from now on, in the same state: others where compiling failed. */
  prepare(): Steps;
  /** The names of each phase's metrics. */
  readonly metrics: Readonly<Record<string, readonly string[]>>;
  /** How many of the `left` steps of a phase the next call may run, at least 1. The number does not change the bits of results. */
  atOnce(phase: string, left: number): number;
  /** Runs a number of steps that `atOnce` has returned. @param feeds for exactly these steps */
  run(phase: string, steps: number, feeds: StepFeeds): Metrics;
  /** Evaluates a small number of rows, at least one. */
  evaluate(evaluation: Evaluation, samples: ResidentSamples, rows: Int32Array, inputs: RowInputs): Readonly<Record<string, Float32Array>>;
  read(): StateValues;
  write(state: StateValues): void;
  dispose(): void;
}
