import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Claim } from './contract/leases.ts';
import type { Run } from './contract/runs.ts';
import type { Store } from './contract/store.ts';
import { maxParameters } from './driver/statement-limits.ts';
import { openStore } from './open-store.ts';
import {
  claimNext,
  costs,
  newEpoch,
  newFigure,
  newReconstruction,
  newRun,
  newSweep,
  probeSet,
  provenance,
  worker,
} from './testing/fixtures.ts';
import { generateSweeps } from './testing/generate-sweeps.ts';

/** More items than one statement may bind, so that a statement that grows with its input fails. */
const many = maxParameters + 300;

interface Home {
  readonly store: Store;
  /** `many` runs, each in a separate sweep. */
  readonly runs: readonly Run[];
  readonly sweeps: readonly string[];
  /** A sweep with `many` waiting runs. */
  readonly largeSweep: string;
  /** A claim of a run of another sweep. */
  readonly claim: Claim;
}

type Repositories = Omit<Store, 'home' | 'dataVersion' | 'close'>;
type Methods<Repository> = { [Name in keyof Repository]: (home: Home) => Promise<unknown> };

const by = { source: 'cli' } as const;
const times = <T>(item: (index: number) => T): T[] => Array.from({ length: many }, (_, index) => item(index));
const manyRuns = (change: object = {}) => times((index) => newRun(`many ${index}`, change));
const idsOf = ({ runs }: Home) => runs.map(({ id }) => id);

/** Calls every method of the store with the largest input. The compiler reports methods that are missing here. */
const methods: { readonly [Name in keyof Repositories]: Methods<Repositories[Name]> } = {
  sweeps: {
    upsert: ({ store }) => store.sweeps.upsert(newSweep('large', manyRuns(), { axes: times(String) })),
    list: ({ store }) => store.sweeps.list({ limit: many }),
    getMany: ({ store, sweeps }) => store.sweeps.getMany(sweeps),
    datasets: ({ store }) => store.sweeps.datasets(),
    relatives: ({ store, sweeps: [first = ''] }) => store.sweeps.relatives(first),
    byFingerprint: ({ store }) => store.sweeps.byFingerprint('fingerprint of large'),
    get: ({ store, largeSweep }) => store.sweeps.get(largeSweep),
  },
  runs: {
    list: ({ store }) => store.runs.list(),
    get: ({ store, claim }) => store.runs.get(claim.run.id),
    getMany: ({ store, ...home }) => store.runs.getMany(idsOf({ store, ...home })),
    epochs: ({ store, claim }) => store.runs.epochs(claim.run.id),
    metric: ({ store, ...home }) => store.runs.metric(idsOf({ store, ...home }), { at: 'last', part: 'validation', name: 'cost' }),
    metricsOf: ({ store, largeSweep }) => store.runs.metricsOf(largeSweep),
    metricOfSweep: ({ store, largeSweep }) => store.runs.metricOfSweep(largeSweep, { at: 'last', part: 'validation', name: 'cost' }),
    fingerprint: ({ store, claim }) => store.runs.fingerprint(claim.run.id),
    fingerprintsOf: ({ store, largeSweep }) => store.runs.fingerprintsOf(largeSweep),
    measurements: ({ store }) => store.runs.measurements(many),
  },
  finding: {
    fields: ({ store }) => store.finding.fields(),
    find: ({ store, runs }) =>
      store.finding.find({ filter: `id in [${runs.map(({ id }) => `"${id}"`).join(', ')}]`, offset: 0, limit: many }),
    ids: ({ store }) => store.finding.ids({ filter: times((seed) => `seed = ${seed}`).join(' or '), limit: many }),
    groups: ({ store }) => store.finding.groups({ filter: `learningRate not in [${times(String).join()}]`, by: ['seed'], limit: many }),
    valuesOf: ({ store }) => store.finding.valuesOf('id', many),
  },
  annotations: {
    annotate: ({ store, ...home }) =>
      store.annotations.annotate(idsOf({ store, ...home }), { addTags: ['a', 'b'], notes: 'n', isArchived: true }, by),
    annotateSweep: ({ store, largeSweep }) => store.annotations.annotateSweep(largeSweep, { addTags: times(String), notes: 'n' }, by),
    restore: ({ store, runs }) =>
      store.annotations.restore(
        runs.map(({ id }, index) => ({ run: id, tags: [`tag ${index % 3}`], name: null, archivedAt: null })),
        by,
      ),
  },
  views: {
    list: ({ store }) => store.views.list(),
    save: ({ store }) => store.views.save('many', { columns: times(String) }),
    remove: async ({ store }) => store.views.remove((await store.views.save('one', {})).id),
  },
  leases: {
    claim: ({ store }) => store.leases.claim({ ...worker, pid: 1 }, { leaseMilliseconds: 60_000 }),
    recordExecutor: ({ store, claim }) => store.leases.recordExecutor(claim, { name: 'session', reason: null }),
    heartbeat: ({ store, claim }) => store.leases.heartbeat(claim, { step: 1 }),
    release: async ({ store }) => store.leases.release(await claimNext(store, { pid: 2 }), 'to see'),
    finish: async ({ store }) => store.leases.finish(await claimNext(store, { pid: 3 }), { state: 'complete', exitReason: null }),
    reportLoss: ({ store, claim }) => store.leases.reportLoss(claim, 'lost'),
    withoutCheckpoint: ({ store, claim }) => store.leases.withoutCheckpoint(claim, 1, 'to see'),
    lost: ({ store }) => store.leases.lost(),
    unreleased: ({ store }) => store.leases.unreleased(),
    reclaim: ({ store }) => store.leases.reclaim(),
    unfinishedStops: ({ store }) => store.leases.unfinishedStops(),
  },
  workers: {
    present: ({ store }) =>
      store.workers.present(worker, {
        engine: { name: 'e', version: '1', libraryVersion: null, declined: [], gflops: null },
        memoryBytes: 1,
      }),
    leave: ({ store }) => store.workers.leave({ ...worker, pid: 9 }),
    list: ({ store }) => store.workers.list(0),
    queue: ({ store }) => store.workers.queue({ limit: many }),
  },
  recordings: {
    record: ({ store, claim }) =>
      store.recordings.record(claim, {
        provenance,
        points: [costs(1, many)],
        epochs: times((index) => newEpoch(index + 1, 3)),
        events: times((index) => ({ source: 'worker', kind: 'run.epoch', message: `Epoch ${index}.` })),
      }),
    lastCheckpoint: ({ store, claim }) => store.recordings.lastCheckpoint(claim.run.id),
    checkpointAt: ({ store, claim }) => store.recordings.checkpointAt(claim.run.id, 'best'),
    checkpoints: ({ store, claim }) => store.recordings.checkpoints(claim.run.id),
  },
  metrics: {
    series: ({ store, claim }) => store.metrics.series(claim.run.id, 'cost', { width: many }),
    seriesOfRuns: ({ store, runs }) =>
      store.metrics.seriesOfRuns(
        'cost',
        runs.map(({ id }) => ({ run: id, width: 1 })),
      ),
    vectors: ({ store, claim }) => store.metrics.vectors(claim.run.id, { part: 'validation', name: 'cost' }),
  },
  reconstructions: {
    putProbeSet: ({ store }) => store.reconstructions.putProbeSet(probeSet),
    replaceLabels: ({ store, largeSweep }) =>
      store.reconstructions.replaceLabels(largeSweep, { probeSet: probeSet.hash, testLabels: new Uint8Array(70_001), classes: null }, by),
    probeSet: async ({ store }) => store.reconstructions.probeSet(await store.reconstructions.putProbeSet(probeSet)),
    list: ({ store, claim }) => store.reconstructions.list(claim.run.id),
    atlas: async ({ store, claim }) => {
      const reconstruction = newReconstruction(1, await store.reconstructions.putProbeSet(probeSet));
      await store.recordings.record(claim, { reconstructions: [reconstruction] });
      return store.reconstructions.atlas(claim.run.id, 1);
    },
    costs: ({ store, claim }) => store.reconstructions.costs(claim.run.id, 1),
    codes: ({ store, claim }) => store.reconstructions.codes(claim.run.id, 1),
    testCosts: ({ store, claim }) => store.reconstructions.testCosts(claim.run.id, 'best'),
    result: ({ store, claim }) => store.reconstructions.result(claim.run.id),
  },
  figures: {
    list: ({ store, claim }) => store.figures.list(claim.run.id),
    get: async ({ store, claim }) => {
      const blob = await store.blobs.put(Uint8Array.of(1));
      await store.recordings.record(claim, { figures: [newFigure(blob, await store.reconstructions.putProbeSet(probeSet))] });
      return store.figures.get(claim.run.id, 'interpolation');
    },
  },
  events: {
    after: ({ store }) => store.events.after(0, many),
    lastId: ({ store }) => store.events.lastId(),
    ofRun: ({ store, claim }) => store.events.ofRun(claim.run.id),
    progress: ({ store }) => store.events.progress(),
  },
  logs: {
    append: ({ store, claim }) =>
      store.logs.append(
        claim,
        times((index) => ({ level: 'info', message: `line ${index}`, time: index })),
      ),
    ofRun: ({ store, claim }) => store.logs.ofRun(claim.run.id, { limit: many }),
  },
  blobs: {
    put: ({ store }) => store.blobs.put(...times((index) => Uint8Array.of(index % 256))),
    get: async ({ store }) => store.blobs.get(await store.blobs.put(Uint8Array.of(1))),
    read: async ({ store }) => {
      for await (const _ of store.blobs.read(await store.blobs.put(Uint8Array.of(1))));
    },
    remove: ({ store }) => store.blobs.remove(times((index) => ({ hash: index.toString(16).padStart(64, '0'), bytes: 1 }))),
  },
  uploads: {
    refusal: ({ store }) => store.uploads.refusal(many),
    add: ({ store }) => store.uploads.add(onePiece(), { bytes: 1, heldUntil: 0 }),
    hold: ({ store }) =>
      store.uploads.hold(
        times((index) => index.toString(16).padStart(16, '0')),
        1,
      ),
    locate: async ({ store }) => store.uploads.locate('0'.repeat(16)),
  },
  steering: {
    want: ({ store, largeSweep }) => store.steering.want({ sweep: largeSweep }, 'stop', by),
    retry: ({ store, largeSweep }) => store.steering.retry({ sweep: largeSweep }, by),
    widen: ({ store, largeSweep }) =>
      store.steering.widen(largeSweep, newSweep('wider', [...manyRuns(), ...times((index) => newRun(`wide ${index}`))]), by),
    many: ({ store, runs }) =>
      store.steering.many(
        runs.map(({ id }) => ({ run: id })),
        'remove',
        by,
      ),
    remove: ({ store, largeSweep }) => store.steering.remove({ sweep: largeSweep }, by),
    extension: ({ store, claim }) => store.steering.extension(claim.run.id),
    extend: ({ store, claim }) => store.steering.extend(claim.run.id, 100, by).catch((error: unknown) => conflictOnly(error)),
  },
  storage: {
    usage: ({ store }) => store.storage.usage(),
    usageOfSweep: ({ store, sweeps: [first = ''] }) => store.storage.usageOfSweep(first),
    wouldFree: ({ store, sweeps }) => store.storage.wouldFree(sweeps.map((sweep) => ({ sweep }))),
    setBudget: ({ store }) => store.storage.setBudget(null),
    overBudget: ({ store }) => store.storage.overBudget(),
    garbage: ({ store }) => store.storage.garbage(),
    check: ({ store }) => store.storage.check(),
    backUp: ({ store }) => store.storage.backUp(join(store.home, 'copy.db'), async () => {}),
    collect: ({ store }) => store.storage.collect(),
    thinnable: ({ store }) => store.storage.thinnable(),
    thin: ({ store }) => store.storage.thin(),
  },
};

async function* onePiece(): AsyncGenerator<Uint8Array> {
  yield Uint8Array.of(7);
}

function conflictOnly(error: unknown): void {
  expect(error).toMatchObject({ code: 'STATE_CONFLICT' });
}

describe(`with ${many} items, no statement grows with them`, () => {
  let home: Home;
  beforeAll(async () => {
    const store = await openStore({ home: await mkdtemp(join(tmpdir(), 'hourglass-test-')), mode: 'write' });
    await generateSweeps(store, { sweeps: many, runsPerSweep: 1 });
    await store.sweeps.upsert(newSweep('small', [newRun('one')]));
    const claim = await claimNext(store);
    const { sweep } = await store.sweeps.upsert(newSweep('large', manyRuns()));
    const runs = (await store.runs.list({ kind: 'run' })).slice(0, many);
    home = { store, claim, runs, sweeps: runs.map((run) => run.sweep), largeSweep: sweep.id };
  });
  afterAll(async () => {
    await home.store.close();
    await rm(home.store.home, { recursive: true });
  });

  const all = Object.entries(methods).flatMap(([repository, ofIt]) =>
    Object.entries(ofIt as Methods<object>).map(
      ([method, call]) => [`${repository}.${method}`, call as (home: Home) => Promise<unknown>] as const,
    ),
  );
  it.each(all)('%s', async (_, call) => {
    await call(home);
  });
});
