import { type Claim, thisProcess } from '@hourglass/db';
import { holdWriteLock } from '@hourglass/db/testing/write-lock';
import { expect, it, onTestFinished, vi } from 'vitest';
import { type TinySweep, tinySweep } from '../testing/tiny-sweep.ts';
import { startHeartbeat } from './heartbeat.ts';

const milliseconds = 200;

/** A claimed run with a heartbeat, and the warnings of its log. */
async function claimWithHeartbeat() {
  const tiny = await tinySweep();
  const claim = await tiny.store.leases.claim(thisProcess(), { leaseMilliseconds: 60_000, kind: 'run' });
  if (claim === null) throw new Error('Nothing was waiting to be claimed.');
  const warnings: string[] = [];
  const log = { info: () => {}, error: () => {}, warning: (line: string) => warnings.push(line), flush: async () => {} };
  let step = 0;
  const heartbeat = startHeartbeat(tiny.store, claim, { milliseconds, step: () => ++step, log });
  onTestFinished(() => heartbeat.stop());
  return { ...tiny, claim, heartbeat, warnings };
}

/** Waits for two more heartbeats. */
async function untilTwoHeartbeats({ store, claim }: Pick<TinySweep, 'store'> & { readonly claim: Claim }): Promise<void> {
  const stepOf = async () => (await store.runs.get(claim.run.id)).step;
  const before = await stepOf();
  await vi.waitUntil(async () => (await stepOf()) > before + 1, { timeout: 30_000 });
}

it('warns once in the log of the run while a heartbeat waits for the database, and continues afterwards', async () => {
  const run = await claimWithHeartbeat();
  await untilTwoHeartbeats(run);
  const release = await holdWriteLock(run.home);
  run.warnings.length = 0;
  await vi.waitUntil(() => run.warnings.length > 0, { timeout: 30_000 });
  // Further heartbeats fall due during the same wait.
  await new Promise((resolve) => setTimeout(resolve, 5 * milliseconds));
  expect(run.warnings).toEqual([expect.stringMatching(/^a heartbeat is late: it has waited for the database for \d/)]);
  release();
  await untilTwoHeartbeats(run);
  expect(run.heartbeat.signal.aborted).toBe(false);
});

it.each(['pause', 'stop'] as const)('interrupts training when a person wants the run to %s', async (wanted) => {
  const { store, claim, heartbeat } = await claimWithHeartbeat();
  await store.steering.want({ run: claim.run.id }, wanted, { source: 'cli' });
  await vi.waitUntil(() => heartbeat.signal.aborted, { timeout: 30_000 });
  expect(heartbeat.signal.reason).toBe(wanted);
});

it('interrupts training when another worker has the run', async () => {
  const { store, claim, heartbeat } = await claimWithHeartbeat();
  await store.leases.release(claim, 'It is taken away.');
  await vi.waitUntil(() => heartbeat.signal.aborted, { timeout: 30_000 });
  expect(heartbeat.signal.reason).toBe('lease-lost');
});
