import { setTimeout as sleep } from 'node:timers/promises';

/** Waits for something that comes by itself, as long as a slow machine needs. */
export async function until(hasCome: () => boolean): Promise<void> {
  const deadline = Date.now() + 240_000;
  while (!hasCome()) {
    if (Date.now() > deadline) throw new Error('It never came to this.');
    await sleep(20);
  }
}
