import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadDataset } from '@hourglass/datasets';
import { families, permutation, type RunConfig, random, runConfigSchema, stepsPerEpoch } from '@hourglass/model';
import { z } from 'zod';
import { centre } from '../measuring/crop.ts';
import type { Shape } from './shapes.ts';

/** The contents of `task.json`. The same folder holds the samples, their mean, the order of the rows and the initial parameters. */
export const taskSchema = z.object({
  dimensions: z.array(z.int()),
  batchSize: z.int(),
  learningRate: z.number(),
  /** Untimed steps before the measurement. */
  warmUp: z.int(),
});
export type Task = z.output<typeof taskSchema>;

/** Every contender starts from the parameters and uses the batches of this seed. */
export const seed = 0;

export function configOf({ dimensions, batchSize, learningRate }: Task): RunConfig {
  return runConfigSchema.parse({ dimensions, batchSize, learningRate, epochs: 100_000 });
}

/** Writes a shape's task into the folder: real MNIST images, cropped to their centre for smaller networks. */
export async function writeTask(shape: Shape, folder: string): Promise<void> {
  const { train } = await loadDataset('mnist');
  const samples = centre(train, shape.dimensions[0]);
  const task: Task = { dimensions: [...shape.dimensions], batchSize: shape.batchSize, learningRate: 0.001, warmUp: 100 };
  const config = configOf(task);
  const rows = stepsPerEpoch(config, train.count) * shape.batchSize;
  const { parameters } = families[config.family].build(config, [samples.size], seed);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'task.json'), JSON.stringify(task));
  await writeFile(join(folder, 'samples.u8'), samples.values);
  await writeFile(join(folder, 'mean.f32'), samples.mean);
  await writeFile(join(folder, 'order.i32'), permutation(train.count, random(seed, 'order', 1)).subarray(0, rows));
  await writeFile(
    join(folder, 'parameters.f32'),
    Buffer.concat(Object.values(parameters).map(({ values }) => new Uint8Array(values.buffer))),
  );
}
