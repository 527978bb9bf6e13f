import { type Claim, DbError, type Store } from '@hourglass/db';
import { formatDuration, messageOf } from '@hourglass/presentation';
import type { Wanted } from '@hourglass/sweeps/run-state';
import type { RunLog } from './run-log.ts';

/** The reason for an interruption of training. */
export type Interruption = 'pause' | 'stop' | 'lease-lost';

export interface Heartbeat {
  /** Aborts when a person wants the run paused or stopped, or the lease is lost; the reason is an `Interruption`. */
  readonly signal: AbortSignal;
  /** Reports the wanted state that a write returned. The write renewed the lease, so the next heartbeat is due an interval later. */
  onWanted(wanted: Wanted): void;
  stop(): Promise<void>;
}

/**
 * A timer that fires later than this, in milliseconds, shows that the process was busy or suspended: then nothing is known about the database. An
 * attempt to write blocks the process for up to a quarter of a second.
 */
const usualDelay = 500;

export interface HeartbeatOptions {
  readonly milliseconds: number;
  readonly step: () => number;
  readonly log: RunLog;
}

/**
 * Renews a claim's lease, reports the run's step, and interrupts training when a person wants the run paused or stopped. Warns once when a
 * heartbeat is still waiting for the database as the next one falls due: that one is skipped, and a wait as long as the lease loses the run.
 */
export function startHeartbeat(store: Store, claim: Claim, { milliseconds, step, log }: HeartbeatOptions): Heartbeat {
  const controller = new AbortController();
  let pending: Promise<void> | null = null;
  let startedAt = 0;
  let dueAt = performance.now() + milliseconds;
  let hasWarned = false;
  let renewedAt = Number.NEGATIVE_INFINITY;

  function onWanted(wanted: Wanted): void {
    renewedAt = performance.now();
    if (wanted !== 'run') controller.abort(wanted satisfies Interruption);
  }

  async function beat(): Promise<void> {
    startedAt = performance.now();
    hasWarned = false;
    try {
      onWanted((await store.leases.heartbeat(claim, { step: step() })).wanted);
    } catch (error) {
      if (error instanceof DbError && error.code === 'LEASE_LOST') {
        controller.abort('lease-lost' satisfies Interruption);
        return;
      }
      // A later heartbeat may succeed, and every write is fenced anyway; if none succeeds, the lease expires.
      log.warning(`a heartbeat failed: ${messageOf(error)}`);
    }
  }

  function warnAboutWait(): void {
    if (hasWarned) return;
    hasWarned = true;
    log.warning(`a heartbeat is late: it has waited for the database for ${formatDuration((performance.now() - startedAt) / 1_000)}`);
  }

  const timer = setInterval(() => {
    const isOnTime = performance.now() - dueAt < usualDelay;
    dueAt = performance.now() + milliseconds;
    if (performance.now() - renewedAt < milliseconds) return;
    if (pending !== null) {
      if (isOnTime) warnAboutWait();
      return;
    }
    pending = beat().finally(() => {
      pending = null;
    });
  }, milliseconds);

  return {
    signal: controller.signal,
    onWanted,
    async stop() {
      clearInterval(timer);
      await pending;
    },
  };
}
