import { openStore, type Store } from '@hourglass/db';
import { temporaryHome, temporaryStore } from '@hourglass/db/testing';
import { expect, it, onTestFinished } from 'vitest';
import type { LiveMessage } from '#wire/live-message.ts';
import { LiveFeed } from './live-feed.ts';
import { movedRuns, readChanges } from './read-changes.ts';

const worker = { hostname: 'here', bootId: 'boot', pid: 1, startedAt: 1 };

function addSweep(store: Store, name: string) {
  const run = { kind: 'run', seed: 0, parameters: {}, values: {}, parameterCount: 1, totalSteps: 10 } as const;
  const spec = { name, spec: { version: 1 }, specText: null, fingerprint: name, dataset: 'mnist', axes: [] };
  return store.sweeps.upsert({ ...spec, runs: [{ ...run, fingerprint: name }] });
}

/** Starts listening and returns a function that resolves to the next message. */
async function follow(feed: LiveFeed, after: number): Promise<() => Promise<LiveMessage>> {
  const stopping = new AbortController();
  onTestFinished(() => stopping.abort());
  const messages = feed.listen(after, stopping.signal);
  return async () => {
    const { value } = await messages.next();
    if (value === undefined) throw new Error('The feed has ended.');
    return value;
  };
}

it('names only the runs and sweeps that changed', async () => {
  const store = await temporaryStore();
  for (let index = 0; index < 20; index++) await addSweep(store, `old ${index}`);
  const next = await follow(new LiveFeed({ store: async () => store, intervalMilliseconds: 5 }), await store.events.lastId());
  expect(await next()).toMatchObject({ events: [], runs: [], sweeps: [] });
  // The first poll sends the workers once.
  expect(await next()).toMatchObject({ events: [], runs: [], sweeps: [], workers: [] });

  const { sweep } = await addSweep(store, 'new');
  expect(await next()).toMatchObject({ events: [{ kind: 'sweep.created' }], runs: [], sweeps: [sweep.id], workers: null });

  const claim = await store.leases.claim(worker, { leaseMilliseconds: 60_000, sweep: sweep.id });
  if (claim === null) throw new Error('No waiting runs.');
  expect(await next()).toMatchObject({
    events: [{ kind: 'run.started' }],
    runs: [{ id: claim.run.id, sweep: sweep.id }],
    sweeps: [sweep.id],
  });

  // A heartbeat reports progress without an event.
  await store.leases.heartbeat(claim, { step: 5 });
  expect(await next()).toMatchObject({ events: [], runs: [{ id: claim.run.id, sweep: sweep.id }], sweeps: [] });
});

it('sends a reset instead of more than a thousand events', async () => {
  const store = await temporaryStore();
  await addSweep(store, 'first');
  const claim = await store.leases.claim(worker, { leaseMilliseconds: 60_000 });
  if (claim === null) throw new Error('No waiting runs.');
  const before = await store.events.lastId();
  const events = (count: number) =>
    Array.from({ length: count }, () => ({ source: 'worker', kind: 'run.epoch', message: 'An epoch.' }) as const);
  await store.recordings.record(claim, { events: events(1_000) });
  expect(await readChanges(store, before)).toMatchObject({ reset: false, runs: [{ id: claim.run.id }], cursor: before + 1_000 });
  await store.recordings.record(claim, { events: events(1) });
  expect(await readChanges(store, before)).toMatchObject({ reset: true, events: [], runs: [], cursor: before + 1_001 });
});

it('counts a run as moved if it is new or its step or heartbeat changed', () => {
  const at = (run: string, step: number, heartbeatAt: number) => ({ run, sweep: 's', step, totalSteps: 10, heartbeatAt });
  const before = [at('still', 1, 1), at('stepped', 1, 1), at('heard', 1, 1), at('gone', 1, 1)];
  const now = [at('still', 1, 1), at('stepped', 2, 1), at('heard', 1, 2), at('new', 0, 1)];
  expect(movedRuns(before, now).map(({ id }) => id)).toEqual(['stepped', 'heard', 'new']);
});

it('reports why it cannot read the database, then sends everything that was missed', async () => {
  const home = await temporaryHome();
  const feed = new LiveFeed({ store: () => openStore({ home, mode: 'read' }), intervalMilliseconds: 5 });
  const first = await follow(feed, 0);
  expect(await first()).toMatchObject({ cursor: 0, events: [], problem: expect.stringContaining('There is no database') });
  const store = await openStore({ home, mode: 'write' });
  onTestFinished(() => store.close());
  await addSweep(store, 'first');
  await addSweep(store, 'second');
  const messages: LiveMessage[] = [];
  while (messages.flatMap(({ events }) => events).length < 2) messages.push(await first());
  expect(messages.every(({ problem }) => problem === null)).toBe(true);
  expect(messages.flatMap(({ events }) => events.map(({ kind }) => kind))).toEqual(['sweep.created', 'sweep.created']);
});
