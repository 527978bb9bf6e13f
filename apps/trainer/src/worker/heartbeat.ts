import { type Claim, DbError, type Store } from '@hourglass/db';

/** Why training was interrupted from outside. */
export type Interruption = 'pause' | 'stop' | 'lease-lost';

export interface Heartbeat {
  /** Aborts when a person wants the run paused or stopped, or the lease is lost; the reason is an `Interruption`. */
  readonly signal: AbortSignal;
  stop(): Promise<void>;
}

/** Keeps a claim's lease alive, tells how far the run is, and obeys what a person wants. */
export function startHeartbeat(
  store: Store,
  claim: Claim,
  options: { readonly milliseconds: number; readonly step: () => number },
): Heartbeat {
  const controller = new AbortController();
  let beating: Promise<void> = Promise.resolve();

  async function beat(): Promise<void> {
    try {
      const { wanted } = await store.leases.heartbeat(claim, { step: options.step() });
      if (wanted !== 'run') controller.abort(wanted satisfies Interruption);
    } catch (error) {
      // Any other failure is left to the lease: the next beat may go through, and every write is fenced anyway.
      if (error instanceof DbError && error.code === 'LEASE_LOST') controller.abort('lease-lost' satisfies Interruption);
    }
  }

  const timer = setInterval(() => {
    beating = beating.then(beat);
  }, options.milliseconds);

  return {
    signal: controller.signal,
    async stop() {
      clearInterval(timer);
      await beating;
    },
  };
}
