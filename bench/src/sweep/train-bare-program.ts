import { readFile } from 'node:fs/promises';
import { loadDataset } from '@hourglass/datasets';
import { loadEngine } from '@hourglass/engine';
import { runConfigSchema, train } from '@hourglass/model';
import { z } from 'zod';

// Trains the runs of a list as a worker does, but records nothing; prints the seconds that took.
const runSchema = runConfigSchema.partial().required({ dimensions: true }).extend({ seed: z.int() });
const runs = z.array(runSchema).parse(JSON.parse(await readFile(z.string().parse(process.argv[2]), 'utf8')));
const engine = await loadEngine({ threads: 1 });

// A worker loads the data after it has claimed its first run, so that is timed here, too.
const started = performance.now();
const { train: samples, validation, test, probeSet } = await loadDataset('mnist');
const data = { train: samples, validation, test, probes: probeSet.indices };

for (const { seed, ...config } of runs) {
  for await (const _ of train(runConfigSchema.parse(config), data, { engine, seed, now: () => performance.now() }));
}
process.stdout.write(String((performance.now() - started) / 1000));
