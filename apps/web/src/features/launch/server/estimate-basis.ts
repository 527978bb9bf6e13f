import os, { availableParallelism, cpus } from 'node:os';
import { findOwner, type Measurement, type Store } from '@hourglass/db';
import { runConfigSchema } from '@hourglass/model/config';
import type { MeasuredRun } from '@hourglass/sweeps';
import { readWorkers } from '#server/read-workers.ts';

/** Number of recent runs behind an estimate; more would not improve it. */
const maxMeasurements = 60;

export interface MachineRates {
  readonly runs: readonly MeasuredRun[];
  readonly baselineSeconds: readonly number[];
  /** The slowest rate of matrix products that a living worker of this machine has measured; null if none has. */
  readonly gflops: number | null;
  readonly workers: number;
}

/** Durations of this home's complete runs on the same processor model, and the expected number of workers. */
export async function readMachineRates(store: Store): Promise<MachineRates> {
  const cpu = cpus()[0]?.model ?? 'unknown';
  const here = (await store.runs.measurements(maxMeasurements)).filter((measured) => measured.cpu === cpu);
  const workers = await readWorkers(store);
  const living = workers.length;
  const rates = workers.flatMap(({ hostname, engine }) => (hostname === os.hostname() ? (engine?.gflops ?? []) : []));
  const owner = await findOwner(store.home);
  return {
    runs: here.filter(({ kind }) => kind === 'run').flatMap(toMeasuredRun),
    baselineSeconds: here.flatMap(({ kind, wallSeconds }) => (kind === 'baseline' && wallSeconds !== null ? [wallSeconds] : [])),
    gflops: rates.length === 0 ? null : Math.min(...rates),
    // The owner's workers count even while they start. Without an owner and a living worker, assume `up`, which starts one per core.
    workers: Math.max(1, owner?.workers ?? (living > 0 ? living : availableParallelism()), living),
  };
}

/** Empty if the sample shape is unknown: without it, the run's arithmetic cost cannot be computed. */
function toMeasuredRun({ parameters, sampleShape, ...measured }: Measurement): readonly MeasuredRun[] {
  return sampleShape === null ? [] : [{ ...measured, sampleShape, config: runConfigSchema.parse(parameters) }];
}
