import { createInterface } from 'node:readline';
import { loadDataset } from '@hourglass/datasets';
import { loadEngine } from '@hourglass/engine';
import { runConfigSchema, train } from '@hourglass/model';
import { z } from 'zod';

// Trains as a worker does, its engine and data warm, but records nothing: answers each line, a list of runs, with the processor seconds they took.
const runSchema = runConfigSchema.partial().required({ dimensions: true }).extend({ seed: z.int() });
const requestSchema = z.object({ runs: z.array(runSchema) });
const engine = await loadEngine({ threads: 1 });
const { train: samples, validation, test, probeSet } = await loadDataset('mnist');
const data = { train: samples, validation, test, probes: probeSet.indices };

for await (const line of createInterface({ input: process.stdin })) {
  const { runs } = requestSchema.parse(JSON.parse(line));
  const before = process.cpuUsage();
  for (const { seed, ...config } of runs) {
    for await (const _ of train(runConfigSchema.parse(config), data, { engine, seed, now: () => performance.now() }));
  }
  const { user, system } = process.cpuUsage(before);
  process.stdout.write(`${JSON.stringify({ seconds: (user + system) / 1e6 })}\n`);
}
