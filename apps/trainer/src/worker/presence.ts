import { type Store, thisProcess, type WorkerEngine } from '@hourglass/db';
import { messageOf } from '@hourglass/presentation';
import type { MachineSpeed } from './machine-speed.ts';

/** Less often than heartbeats: it describes the process, not a run. */
const everyMilliseconds = 3_000;

export interface PresenceOptions {
  readonly engine: Omit<WorkerEngine, 'gflops'>;
  /** Read at each report. */
  readonly speed: Pick<MachineSpeed, 'gflops'>;
  readonly warn: (line: string) => void;
}

/** Reports this worker and its memory, also while it is idle, and reports its end. */
export async function startPresence(
  store: Store,
  { engine: { name, version, libraryVersion, declined }, speed, warn }: PresenceOptions,
): Promise<{ stop(): Promise<void> }> {
  const identity = thisProcess();
  const engine = { name, version, libraryVersion, declined };
  let reporting: Promise<void> | null = null;
  let lastProblem = '';

  async function report(): Promise<void> {
    try {
      await store.workers.present(identity, { engine: { ...engine, gflops: speed.gflops }, memoryBytes: process.memoryUsage.rss() });
      lastProblem = '';
    } catch (error) {
      // Training does not depend on it, and the next report may succeed. A full disk is not logged every few seconds.
      if (lastProblem !== messageOf(error)) warn(`this worker could not report its presence: ${messageOf(error)}`);
      lastProblem = messageOf(error);
    }
  }

  await report();
  const timer = setInterval(() => {
    reporting ??= report().finally(() => {
      reporting = null;
    });
  }, everyMilliseconds);

  return {
    async stop() {
      clearInterval(timer);
      await reporting;
      try {
        await store.workers.leave(identity);
      } catch (error) {
        warn(`this worker could not report its end: ${messageOf(error)}`);
      }
    },
  };
}
