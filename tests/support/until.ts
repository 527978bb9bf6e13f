import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until a condition holds. @throws Error after four minutes */
export async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 240_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('The condition did not hold within four minutes.');
    await sleep(20);
  }
}
