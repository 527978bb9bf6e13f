import { createInterface } from 'node:readline';
import { loadDataset } from '@hourglass/datasets';
import { openStore } from '@hourglass/db';
import { loadEngine } from '@hourglass/engine';
import { runConfigSchema, train } from '@hourglass/model';
import { readEnvironment } from '@hourglass/trainer/env';
import { describeProvenance } from '@hourglass/trainer/provenance';
import { work } from '@hourglass/trainer/worker';
import { z } from 'zod';

// Runs a worker on the given home, or trains without recording. Replies to each line with the processor seconds that it took.
const runSchema = z.looseObject({ seed: z.int() });
const requestSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('train'), runs: z.array(runSchema) }),
  z.object({ kind: z.literal('begin recording') }),
  z.object({ kind: z.literal('end recording') }),
]);

const { home, databaseUrl: _, ...timing } = readEnvironment(process.argv[2]);
const engine = await loadEngine({ threads: 1 });
const store = await openStore({ home, mode: 'write' });
const provenance = await describeProvenance(engine.report);
const { sampleShape, train: samples, validation, test, probeSet } = await loadDataset('mnist');
const data = { sampleShape, train: samples, validation, test, probes: probeSet.indices };
const warn = (line: string) => {
  process.stderr.write(`${line}\n`);
};

let recording = { ended: Promise.resolve(), stop: () => {} };
let before = process.cpuUsage();
for await (const line of createInterface({ input: process.stdin })) {
  const request = requestSchema.parse(JSON.parse(line));
  if (request.kind !== 'end recording') before = process.cpuUsage();
  switch (request.kind) {
    case 'train':
      for (const { seed, ...config } of request.runs) {
        for await (const _ of train(runConfigSchema.parse(config), data, { engine, seed, now: () => performance.now() }));
      }
      break;
    case 'begin recording': {
      const stopping = new AbortController();
      const ended = work({ store, engine, provenance, signal: stopping.signal, log: () => {}, warn, ...timing });
      recording = { ended, stop: () => stopping.abort() };
      break;
    }
    case 'end recording':
      recording.stop();
      await recording.ended;
      break;
  }
  const { user, system } = process.cpuUsage(before);
  process.stdout.write(`${JSON.stringify({ seconds: (user + system) / 1e6 })}\n`);
}
await store.close();
