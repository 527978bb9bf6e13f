import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadDataset } from '@hourglass/datasets';
import { createModel, permutation, type RunConfig, random, runConfigSchema } from '@hourglass/model';
import { z } from 'zod';
import { centre, wholeBytes } from '../measuring/crop.ts';
import { benchNetwork, initialValues, withoutFamily } from './networks.ts';
import { type Network, type Shape, sampleSize } from './shapes.ts';

/** The contents of `task.json`. The same folder holds the samples, their mean, the order of the rows and the initial parameters. */
export const taskSchema = z.object({
  network: z.custom<Network>((value) => typeof value === 'object' && value !== null && 'kind' in value),
  batchSize: z.int(),
  learningRate: z.number(),
  /** Untimed steps before the measurement. */
  warmUp: z.int(),
  /** Name and shape of each parameter, in the order of `parameters.f32`. */
  parameters: z.array(z.tuple([z.string(), z.array(z.int())])),
});
export type Task = z.output<typeof taskSchema>;

/** Every contender starts from the parameters and uses the batches of this seed. */
export const seed = 0;

/** Many epochs: a run of ours then never ends. Null for a network without a family. */
export function configOf({ network, batchSize, learningRate }: Pick<Task, 'network' | 'batchSize' | 'learningRate'>): RunConfig | null {
  const fields = fieldsOf(network);
  return fields === null ? null : runConfigSchema.parse({ ...fields, batchSize, learningRate, epochs: 100_000 });
}

function fieldsOf(network: Network): object | null {
  switch (network.kind) {
    case 'dense': {
      const { dimensions, noise } = network;
      return { dimensions, ...(noise > 0 ? { noise: { kind: 'gaussian', level: noise } } : {}) };
    }
    case 'convolutional':
      return { family: 'convolutional', channels: network.channels, codeSize: network.code };
    case 'quantized': {
      const { channels, codes, codeDimension } = network;
      // Without revivals, which draw random numbers that no peer draws.
      return {
        family: 'convolutional',
        channels,
        codeSize: null,
        code: { kind: 'quantized', codes, codeDimension, update: 'loss', reviveBelow: 0 },
      };
    }
    case 'variational':
      return {
        ...{ dimensions: network.dimensions, activation: 'relu', outputActivation: 'linear', tied: false, centre: false },
        ...{ code: { kind: 'variational' }, likelihood: { kind: 'bernoulli' } },
      };
    case 'lstm':
    case 'critic':
      return null;
  }
}

/** The shape of a sample, for networks that see it. */
export const sampleShapeOf = ({ network }: Pick<Task, 'network'>, size: number): readonly number[] =>
  network.kind === 'convolutional' || network.kind === 'quantized' ? network.sample : [size];

/** Writes a shape's task into the folder: real images of MNIST, cropped to their centre for smaller networks, or of `emoji` in colour. */
export async function writeTask(shape: Shape, folder: string): Promise<void> {
  const { network, batchSize } = shape;
  const isColour = network.kind === 'convolutional' && network.sample[2] === 3;
  const { train } = await loadDataset(isColour ? 'emoji' : 'mnist');
  const samples = isColour ? wholeBytes(train) : centre(train, sampleSize(shape));
  const base = { network, batchSize, learningRate: 0.001, warmUp: shape.stepsPerRound };
  const config = configOf(base);
  const initial =
    config === null
      ? initialValues(benchNetwork(withoutFamily(network)), seed)
      : createModel(config, sampleShapeOf(base, samples.size), seed).parameters;
  // A network that does not subtract the mean gets a mean of zeros.
  const mean = config?.centre === false ? new Float32Array(samples.size) : samples.mean;
  const task: Task = { ...base, parameters: Object.entries(initial).map(([name, { shape: of }]) => [name, [...of]]) };
  const rows = train.count - (train.count % batchSize);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'task.json'), JSON.stringify(task));
  await writeFile(join(folder, 'samples.u8'), samples.values);
  await writeFile(join(folder, 'mean.f32'), mean);
  await writeFile(join(folder, 'order.i32'), permutation(train.count, random(seed, 'order', 1)).subarray(0, rows));
  await writeFile(join(folder, 'parameters.f32'), Buffer.concat(Object.values(initial).map(({ values }) => new Uint8Array(values.buffer))));
}
