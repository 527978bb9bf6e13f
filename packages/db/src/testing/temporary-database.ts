import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { OpenStoreOptions, Store } from '../contract/store.ts';
import { openStore } from '../open-store.ts';

/** Creates a temporary folder and removes it after the test. */
export async function temporaryHome(): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'hourglass-test-'));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  return home;
}

/** Opens a store on a temporary folder. Closes and removes it after the test. */
export async function temporaryStore(options: Pick<OpenStoreOptions, 'now' | 'host' | 'metrics'> = {}): Promise<Store> {
  const home = await temporaryHome();
  const store = await openStore({ home, mode: 'write', ...options });
  onTestFinished(() => store.close());
  return store;
}
