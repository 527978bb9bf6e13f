import type { Evaluation, ResidentSamples, StateValues } from '../engine.ts';

/** How an engine runs a program's step. What reaches it has been checked, and nothing is called while something else goes on. */
export interface Steps {
  /** Steps that one call runs where that many are left; it has no influence on the bits. */
  readonly atOnce: number;
  /**
   * Runs one step, or `atOnce`.
   *
   * @param rows `[steps, batchSize]`
   * @param inputs `[steps, ...shape]` each
   * @returns the cost of each step
   */
  run(rows: Int32Array, inputs: Readonly<Record<string, Float32Array>>): Float32Array;
  /** Evaluates a handful of rows. */
  evaluate(evaluation: Evaluation, samples: ResidentSamples, rows: Int32Array): Float32Array;
  read(): StateValues;
  write(state: StateValues): void;
  dispose(): void;
}
