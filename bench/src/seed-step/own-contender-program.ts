import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { inspectEngine, loadEngine } from '@hourglass/engine';
import { at } from '@hourglass/engine/checked';
import { type TrainEvent, train } from '@hourglass/model';
import { z } from 'zod';
import { configOf, seed, taskSchema } from './task.ts';

/*
 * Hourglass in the seed-step comparison, trained as a worker trains: it consumes the events of `train` and times only the
 * waits for costs of steps. It speaks the protocol of `peers/contender.py`, and also measures the rate of matrix products.
 */
const [mode, threads] = z.tuple([z.enum(['compiled', 'eager']), z.coerce.number().int()]).parse(process.argv.slice(2));
const engine = await loadEngine({ threads, compiled: mode === 'compiled' });
const library = `TensorFlow.js ${engine.report.version}, ${engine.report.name} ${engine.report.libraryVersion ?? ''}`;
const request = z.union([z.object({ prepare: z.string() }), z.object({ steps: z.int() }), z.object({ sgemm: z.literal(true) })]);
let events: AsyncGenerator<TrainEvent, void> | null = null;

for await (const line of createInterface({ input: process.stdin })) {
  const parsed = request.parse(JSON.parse(line));
  process.stdout.write(`${JSON.stringify(await answer(parsed))}\n`);
}

async function answer(parsed: z.output<typeof request>): Promise<object> {
  if ('prepare' in parsed) return prepare(parsed.prepare);
  if ('steps' in parsed) return time(parsed.steps);
  return { gflops: (await inspectEngine(engine)).sgemmGflops };
}

async function prepare(folder: string): Promise<object> {
  await events?.return();
  const task = taskSchema.parse(JSON.parse(await readFile(join(folder, 'task.json'), 'utf8')));
  const values = new Uint8Array(await readFile(join(folder, 'samples.u8')));
  const mean = new Float32Array(new Uint8Array(await readFile(join(folder, 'mean.f32'))).buffer);
  const samples = { count: values.length / mean.length, size: mean.length, values, divisor: 255, mean };
  // The evaluation after an epoch is not timed. One sample keeps it short.
  const one = { ...samples, count: 1, values: values.subarray(0, mean.length) };
  const data = { sampleShape: [mean.length], train: samples, validation: one, test: one, probes: new Int32Array() };
  events = train(configOf(task), data, { engine, seed, now: () => performance.now() });
  const { cost } = await time(task.warmUp);
  return { library, cost: cost * task.batchSize };
}

/** Runs at least `steps` steps. A worker runs several steps per call, so that it may run a few more. */
async function time(steps: number): Promise<{ steps: number; seconds: number; cost: number }> {
  let seconds = 0;
  let done = 0;
  let cost = Number.NaN;
  while (done < steps) {
    const started = performance.now();
    const next = await events?.next();
    if (next?.value?.kind !== 'costs') continue;
    seconds += (performance.now() - started) / 1000;
    const { costsPerSample } = next.value;
    const last = steps - 1 - done;
    if (last < costsPerSample.length) cost = at(costsPerSample, last);
    done += costsPerSample.length;
  }
  return { steps: done, seconds, cost };
}
