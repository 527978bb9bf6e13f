import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { inspectEngine, loadEngine } from '@hourglass/engine';
import { messageOf } from '@hourglass/presentation';
import { z } from 'zod';
import { type OwnSteps, ownSteps } from './own-steps.ts';
import { taskSchema } from './task.ts';

/* Hourglass in the comparison of steps. It speaks the protocol of `peers/contender.py`, and also measures the rate of matrix products. */
const [mode] = z.tuple([z.enum(['session', 'xla', 'eager'])]).parse(process.argv.slice(2));
const engine = await loadEngine({ threads: 1, compiled: mode !== 'eager' });
const library = `TensorFlow.js ${engine.report.version}, ${engine.report.name} ${engine.report.libraryVersion ?? ''}`;
const request = z.union([z.object({ prepare: z.string() }), z.object({ steps: z.int() }), z.object({ sgemm: z.literal(true) })]);
let running: OwnSteps | null = null;

for await (const line of createInterface({ input: process.stdin })) {
  const parsed = request.parse(JSON.parse(line));
  process.stdout.write(`${JSON.stringify(await answer(parsed).catch((error: unknown) => ({ failed: messageOf(error) })))}\n`);
}

async function answer(parsed: z.output<typeof request>): Promise<object> {
  if ('prepare' in parsed) return prepare(parsed.prepare);
  if ('steps' in parsed) return (await running?.run(parsed.steps)) ?? { failed: 'it was not prepared' };
  return { gflops: (await inspectEngine(engine)).sgemmGflops };
}

async function prepare(folder: string): Promise<object> {
  await running?.end();
  running = null;
  const task = taskSchema.parse(JSON.parse(await readFile(join(folder, 'task.json'), 'utf8')));
  const values = new Uint8Array(await readFile(join(folder, 'samples.u8')));
  const mean = new Float32Array(new Uint8Array(await readFile(join(folder, 'mean.f32'))).buffer);
  const order = new Int32Array(new Uint8Array(await readFile(join(folder, 'order.i32'))).buffer);
  const samples = { count: values.length / mean.length, size: mean.length, values, divisor: 255, mean };
  const started = ownSteps(engine, mode === 'xla' ? 'xla' : 'session', { task, samples, order });
  const { cost } = await started.run(task.warmUp);
  running = started;
  return { library, cost };
}
