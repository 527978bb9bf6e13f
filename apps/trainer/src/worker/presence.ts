import { type Store, thisProcess, type WorkerEngine } from '@hourglass/db';
import { messageOf } from '@hourglass/presentation';

/** Rarer than heartbeats: it tells of the process, not of a run. */
const everyMilliseconds = 3_000;

export interface PresenceOptions {
  readonly engine: WorkerEngine;
  readonly warn: (line: string) => void;
}

/** Says that this worker is there, also while it waits, with what it takes of memory; and that it ends. */
export async function startPresence(
  store: Store,
  { engine: { name, version, libraryVersion, declined }, warn }: PresenceOptions,
): Promise<{ stop(): Promise<void> }> {
  const identity = thisProcess();
  const engine = { name, version, libraryVersion, declined };
  let saying: Promise<void> | null = null;
  let trouble = '';

  async function say(): Promise<void> {
    try {
      await store.workers.present(identity, { engine, memoryBytes: process.memoryUsage.rss() });
      trouble = '';
    } catch (error) {
      // Nothing that is trained depends on it, and the next word may go through. A full disk is not told every few seconds.
      if (trouble !== messageOf(error)) warn(`this worker could not say that it is there: ${messageOf(error)}`);
      trouble = messageOf(error);
    }
  }

  await say();
  const timer = setInterval(() => {
    saying ??= say().finally(() => {
      saying = null;
    });
  }, everyMilliseconds);

  return {
    async stop() {
      clearInterval(timer);
      await saying;
      try {
        await store.workers.leave(identity);
      } catch (error) {
        warn(`this worker could not say that it ends: ${messageOf(error)}`);
      }
    },
  };
}
