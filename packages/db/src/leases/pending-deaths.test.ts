import { expect, it, onTestFinished } from 'vitest';
import type { Store } from '../contract/store.ts';
import { openStore } from '../open-store.ts';
import { FakeHost } from '../testing/fake-host.ts';
import { claimNext, newRun, newSweep, worker } from '../testing/fixtures.ts';
import { temporaryHome } from '../testing/temporary-database.ts';

interface Participants {
  readonly host: FakeHost;
  readonly observer: Store;
  /** Acts as a command that starts now, so that it never saw a dead worker alive. */
  shortCommand<Result>(act: (store: Store) => Promise<Result>): Promise<Result>;
  /** A worker claims the next run and dies. */
  die(): Promise<string>;
}

async function participants(runs: readonly string[] = ['a']): Promise<Participants> {
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
    async shortCommand(act) {
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

/** Every order in which an observer and a command may find a dead worker. The observer checks at once and half a second later. */
it.each<[string, (participants: Participants) => Promise<unknown>]>([
  [
    'before the first check of the observer',
    async ({ host, observer, shortCommand }) => {
      await shortCommand((store) => store.leases.reclaim());
      await observer.leases.reclaim();
      host.milliseconds += 500;
      await observer.leases.reclaim();
    },
  ],
  [
    'between the two checks of the observer',
    async ({ host, observer, shortCommand }) => {
      await observer.leases.reclaim();
      await shortCommand((store) => store.leases.reclaim());
      host.milliseconds += 500;
      await observer.leases.reclaim();
    },
  ],
  [
    'after the observer has counted it',
    async ({ host, observer, shortCommand }) => {
      await observer.leases.reclaim();
      host.milliseconds += 500;
      await observer.leases.reclaim();
      await shortCommand((store) => store.leases.reclaim());
    },
  ],
])('a death counts once if a command that starts meanwhile finds it %s', async (_, find) => {
  const given = await participants();
  const deaths: string[] = [];
  for (let death = 1; death <= 3; death++) {
    const run = await given.die();
    await find(given);
    deaths.push((await given.observer.runs.get(run)).state);
  }
  expect(deaths).toEqual(['waiting', 'waiting', 'failed']);
});

it('a command ends the lease of a dead worker at once', async () => {
  const { shortCommand, die } = await participants();
  const run = await die();
  expect(await shortCommand((store) => store.leases.reclaim())).toEqual([run]);
  expect(await shortCommand(async (store) => (await store.runs.get(run)).state)).toBe('waiting');
});

it('a death that ended by an action on the run counts, too', async () => {
  const { host, observer, die } = await participants();
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
  const { host, observer, shortCommand, die } = await participants();
  for (let death = 1; death <= 5; death++) {
    await die();
    // The observer was ended, too, so it does not check.
    await shortCommand(async (store) => {
      await store.leases.reclaim();
      host.milliseconds += 500;
      await store.leases.reclaim();
    });
  }
  // An observer that checks a minute later was suspended and observed nothing.
  host.milliseconds += 60_001;
  await observer.leases.reclaim();
  host.milliseconds += 500;
  await observer.leases.reclaim();
  expect((await observer.runs.list()).map(({ state }) => state)).toEqual(['waiting']);
});
