import { type Claim, DbError, type Store } from '@hourglass/db';
import { messageOf } from '@hourglass/presentation';
import type { Wanted } from '@hourglass/sweeps/run-state';
import type { RunLog } from './run-log.ts';

/** Why training was interrupted from outside. */
export type Interruption = 'pause' | 'stop' | 'lease-lost';

export interface Heartbeat {
  /** Aborts when a person wants the run paused or stopped, or the lease is lost; the reason is an `Interruption`. */
  readonly signal: AbortSignal;
  /** To be told what a recording heard back. It was a beat, too: the next comes that much later. */
  heard(wanted: Wanted): void;
  stop(): Promise<void>;
}

export interface HeartbeatOptions {
  readonly milliseconds: number;
  readonly step: () => number;
  readonly log: RunLog;
}

/** Keeps a claim's lease alive, tells how far the run is, and obeys what a person wants. */
export function startHeartbeat(store: Store, claim: Claim, { milliseconds, step, log }: HeartbeatOptions): Heartbeat {
  const controller = new AbortController();
  let beating: Promise<void> | null = null;
  let heardAt = Number.NEGATIVE_INFINITY;

  function heard(wanted: Wanted): void {
    heardAt = performance.now();
    if (wanted !== 'run') controller.abort(wanted satisfies Interruption);
  }

  async function beat(): Promise<void> {
    try {
      heard((await store.leases.heartbeat(claim, { step: step() })).wanted);
    } catch (error) {
      if (error instanceof DbError && error.code === 'LEASE_LOST') {
        controller.abort('lease-lost' satisfies Interruption);
        return;
      }
      // The next beat may go through, and every write is fenced anyway; if none does, the lease runs out.
      log.warning(`a heartbeat failed: ${messageOf(error)}`);
    }
  }

  const timer = setInterval(() => {
    if (performance.now() - heardAt < milliseconds) return;
    // A beat that still waits for the database stands for those that come due meanwhile.
    beating ??= beat().finally(() => {
      beating = null;
    });
  }, milliseconds);

  return {
    signal: controller.signal,
    heard,
    async stop() {
      clearInterval(timer);
      await beating;
    },
  };
}
