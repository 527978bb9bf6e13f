import type { Evaluation, ResidentSamples, StateValues } from '../engine.ts';

/** An engine's implementation of a program's step. Callers validate all arguments and never call it concurrently. */
export interface Steps {
  /** The number of steps that one call may run. It does not change the bits of results. */
  readonly atOnce: number;
  /**
   * Runs one step, or `atOnce`.
   *
   * @param rows `[steps, batchSize]`
   * @param inputs `[steps, ...shape]` each
   * @returns the cost of each step
   */
  run(rows: Int32Array, inputs: Readonly<Record<string, Float32Array>>): Float32Array;
  /** Evaluates a small number of rows. */
  evaluate(evaluation: Evaluation, samples: ResidentSamples, rows: Int32Array): Float32Array;
  read(): StateValues;
  write(state: StateValues): void;
  dispose(): void;
}
