import type { QueuedSweep, WorkerStatus } from '@hourglass/db';

/** `silent`: the last heartbeat is older than the longest normal interval. */
type WorkerState = 'training' | 'fitting' | 'waiting' | 'silent';

const silentMilliseconds = 15_000;

export interface ShownWorker extends WorkerStatus {
  readonly state: WorkerState;
  /**
   * Training speed in steps per second since the worker claimed the run, including evaluation and recording; null before the first step.
   */
  readonly stepsPerSecond: number | null;
  /** Estimated time left for the worker's current run, in seconds. */
  readonly secondsLeft: number | null;
}

export function prepareWorkers(workers: readonly WorkerStatus[], now: number): readonly ShownWorker[] {
  return workers.map((worker) => {
    const { held, seenAt } = worker;
    const lastSeenAt = Math.max(seenAt, held?.heartbeatAt ?? 0);
    const isSilent = now - lastSeenAt > silentMilliseconds;
    const state = isSilent ? 'silent' : held === null ? 'waiting' : held.kind === 'run' ? 'training' : 'fitting';
    const seconds = held === null ? 0 : (held.heartbeatAt - held.claimedAt) / 1_000;
    const steps = held === null ? 0 : held.step - held.fromStep;
    const stepsPerSecond = seconds > 0 && steps > 0 ? steps / seconds : null;
    const secondsLeft = held === null || stepsPerSecond === null ? null : (held.totalSteps - held.step) / stepsPerSecond;
    return { ...worker, state, stepsPerSecond, secondsLeft };
  });
}

/** A total of several values. If some are unknown, it is less than the true one. */
export interface Total {
  readonly value: number;
  readonly isLowerBound: boolean;
}

export function prepareMemory(workers: readonly Pick<WorkerStatus, 'memoryBytes'>[]): Total {
  const known = workers.flatMap(({ memoryBytes }) => memoryBytes ?? []);
  return { value: known.reduce((sum, bytes) => sum + bytes, 0), isLowerBound: known.length < workers.length };
}

export interface ShownSweep extends QueuedSweep {
  /**
   * Estimated time until the sweep's last run ends, in seconds from now, including all earlier sweeps in the queue; null if no rate is
   * known yet or no worker is active.
   */
  readonly secondsLeft: number | null;
}

/**
 * Workers claim runs of the oldest sweep first, so a sweep ends when it and all earlier ones are done. A sweep without its own rate uses
 * the overall rate. Runs of other sizes take different times, so this is an estimate.
 */
export function prepareQueue(queue: readonly QueuedSweep[], workers: number): readonly ShownSweep[] {
  const seconds = queue.reduce((sum, { measuredSeconds }) => sum + measuredSeconds, 0);
  const steps = queue.reduce((sum, { measuredSteps }) => sum + measuredSteps, 0);
  const common = steps === 0 ? null : seconds / steps;
  let before: number | null = 0;
  return queue.map((sweep) => {
    const perStep = sweep.measuredSteps === 0 ? common : sweep.measuredSeconds / sweep.measuredSteps;
    if (sweep.wanted !== 'run' || sweep.stepsLeft === 0) return { ...sweep, secondsLeft: null };
    before = before === null || perStep === null ? null : before + sweep.stepsLeft * perStep;
    return { ...sweep, secondsLeft: before === null || workers === 0 ? null : before / workers };
  });
}

/** Estimated seconds until the last run of the queue ends; null if no sweep has an estimate. @param hidden number of sweeps that are not listed */
export function prepareTimeLeft(queue: readonly ShownSweep[], hidden: number): Total | null {
  const ending = queue.filter(({ wanted, stepsLeft }) => wanted === 'run' && stepsLeft > 0);
  const known = ending.flatMap(({ secondsLeft }) => secondsLeft ?? []);
  return known.length === 0 ? null : { value: Math.max(...known), isLowerBound: hidden > 0 || known.length < ending.length };
}

/** Capabilities that workers could not use. Each warning appears once and names the affected workers. */
export function prepareWarnings(workers: readonly WorkerStatus[]): readonly { readonly text: string; readonly pids: readonly number[] }[] {
  const reported = workers.flatMap(({ pid, engine }) =>
    (engine?.declined ?? []).map(({ name, reason, remedy }) => ({ pid, text: `${name} is not used: ${reason} ${remedy}` })),
  );
  return [...Map.groupBy(reported, ({ text }) => text)].map(([text, of]) => ({ text, pids: of.map(({ pid }) => pid) }));
}
