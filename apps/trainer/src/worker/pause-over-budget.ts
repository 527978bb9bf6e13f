import type { ClaimedWork } from './claimed-work.ts';

/** Pauses the sweep, with a reason, where the home exceeds its storage budget. The heartbeat then interrupts the runs. */
export async function pauseOverBudget({ store, claim, log }: ClaimedWork): Promise<void> {
  const reason = await store.storage.overBudget();
  if (reason === null) return;
  log.warning(reason);
  // A sweep that was deleted or finished meanwhile refuses, and needs no pause.
  await store.steering.many([{ sweep: claim.run.sweep }], 'pause', { source: 'worker', reason });
}
