import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseSpec, planSweep } from '@hourglass/sweeps';
import { knownFacts } from '@hourglass/sweeps/dataset-facts';
import { expect, it, onTestFinished } from 'vitest';
import { openWriter } from '../driver/connection.ts';
import { openStore } from '../open-store.ts';
import { allSweeps } from '../testing/fixtures.ts';
import { temporaryHome } from '../testing/temporary-database.ts';
import { migrate } from './migrate.ts';
import { migrations } from './migration.ts';

const script = fileURLToPath(new URL('../testing/opening-process.ts', import.meta.url));
const runs = 5_000;
const model = { dimensions: [784, 8], noise: { kind: 'masking', level: 0.3 } };
const spec = { version: 1, model, baselines: [], seeds: Array.from({ length: runs }, (_, seed) => seed) };
const parameters = { ...model, learningRate: 0.001 };

/** A home of the first version, with enough data that a migration takes noticeable time. */
async function oldHome(): Promise<string> {
  const home = await temporaryHome();
  const connection = await openWriter(join(home, 'hourglass.db'));
  await migrate(connection, migrations.slice(0, 1));
  connection.exec(`
    INSERT INTO "Sweep" ("key", "id", "fingerprint", "name", "dataset", "axes", "revision", "createdAt", "updatedAt")
      VALUES (1, 'aaaaaaaaaa', 'f', 'name', 'mnist', '[]', 1, 0, 0);
    INSERT INTO "SweepRevision" ("sweepKey", "revision", "spec", "createdAt") VALUES (1, 1, '${JSON.stringify(spec)}', 0);
    INSERT INTO "Event" ("time", "source", "kind", "message", "sweepKey") VALUES (0, 'cli', 'sweep.created', '', 1);
    WITH RECURSIVE "n"("i") AS (SELECT 1 UNION ALL SELECT "i" + 1 FROM "n" WHERE "i" < ${runs})
    INSERT INTO "Run" ("id", "sweepKey", "kind", "fingerprint", "seed", "parameters", "values", "parameterCount", "totalSteps", "createdAt")
      SELECT printf('%010d', "i"), 1, 'run', "i", "i" - 1, '${JSON.stringify(parameters)}', '{"learningRate":0.001}', 1, 1, 0 FROM "n";
    INSERT INTO "RunValue" ("runKey", "key", "number") SELECT "key", 'learningRate', 0.001 FROM "Run";`);
  connection.close();
  return home;
}

it('a migration that is killed at any moment is applied completely or not at all, and the next opening finishes it', {
  timeout: 300_000,
}, async () => {
  const home = await oldHome();
  let finished = 0;
  for (let kill = 0; kill < 12 && finished === 0; kill++) {
    const child = spawn(process.execPath, [script, home], { stdio: ['ignore', 'pipe', 'ignore'] });
    const exit = once(child, 'exit');
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    await once(child.stdout, 'data');
    await delay(kill * 15);
    child.kill('SIGKILL');
    await exit;
    if (output.includes('open\n') && output.trim().endsWith('\nopen')) finished++;
  }
  const store = await openStore({ home, mode: 'write' });
  onTestFinished(() => store.close());
  expect((await allSweeps(store)).map(({ counts }) => counts.waiting)).toEqual([runs]);
  expect(await store.storage.check()).toEqual([]);
  const facts = knownFacts('mnist');
  if (facts === null) throw new Error('MNIST is known');
  const given = await store.sweeps.upsert(planSweep(parseSpec(spec), { document: spec, text: null }, facts));
  expect(given).toMatchObject({ existed: true, addedRuns: 0 });
});
