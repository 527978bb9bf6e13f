import { present } from '@hourglass/presentation/at';
import type { JsonObject } from '@hourglass/sweeps';
import { axesOf, expand, hashOf, type PlannedRun, parseSpec } from '@hourglass/sweeps';
import type { Claim } from '../contract/leases.ts';
import type { Epoch } from '../contract/runs.ts';
import type { Store } from '../contract/store.ts';
import type { NewRun } from '../contract/sweeps.ts';
import { provenance, worker } from './fixtures.ts';

export interface GenerateOptions {
  readonly runs: number;
  /** At most 200, which is the default. */
  readonly runsPerSweep?: number;
  /** Additional synthetic parameters, to create wide tables. */
  readonly extraValues?: number;
  /** Number of runs, from the first, that get a cost for every step. */
  readonly curves?: number;
  readonly onProgress?: (runs: number) => void;
}

const epochs = 10;

/** The shape of MNIST. */
const facts = { title: 'MNIST', contentHash: 'c'.repeat(64), sampleSize: 784, trainCount: 55_000 };

/**
 * Fills a store with runs for benchmarks. The parameters are those of a real search, and the rows are written through the repositories that
 * workers use. The costs are synthetic and deterministic: they decrease over time, and are lower for larger codes.
 */
export async function generateRuns(
  store: Store,
  { runs, runsPerSweep = 200, extraValues = 0, curves = 0, onProgress }: GenerateOptions,
): Promise<void> {
  for (let done = 0, sweep = 0; done < runs; sweep++) {
    const planned = await addSweep(store, sweep, Math.min(runsPerSweep, runs - done), extraValues);
    for (let next = 0; next < planned; next++) {
      const claim = await store.leases.claim(worker, { leaseMilliseconds: 3_600_000 });
      if (claim === null) throw new Error('Runs that were just planned are gone.');
      await train(store, claim, claim.run.kind === 'run' && done < curves);
      if (claim.run.kind !== 'run') continue;
      done++;
      onProgress?.(done);
    }
  }
}

/** Creates 8 shapes × 5 learning rates × 5 seeds; other settings vary between sweeps. Returns the number of added runs and baselines. */
async function addSweep(store: Store, index: number, most: number, extraValues: number): Promise<number> {
  const document = {
    version: 1,
    name: `Generated ${String(index + 1).padStart(3, '0')}`,
    model: {
      dimensions: [
        [784, 32],
        [784, 128, 16],
        [784, 128, 32],
        [784, 256, 64],
        [784, 256, 64, 8],
        [784, 256, 256, 64, 32],
        [784, 512, 128, 16],
        [784, 512, 256, 128, 64],
      ],
      activation: index % 2 === 0 ? 'tanh' : 'relu',
      noise: index % 3 === 0 ? { kind: 'masking', level: 0.1 * ((index % 5) + 1) } : 'none',
    },
    training: {
      learningRate: [0.01, 0.003, 0.001, 0.0003, 0.0001],
      optimizer: index % 4 === 3 ? 'momentum' : 'adam',
      batchSize: [20, 50, 100, 250][index % 4],
      epochs,
    },
    seeds: [0, 1, 2, 3, 4].map((seed) => seed + 5 * index),
  };
  const spec = parseSpec(document);
  const planned = expand(spec, facts);
  const kept = planned.filter(({ kind }) => kind === 'baseline').concat(planned.filter(({ kind }) => kind === 'run').slice(0, most));
  const { addedRuns, addedBaselines } = await store.sweeps.upsert({
    name: spec.name,
    spec: json(document),
    specText: null,
    fingerprint: hashOf(document),
    dataset: 'mnist',
    axes: axesOf(spec.space),
    runs: kept.map((run) => newRun(run, extraValues)),
  });
  return addedRuns + addedBaselines;
}

function newRun(run: PlannedRun, extraValues: number): NewRun {
  const extra = Array.from({ length: extraValues }, (_, index) => [
    `option${String(index + 1).padStart(3, '0')}`,
    Math.round(unit(`${run.fingerprint} ${index}`) * 1000) / 1000,
  ]);
  return { ...run, parameters: json(run.parameters), values: { ...run.values, ...(run.kind === 'run' ? Object.fromEntries(extra) : {}) } };
}

/** Records one run as a worker would. One run in twenty fails. */
async function train(store: Store, claim: Claim, withCurve: boolean): Promise<void> {
  const { run } = claim;
  const seedNoise = unit(`${run.seed} ${JSON.stringify(run.values)}`);
  const hasFailed = run.kind === 'run' && seedNoise > 0.95;
  const last = run.kind === 'baseline' ? 0 : hasFailed ? 3 : epochs;
  const costAt = (epoch: number) => costOf(run.values, seedNoise, epoch / epochs);
  const epochRows = Array.from({ length: run.kind === 'baseline' ? 1 : last }, (_, index): Epoch => {
    const epoch = run.kind === 'baseline' ? 0 : index + 1;
    return {
      epoch,
      step: Math.round((run.totalSteps * epoch) / epochs),
      metrics: {
        train: { ...(run.kind === 'baseline' ? {} : { batchCost: costAt(epoch) * 20 }), cost: costAt(epoch) * 0.98 },
        validation: { cost: costAt(epoch) },
        test: { cost: costAt(epoch) * 1.01 },
      },
      seconds: run.parameterCount / 100_000,
      endedAt: Date.now(),
    };
  });
  await store.recordings.record(claim, { epochs: epochRows, provenance });
  if (withCurve) {
    const values = Float32Array.from(
      { length: run.totalSteps },
      (_, step) => costAt((epochs * step) / run.totalSteps) * (0.8 + 0.4 * unit(`${step}`)),
    );
    await store.recordings.record(claim, {
      points: [{ series: 'cost', firstStep: 1, values, startedAt: Date.now(), endedAt: Date.now() }],
    });
  }
  await store.leases.finish(
    claim,
    hasFailed ? { state: 'failed', exitReason: 'The cost became NaN at step 4,125.' } : { state: 'complete', exitReason: null },
  );
}

const bestRate = 0.001;

/** Decreases exponentially to a floor that depends on the code size. Too large a learning rate ends at a higher cost. */
function costOf(values: JsonObject, seedNoise: number, progress: number): number {
  // A baseline has no learning rate.
  const { codeSize, learningRate = bestRate } = values;
  const floor =
    3 + 60 / Math.sqrt(Number(present(codeSize, 'code size'))) + 4 * Math.abs(Math.log10(Number(learningRate) / bestRate)) + seedNoise;
  return floor + 40 * Math.exp(-6 * progress);
}

/** Deterministic hash of a text to a number from 0 to 1 (FNV-1a). */
function unit(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0) / 2 ** 32;
}

function json(value: object): JsonObject {
  return JSON.parse(JSON.stringify(value)) as JsonObject;
}
