import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { OpenStoreOptions, Store } from '../contract/store.ts';
import { openStore } from '../open-store.ts';

/** A real folder for one test, removed when the test has ended. */
export async function temporaryHome(): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'hourglass-test-'));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  return home;
}

/** A store on a real temporary folder, closed and removed when the test has ended. */
export async function temporaryStore(options: Pick<OpenStoreOptions, 'now' | 'host' | 'metrics'> = {}): Promise<Store> {
  const home = await temporaryHome();
  const store = await openStore({ home, mode: 'write', ...options });
  onTestFinished(() => store.close());
  return store;
}
