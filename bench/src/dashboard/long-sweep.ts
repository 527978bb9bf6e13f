import type { Claim, Provenance, Store, WorkerIdentity } from '@hourglass/db';
import { parseSpec, planSweep } from '@hourglass/sweeps';

const stepsPerEpoch = 10_000;
const batchSize = 20;
/** Points of one flush. */
const flush = 102_400;
const learningRates = [0.01, 0.005, 0.003, 0.002, 0.001, 0.0005, 0.0003, 0.0002, 0.0001, 0.00005];

const worker: WorkerIdentity = { hostname: 'bench', bootId: 'bench', pid: 1, startedAt: 0 };
const provenance: Provenance = {
  ...{ engine: 'tensorflow', engineVersion: '4.22.0', libraryVersion: '2.21.0', threads: 1, packages: {}, node: process.versions.node },
  ...{ platform: 'linux-x64', hostname: 'bench', cpu: 'made up', gitCommit: null, gitDirty: null, pid: 1 },
};

export interface LongSweep {
  readonly longRuns: number;
  readonly points: number;
}

/** One sweep of ten learning rates × seeds whose runs have a cost for each of very many steps, written as a worker writes. */
export async function addLongSweep(store: Store, { longRuns, points }: LongSweep): Promise<void> {
  const seeds = Array.from({ length: Math.ceil(longRuns / learningRates.length) }, (_, seed) => seed);
  const training = { learningRate: learningRates, batchSize, epochs: points / stepsPerEpoch };
  const document = { version: 1, name: 'Long curves', model: { dimensions: [[784, 128, 32]] }, training, seeds, baselines: [] };
  const facts = { title: 'MNIST', contentHash: 'c'.repeat(64), sampleSize: 784, trainCount: stepsPerEpoch * batchSize };
  const planned = planSweep(parseSpec(document), { document, text: null }, facts);
  await store.sweeps.upsert({ ...planned, runs: planned.runs.slice(0, longRuns) });
  for (let run = 0; run < longRuns; run++) {
    const claim = await store.leases.claim(worker, { leaseMilliseconds: 3_600_000 });
    if (claim === null) throw new Error(`Of ${longRuns} runs only ${run} were planned.`);
    await recordCurve(store, claim);
    await store.leases.finish(claim, { state: 'complete', exitReason: null });
  }
}

async function recordCurve({ recordings }: Store, claim: Claim): Promise<void> {
  const { totalSteps, seed } = claim.run;
  const rate = Number(claim.run.values.learningRate);
  const random = randomOf(seed + 1);
  const costAt = (step: number) => 10 + 4 * Math.abs(Math.log10(rate / 0.001)) + 40 * Math.exp((-8 * step) / totalSteps);
  for (let done = 0; done < totalSteps; done += flush) {
    const length = Math.min(flush, totalSteps - done);
    const values = Float32Array.from({ length }, (_, index) => costAt(done + index) * (0.8 + 0.4 * random()));
    await recordings.record(claim, { points: [{ series: 'cost', firstStep: done + 1, values, startedAt: done, endedAt: done + length }] });
  }
  const epochs = Array.from({ length: totalSteps / stepsPerEpoch }, (_, index) => {
    const step = (index + 1) * stepsPerEpoch;
    const cost = costAt(step);
    return {
      ...{ epoch: index + 1, step, seconds: 5, endedAt: step },
      metrics: { train: { batchCost: cost * batchSize, cost }, validation: { cost: cost * 1.02 }, test: { cost: cost * 1.03 } },
    };
  });
  await recordings.record(claim, { epochs, provenance });
}

/** From 0 to 1, the same for the same seed (xorshift32, Marsaglia 2003). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
