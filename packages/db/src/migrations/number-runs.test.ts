import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openWriter } from '../driver/connection.ts';
import { openStore } from '../open-store.ts';
import { newRun, newSweep } from '../testing/fixtures.ts';
import { temporaryHome } from '../testing/temporary-database.ts';
import { migrate } from './migrate.ts';
import { migrations } from './migration.ts';

const before = migrations.slice(
  0,
  migrations.findIndex(({ name }) => name.endsWith('_run_numbers')),
);

const tanh = { dimensions: [784, 32], activation: 'tanh', epochs: 3 };
/** The same to a later version that has more parameters, each with a default. */
const spelledOut = { ...tanh, batchSize: 20 };
const relu = { ...tanh, activation: 'relu' };

it('numbers the runs of a home in the order of their creation, and gives equal configurations one number', async () => {
  const home = await temporaryHome();
  const connection = await openWriter(join(home, 'hourglass.db'));
  await migrate(connection, before);
  connection.exec(`
    INSERT INTO "Sweep" ("key", "id", "fingerprint", "name", "dataset", "axes", "revision", "createdAt", "updatedAt")
      VALUES (1, 'aaaaaaaaaa', 'f', 'one', 'mnist', '[]', 1, 0, 0), (2, 'bbbbbbbbbb', 'g', 'two', 'mnist', '[]', 1, 0, 0);
    INSERT INTO "SweepRevision" ("sweepKey", "revision", "spec", "createdAt") VALUES (1, 1, '{}', 0), (2, 1, '{}', 0)`);
  const add = connection.prepare(`
    INSERT INTO "Run" ("key", "id", "sweepKey", "kind", "fingerprint", "seed", "parameters", "values", "parameterCount", "totalSteps", "createdAt", "deletedAt", "undoUntil")
    VALUES (?, ?, ?, ?, ?, ?, ?, '{}', 1, 100, 0, ?, ?)`);
  const later = Date.now() + 1_000_000;
  const rows = [
    ['run', 1, 0, tanh, null],
    ['baseline', 1, 0, { baseline: 'mean' }, null],
    ['run', 1, 1, relu, 5],
    ['run', 1, 1, { ...tanh, epochs: 9 }, null],
    ['run', 2, 0, spelledOut, null],
    ['run', 2, 0, relu, null],
  ] as const;
  rows.forEach(([kind, sweep, seed, parameters, deletedAt], index) => {
    const id = String.fromCharCode(99 + index).repeat(10);
    add.run(
      index + 10,
      id,
      sweep,
      kind,
      `fingerprint ${index}`,
      seed,
      JSON.stringify(parameters),
      deletedAt,
      deletedAt === null ? null : later,
    );
  });
  // The fourth was extended from 3 epochs.
  connection.exec(`INSERT INTO "Event" ("time", "source", "kind", "message", "data", "sweepKey", "runKey")
    VALUES (0, 'cli', 'run.extended', '', '{"from":3,"to":9}', 1, 13)`);
  connection.close();

  const store = await openStore({ home, mode: 'write' });
  onTestFinished(() => store.close());
  expect((await store.runs.list()).map(({ number, configuration }) => [number, configuration])).toEqual([
    [1, 1],
    [null, null],
    [3, 1],
    [4, 1],
    [5, 2],
  ]);
  await store.sweeps.upsert(newSweep('third', [newRun('another', { parameters: relu }), newRun('other', { parameters: { other: 1 } })]));
  expect((await store.runs.list()).slice(-2).map(({ number, configuration }) => [number, configuration])).toEqual([
    [6, 2],
    [7, 3],
  ]);
  expect(await store.storage.check()).toEqual([]);
});
