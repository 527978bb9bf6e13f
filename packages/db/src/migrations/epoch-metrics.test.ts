import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openWriter } from '../driver/connection.ts';
import { openStore } from '../open-store.ts';
import { temporaryHome } from '../testing/temporary-database.ts';
import { migrate } from './migrate.ts';
import { migrations } from './migration.ts';

const before = migrations.slice(
  0,
  migrations.findIndex(({ name }) => name.endsWith('_epoch_metrics')),
);

/** Epochs as the previous version stored them. NULL is a non-finite cost. */
const runs = [
  {
    ...{ id: 'aaaaaaaaaa', kind: 'run', last: 15, best: 10.5, test: 16.25, train: 14, seconds: 6 },
    epochs: [
      [1, 100, 201.5, 21, 20, 22, 1.5, 1_001],
      [2, 200, 202, 11, 10.5, 12, 2.5, 1_002],
      [3, 300, null, 14, 15, 16.25, 2, 1_003],
    ],
  },
  {
    ...{ id: 'bbbbbbbbbb', kind: 'run', last: null, best: 0.1 + 0.2, test: 5e-324, train: null, seconds: 3 },
    epochs: [
      [1, 100, 1e300, 1 / 3, 0.1 + 0.2, -0.125, 1, 1_001],
      [2, 200, 7, 6, 0.1 + 0.2, 5, 1, 1_002],
      [3, 300, 8, null, null, 5e-324, 1, 1_003],
    ],
  },
  {
    ...{ id: 'cccccccccc', kind: 'baseline', last: 13.192, best: 13.192, test: 13, train: 12, seconds: 4 },
    epochs: [[0, 0, null, 12, 13.192, 13, 4, 1_001]],
  },
  { ...{ id: 'dddddddddd', kind: 'run', last: null, best: null, test: null, train: null, seconds: 0 }, epochs: [] },
] as const;

async function oldHome(): Promise<string> {
  const home = await temporaryHome();
  const connection = await openWriter(join(home, 'hourglass.db'));
  await migrate(connection, before);
  connection.exec(`
    INSERT INTO "Sweep" ("key", "id", "fingerprint", "name", "dataset", "axes", "revision", "createdAt", "updatedAt")
      VALUES (1, 'aaaaaaaaaa', 'f', 'name', 'mnist', '[]', 1, 0, 0);
    INSERT INTO "SweepRevision" ("sweepKey", "revision", "spec", "createdAt") VALUES (1, 1, '{}', 0)`);
  const addRun = connection.prepare(`
    INSERT INTO "Run" ("id", "sweepKey", "kind", "fingerprint", "seed", "parameters", "values", "parameterCount", "totalSteps", "createdAt",
                       "state", "lastValidationCost", "bestValidationCost", "lastTestCost", "lastTrainCost", "trainingSeconds")
    VALUES (?, 1, ?, ?, ?, '{}', '{"depth":2}', 1, 300, 0, 'complete', ?, ?, ?, ?, ?)`);
  const addEpoch = connection.prepare(`
    INSERT INTO "Epoch" ("runKey", "epoch", "step", "lastBatchCost", "trainCostPerSample", "validationCostPerSample", "testCostPerSample", "seconds", "endedAt")
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const addValue = connection.prepare(`INSERT INTO "RunValue" ("runKey", "key", "number") VALUES (?, ?, ?)`);
  runs.forEach(({ id, kind, epochs, last, best, test, train, seconds }, seed) => {
    const { lastInsertRowid } = addRun.run(id, kind, id, seed, last, best, test, train, seconds);
    for (const epoch of epochs) addEpoch.run(lastInsertRowid, ...epoch);
    addValue.run(lastInsertRowid, 'depth', 2);
    const summary = {
      lastValidationCost: last,
      bestValidationCost: best,
      lastTestCost: test,
      lastTrainCost: train,
      trainingSeconds: seconds,
    };
    for (const [key, number] of Object.entries(summary)) if (number !== null) addValue.run(lastInsertRowid, key, number);
  });
  connection.close();
  return home;
}

it('gives a home of the previous version the same epochs and summaries, under the names of metrics', async () => {
  const store = await openStore({ home: await oldHome(), mode: 'write' });
  onTestFinished(() => store.close());
  const number = (value: number | null) => value ?? Number.NaN;
  for (const { id, kind, epochs, last, best, test, train, seconds } of runs) {
    expect(await store.runs.epochs(id)).toEqual(
      epochs.map(([epoch, step, batchCost, trainCost, validationCost, testCost, took, endedAt]) => ({
        ...{ epoch, step, seconds: took, endedAt },
        metrics: {
          train: { ...(kind === 'run' ? { batchCost: number(batchCost) } : {}), cost: number(trainCost) },
          validation: { cost: number(validationCost) },
          test: { cost: number(testCost) },
        },
      })),
    );
    expect(await store.runs.get(id)).toMatchObject({
      ...{ lastValidationCost: last, bestValidationCost: best, lastTestCost: test, lastTrainCost: train, trainingSeconds: seconds },
    });
  }
  // The earlier epoch wins a tie.
  const found = await store.runs.getMany(runs.map(({ id }) => id));
  expect(found.map(({ bestEpoch, bestTestCost }) => [bestEpoch, bestTestCost])).toEqual([
    [2, 12],
    [1, -0.125],
    [0, 13],
    [null, null],
  ]);
  const idsOf = async (filter: string) =>
    (await store.finding.find({ filter, sort: 'seed', offset: 0, limit: 10 })).runs.map(({ id }) => id);
  expect(await idsOf('best.test.cost = 12')).toEqual(['aaaaaaaaaa']);
  expect(await idsOf('train.batchCost = 8 and best.train.batchCost = 1e300')).toEqual(['bbbbbbbbbb']);
  expect(await idsOf('train.batchCost = missing and depth = 2')).toEqual(['aaaaaaaaaa', 'dddddddddd']);
  expect([...(await store.finding.fields()).keys()].filter((name) => name.endsWith('Cost')).sort()).toEqual([
    'best.train.batchCost',
    'bestTestCost',
    'bestValidationCost',
    'lastTestCost',
    'lastTrainCost',
    'lastValidationCost',
    'train.batchCost',
  ]);
  expect(await store.storage.check()).toEqual([]);
});
