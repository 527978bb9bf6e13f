import { expect, it, onTestFinished } from 'vitest';
import type { Store } from '../contract/store.ts';
import { openStore } from '../open-store.ts';
import { FakeHost } from '../testing/fake-host.ts';
import { claimNext, newRun, newSweep, worker } from '../testing/fixtures.ts';
import { temporaryHome } from '../testing/temporary-database.ts';

interface Crowd {
  readonly host: FakeHost;
  readonly observer: Store;
  /** Opens the home as a command that starts now, which finds a worker dead that it has never seen alive. */
  passerBy<Result>(act: (store: Store) => Promise<Result>): Promise<Result>;
  /** A worker claims the next run and dies. */
  die(): Promise<string>;
}

async function crowd(runs: readonly string[] = ['a']): Promise<Crowd> {
  const home = await temporaryHome();
  const host = new FakeHost();
  const observer = await openStore({ home, mode: 'write', host });
  onTestFinished(() => observer.close());
  await observer.sweeps.upsert(
    newSweep(
      'first',
      runs.map((name) => newRun(name)),
    ),
  );
  let pid = 0;
  return {
    host,
    observer,
    async passerBy(act) {
      host.milliseconds++;
      const store = await openStore({ home, mode: 'write', host });
      try {
        return await act(store);
      } finally {
        await store.close();
      }
    },
    async die() {
      host.milliseconds++;
      const claim = await claimNext(observer, { pid: ++pid });
      host.set({ ...worker, pid }, 'gone');
      return claim.run.id;
    },
  };
}

/** Every order in which an observer and a command may find a dead worker. The observer looks at once and half a second later. */
it.each<[string, (crowd: Crowd) => Promise<unknown>]>([
  [
    'before the observer looks',
    async ({ host, observer, passerBy }) => {
      await passerBy((store) => store.leases.reclaim());
      await observer.leases.reclaim();
      host.milliseconds += 500;
      await observer.leases.reclaim();
    },
  ],
  [
    'between the two looks of the observer',
    async ({ host, observer, passerBy }) => {
      await observer.leases.reclaim();
      await passerBy((store) => store.leases.reclaim());
      host.milliseconds += 500;
      await observer.leases.reclaim();
    },
  ],
  [
    'after the observer has counted it',
    async ({ host, observer, passerBy }) => {
      await observer.leases.reclaim();
      host.milliseconds += 500;
      await observer.leases.reclaim();
      await passerBy((store) => store.leases.reclaim());
    },
  ],
])('a death counts once if a command that starts meanwhile finds it %s', async (_, find) => {
  const everyone = await crowd();
  const deaths: string[] = [];
  for (let death = 1; death <= 3; death++) {
    const run = await everyone.die();
    await find(everyone);
    deaths.push((await everyone.observer.runs.get(run)).state);
  }
  expect(deaths).toEqual(['waiting', 'waiting', 'failed']);
});

it('a command ends the lease of a dead worker at once', async () => {
  const { passerBy, die } = await crowd();
  const run = await die();
  expect(await passerBy((store) => store.leases.reclaim())).toEqual([run]);
  expect(await passerBy(async (store) => (await store.runs.get(run)).state)).toBe('waiting');
});

it('a death that ended by an action on the run counts, too', async () => {
  const { host, observer, die } = await crowd();
  for (let death = 1; death <= 3; death++) {
    const run = await die();
    await observer.steering.want({ run }, 'pause', { source: 'cli' });
    await observer.steering.want({ run }, 'run', { source: 'cli' });
    host.milliseconds += 500;
    await observer.leases.reclaim();
  }
  expect((await observer.runs.list()).map(({ state }) => state)).toEqual(['failed']);
});

it('a death that nobody observed never counts', async () => {
  const { host, observer, passerBy, die } = await crowd();
  for (let death = 1; death <= 5; death++) {
    await die();
    // The observer was ended, too: it does not look.
    await passerBy(async (store) => {
      await store.leases.reclaim();
      host.milliseconds += 500;
      await store.leases.reclaim();
    });
  }
  // An observer that looks a minute later was asleep, and knows nothing.
  host.milliseconds += 60_001;
  await observer.leases.reclaim();
  host.milliseconds += 500;
  await observer.leases.reclaim();
  expect((await observer.runs.list()).map(({ state }) => state)).toEqual(['waiting']);
});
