import { writeFile } from 'node:fs/promises';
import type { Store } from '@hourglass/db';

interface RunListOptions {
  readonly list: string;
  /** Runs whose cost of every step is written beside the list, as `<id>.f32`. */
  readonly curves: ReadonlySet<string>;
}

/** Writes a home's runs to a file for `peers/mlflow_runs.py`, which imports the same parameters, epochs and curves into MLflow. */
export async function writeRunList(store: Store, { list, curves }: RunListOptions): Promise<void> {
  const sweeps = new Map((await store.sweeps.list({ limit: Number.MAX_SAFE_INTEGER })).sweeps.map(({ id, name }) => [id, name]));
  const runs = [];
  for (const { id, sweep, state, values, seed, createdAt, endedAt, totalSteps } of await store.runs.list({ kind: 'run' })) {
    const curve = curves.has(id) ? `${list}.${id}.f32` : null;
    if (curve !== null) {
      const { mean } = await store.metrics.series(id, 'cost', { width: totalSteps });
      await writeFile(curve, Float32Array.from(mean));
    }
    const epochs = (await store.runs.epochs(id)).map(({ step, metrics: { train, validation, test } }) => ({
      ...{ step, train: train?.cost, validation: validation?.cost, test: test?.cost },
    }));
    const parameters = { ...values, seed };
    runs.push({ id, sweep: sweeps.get(sweep), state, parameters, createdAt, endedAt: endedAt ?? createdAt, epochs, curve });
  }
  await writeFile(list, JSON.stringify(runs));
}
