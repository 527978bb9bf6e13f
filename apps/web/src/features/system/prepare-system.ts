import type { QueuedSweep, WorkerStatus } from '@hourglass/db';

/** `silent`: it has not been heard of for longer than it ever waits between two words. */
type WorkerState = 'training' | 'fitting' | 'waiting' | 'silent';

const silentMilliseconds = 15_000;

export interface ShownWorker extends WorkerStatus {
  readonly state: WorkerState;
  /** Steps a second since it took the run, evaluation and recording included; null before its first. */
  readonly stepsPerSecond: number | null;
  /** Of the run in its hands, in seconds, at that rate. */
  readonly secondsLeft: number | null;
}

export function prepareWorkers(workers: readonly WorkerStatus[], now: number): readonly ShownWorker[] {
  return workers.map((worker) => {
    const { held, seenAt } = worker;
    const heardAt = Math.max(seenAt, held?.heartbeatAt ?? 0);
    const isSilent = now - heardAt > silentMilliseconds;
    const state = isSilent ? 'silent' : held === null ? 'waiting' : held.kind === 'run' ? 'training' : 'fitting';
    const seconds = held === null ? 0 : (held.heartbeatAt - held.claimedAt) / 1_000;
    const steps = held === null ? 0 : held.step - held.fromStep;
    const stepsPerSecond = seconds > 0 && steps > 0 ? steps / seconds : null;
    const secondsLeft = held === null || stepsPerSecond === null ? null : (held.totalSteps - held.step) / stepsPerSecond;
    return { ...worker, state, stepsPerSecond, secondsLeft };
  });
}

export interface ShownSweep extends QueuedSweep {
  /** Until its last run ends, in seconds from now, all before it in the queue included; null where no rate is known yet, or nothing goes on. */
  readonly secondsLeft: number | null;
}

/**
 * Workers take up the oldest sweep first, so a sweep ends when it and all before it are done. A sweep without a rate of its own goes by that of
 * all; runs of other sizes take other times, so this is an estimate.
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

/** What workers did not use, each told once, with those that miss it. */
export function prepareWarnings(workers: readonly WorkerStatus[]): readonly { readonly text: string; readonly pids: readonly number[] }[] {
  const told = workers.flatMap(({ pid, engine }) =>
    (engine?.declined ?? []).map(({ name, reason, remedy }) => ({ pid, text: `${name} is not used: ${reason} ${remedy}` })),
  );
  return [...Map.groupBy(told, ({ text }) => text)].map(([text, of]) => ({ text, pids: of.map(({ pid }) => pid) }));
}
