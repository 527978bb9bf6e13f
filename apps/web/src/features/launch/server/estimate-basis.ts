import { availableParallelism, cpus } from 'node:os';
import type { Measurement, Store } from '@hourglass/db';
import { runConfigSchema } from '@hourglass/model/config';
import type { MeasuredRun } from '@hourglass/sweeps';

/** Number of recent runs behind an estimate; more would not improve it. */
const maxMeasurements = 60;

export interface MachineRates {
  readonly runs: readonly MeasuredRun[];
  readonly baselineSeconds: readonly number[];
  readonly workers: number;
}

/** Durations of this home's complete runs on the same processor model, and the expected number of workers. */
export async function readMachineRates(store: Store): Promise<MachineRates> {
  const cpu = cpus()[0]?.model ?? 'unknown';
  const here = (await store.runs.measurements(maxMeasurements)).filter((measured) => measured.cpu === cpu);
  const training = (await store.events.progress()).length;
  return {
    runs: here.filter(({ kind }) => kind === 'run').flatMap(toMeasuredRun),
    baselineSeconds: here.flatMap(({ kind, wallSeconds }) => (kind === 'baseline' && wallSeconds !== null ? [wallSeconds] : [])),
    // Idle workers are not counted anywhere. Assume `up`, which starts one worker per core, or the number of active workers if that is
    // larger.
    workers: Math.max(availableParallelism(), training),
  };
}

/** Empty if the sample shape is unknown: without it, the run's arithmetic cost cannot be computed. */
function toMeasuredRun({ parameters, sampleShape, ...measured }: Measurement): readonly MeasuredRun[] {
  return sampleShape === null ? [] : [{ ...measured, sampleShape, config: runConfigSchema.parse(parameters) }];
}
