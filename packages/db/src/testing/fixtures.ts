import type { BlobReference } from '../contract/blobs.ts';
import type { NewFigure } from '../contract/figures.ts';
import type { Claim, WorkerIdentity } from '../contract/leases.ts';
import type { NewProbeSet } from '../contract/reconstructions.ts';
import type { NewReconstruction } from '../contract/recordings.ts';
import type { Epoch, Provenance } from '../contract/runs.ts';
import type { Store } from '../contract/store.ts';
import type { NewRun, NewSweep, Sweep } from '../contract/sweeps.ts';

/** Small deterministic data for tests. */

export const worker: WorkerIdentity = { hostname: 'here', bootId: 'boot-1', pid: 4711, startedAt: 1_000 };

export const provenance: Provenance = {
  engine: 'tensorflow',
  engineVersion: '4.22.0',
  libraryVersion: '2.21.0',
  threads: 1,
  packages: { '@tensorflow/tfjs': '4.22.0' },
  node: '24.21.0',
  platform: 'linux-x64',
  hostname: 'here',
  cpu: 'a CPU',
  gitCommit: null,
  gitDirty: null,
  pid: 4711,
};

export function newRun(name: string, change: Partial<NewRun> = {}): NewRun {
  return {
    kind: 'run',
    fingerprint: `fingerprint of ${name}`,
    seed: 0,
    parameters: { dimensions: [784, 64], learningRate: 0.001 },
    values: { learningRate: 0.001, dimensions: '784,64', codeSize: 64 },
    parameterCount: 100_352,
    totalSteps: 1_000,
    ...change,
  };
}

export function newSweep(name: string, runs: readonly NewRun[], change: Partial<NewSweep> = {}): NewSweep {
  return {
    name,
    spec: { version: 1, name },
    specText: `version: 1\nname: ${name}\n`,
    fingerprint: `fingerprint of ${name}`,
    dataset: 'mnist',
    axes: ['learningRate'],
    runs,
    ...change,
  };
}

/** An epoch of 100 steps. */
export function newEpoch(epoch: number, validationCostPerSample: number): Epoch {
  return {
    epoch,
    step: epoch * 100,
    metrics: {
      train: { batchCost: 200 + epoch, cost: validationCostPerSample - 1 },
      validation: { cost: validationCostPerSample },
      test: { cost: validationCostPerSample + 1 },
    },
    seconds: 2,
    endedAt: 1_000_000 + epoch,
  };
}

export const probeSet: NewProbeSet = {
  dataset: 'mnist-v1',
  version: 1,
  hash: 'a'.repeat(64),
  sampleShape: [2, 1],
  kind: 'image',
  indices: Int32Array.of(7, 70_000),
  labels: Uint8Array.of(3, 9),
  classes: null,
  scaling: null,
  atlas: Uint8Array.of(137, 80, 78, 71),
  atlasColumns: 2,
  low: 0,
  high: 1,
  originals: Float32Array.of(0, 0.25, 0.5, 1),
};

export function newReconstruction(epoch: number, probeSetId: string): NewReconstruction {
  return {
    epoch,
    probeSet: probeSetId,
    atlas: Uint8Array.of(137, 80, 78, 71, epoch),
    atlasColumns: 2,
    low: -0.1,
    high: 1.1,
    clippedPixels: 3,
    costs: Float32Array.of(13.5, epoch),
    codes: Float32Array.of(epoch, 0.5, -1, 2),
  };
}

/** One interpolation of three cells between the probe samples. */
export function newFigure(samples: BlobReference, probeSetId: string): NewFigure {
  return {
    kind: 'interpolation',
    epoch: 1,
    probeSet: probeSetId,
    layout: { columns: 3, rows: [{ kind: 'between', probes: [0, 1] }], across: null, down: null },
    format: 'float32',
    low: 0,
    high: 1,
    clippedPixels: 2,
    samples,
  };
}

/** Claims the next run. Fails the test if there is none. */
export async function claimNext(store: Store, change: Partial<WorkerIdentity> = {}, leaseMilliseconds = 60_000): Promise<Claim> {
  const claim = await store.leases.claim({ ...worker, ...change }, { leaseMilliseconds });
  if (claim === null) {
    throw new Error('Nothing was waiting to be claimed.');
  }
  return claim;
}

/** Claims a store's only run and records its provenance. */
export async function claimedRun(store: Store): Promise<Claim> {
  await store.sweeps.upsert(newSweep('first', [newRun('only')]));
  const claim = await claimNext(store);
  await store.recordings.record(claim, { provenance });
  return claim;
}

/** Costs whose values identify their step. */
export function costs(firstStep: number, count: number, series = 'cost') {
  const values = Float32Array.from({ length: count }, (_, index) => firstStep + index);
  return { series, firstStep, values, startedAt: 1_000, endedAt: 2_000 };
}

export async function allSweeps(store: Store): Promise<readonly Sweep[]> {
  return (await store.sweeps.list({ limit: 1_000 })).sweeps;
}

export async function kindsOfEvents(store: Store): Promise<readonly string[]> {
  return (await store.events.after(0, 1_000)).map((event) => event.kind);
}
