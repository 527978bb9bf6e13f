import { type Engine, measureSgemm } from '@hourglass/engine';
import { messageOf } from '@hourglass/presentation';

/** A worker of the command `sweep` ends after its last run. One that is idle for longer than this, in milliseconds, continues to run. */
const minIdle = 1_000;

/** Enough for a rate within a tenth, which the estimates that use it don't need. */
const seconds = 0.2;

export interface MachineSpeed {
  /** The rate of matrix products in 10⁹ operations per second; null until it is measured. */
  readonly gflops: number | null;
  /** Measures the rate once, when the worker has been idle for a second. @param idleFor milliseconds */
  measure(idleFor: number): Promise<void>;
}

/** The speed of this worker's engine, from which sweeps are estimated before a run like theirs was recorded. */
export function createMachineSpeed(engine: Engine, warn: (line: string) => void): MachineSpeed {
  let gflops: number | null = null;
  let isMeasured = false;
  return {
    get gflops() {
      return gflops;
    },
    async measure(idleFor) {
      if (isMeasured || idleFor < minIdle) return;
      isMeasured = true;
      try {
        gflops = await measureSgemm(engine, seconds);
      } catch (error) {
        // Training does not depend on it; estimates without it say what is missing.
        warn(`the speed of this machine could not be measured: ${messageOf(error)}`);
      }
    },
  };
}
