import { availableParallelism, cpus } from 'node:os';
import type { Measurement, Store } from '@hourglass/db';
import { runConfigSchema } from '@hourglass/model/config';
import type { MeasuredRun } from '@hourglass/sweeps';

/** The newest of them tell enough. */
const mostMeasured = 60;

export interface MachineRates {
  readonly runs: readonly MeasuredRun[];
  readonly baselineSeconds: readonly number[];
  readonly workers: number;
}

/** What complete runs of this home took on a processor like this one, and how many workers may be expected. */
export async function readMachineRates(store: Store): Promise<MachineRates> {
  const cpu = cpus()[0]?.model ?? 'unknown';
  const here = (await store.runs.measurements(mostMeasured)).filter((measured) => measured.cpu === cpu);
  const training = (await store.events.progress()).length;
  return {
    runs: here.filter(({ kind }) => kind === 'run').flatMap(toMeasuredRun),
    baselineSeconds: here.flatMap(({ kind, wallSeconds }) => (kind === 'baseline' && wallSeconds !== null ? [wallSeconds] : [])),
    // A worker that waits is seen by nobody: `up` starts as many as there are cores, unless more of them train at the moment.
    workers: Math.max(availableParallelism(), training),
  };
}

/** None where the shape of its samples is unknown: then its arithmetic is, too. */
function toMeasuredRun({ parameters, sampleShape, ...measured }: Measurement): readonly MeasuredRun[] {
  return sampleShape === null ? [] : [{ ...measured, sampleShape, config: runConfigSchema.parse(parameters) }];
}
