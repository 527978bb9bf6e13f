import { setTimeout as sleep } from 'node:timers/promises';
import { isProcessAlive, workerIdentity } from './identity.ts';
import { runClaim, type WorkerContext } from './run-claim.ts';

export interface ClaimOptions {
  readonly leaseMilliseconds: number;
  /** Only runs of this sweep. */
  readonly sweep?: string;
}

/** How long a worker without work waits before it looks again, in milliseconds. */
const idleMilliseconds = 250;

/** Claims and trains one run after the other until the signal. */
export async function claimLoop(context: WorkerContext, options: ClaimOptions): Promise<void> {
  const { store, signal, warn } = context;
  const worker = workerIdentity();
  const observer = { hostname: worker.hostname, bootId: worker.bootId, isAlive: isProcessAlive };
  while (!signal.aborted) {
    for (const run of await store.leases.reclaim(observer)) warn(`run ${run}: its worker is gone, it waits again`);
    const claim = await store.leases.claim(worker, options);
    if (claim === null) await idle(signal);
    else await runClaim(context, claim);
  }
}

async function idle(signal: AbortSignal): Promise<void> {
  try {
    await sleep(idleMilliseconds, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
