import type { ClaimedWork } from './claimed-work.ts';

/** Pauses the sweep where the home takes more than its budget: with a sentence, and before the disk is full. The heartbeat obeys. */
export async function pauseOverBudget({ store, claim, log }: ClaimedWork): Promise<void> {
  const reason = await store.storage.overBudget();
  if (reason === null) return;
  log.warning(reason);
  await store.steering.want({ sweep: claim.run.sweep }, 'pause', { source: 'worker', reason });
}
