import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openStore, type Store } from '@hourglass/db';
import { temporaryHome } from '@hourglass/db/testing';
import { loadEngine } from '@hourglass/engine';
import { parseSpecText } from '@hourglass/sweeps';
import { onTestFinished } from 'vitest';
import { planGiven } from '../commands/create-sweep.ts';
import { encodeNpy } from '../exporting/npy.ts';
import { describeProvenance } from '../worker/provenance.ts';
import { type WorkOptions, work } from '../worker/work.ts';

export interface TinySweep {
  readonly home: string;
  readonly store: Store;
  /** Id of the sweep. */
  readonly sweep: string;
}

/** 60 samples of 2 × 3 values, of which a fraction is kept for validation and test: a run takes milliseconds. */
const samples = { count: 60, shape: [2, 3] } as const;

/**
 * Creates a home with an untrained sweep on its own data. It is removed when the test has ended.
 *
 * @param training fields of the spec's `training`, as YAML in one line
 * @param model fields of its `model` beside the dimensions
 * @param options of its data set, as YAML in one line
 * @param frame further fields of the spec, as one line of YAML each
 */
export async function tinySweep(
  training = 'epochs: 2, batchSize: 10',
  model = 'activation: tanh',
  options = 'scale: auto',
  frame = '',
): Promise<TinySweep> {
  const home = await temporaryHome();
  const file = join(home, 'samples.npy');
  const values = Float32Array.from({ length: samples.count * 6 }, (_, index) => Math.abs(Math.sin(index + 1)));
  await writeFile(file, encodeNpy([samples.count, ...samples.shape], values));
  const text = `version: 1\nname: Tiny\ndataset: { train: ${file}, ${options} }\nmodel: { dimensions: [6, 2], ${model} }\ntraining: { ${training} }\n${frame}\n`;
  const { plan } = await planGiven({ document: parseSpecText(text), text, folder: home }, home);
  const store = await openStore({ home, mode: 'write' });
  onTestFinished(() => store.close());
  const { sweep } = await store.sweeps.upsert(plan, { source: 'cli' });
  return { home, store, sweep: sweep.id };
}

export interface Worked {
  readonly log: readonly string[];
  readonly warnings: readonly string[];
}

/** Runs a worker in this process until `isDone` is true. Without an engine in the options it uses the one without native code. */
export async function workUntil(store: Store, isDone: () => Promise<boolean>, options: Partial<WorkOptions> = {}): Promise<Worked> {
  const { engine = await loadEngine({ only: 'cpu' }) } = options;
  const end = new AbortController();
  const worked = { log: [] as string[], warnings: [] as string[] };
  const working = work({
    ...{ store, engine, provenance: await describeProvenance(engine.report), signal: end.signal },
    ...{ leaseMilliseconds: 10_000, heartbeatMilliseconds: 1_000, checkpointMilliseconds: 1_000 },
    log: (line) => worked.log.push(line),
    warn: (line) => worked.warnings.push(line),
    ...options,
  });
  const watching = (async () => {
    while (!end.signal.aborted && !(await isDone())) await new Promise((resolve) => setTimeout(resolve, 20));
    end.abort();
  })();
  try {
    await working;
  } finally {
    end.abort();
    await watching;
  }
  return worked;
}

/** Whether no run of a home is waiting or running. */
export async function isIdle(store: Store): Promise<boolean> {
  return (await store.runs.list()).every(({ state }) => state !== 'waiting' && state !== 'running');
}
