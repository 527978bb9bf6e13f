import { at } from '../checked.ts';
import type { RunConfig } from '../config.ts';
import { randomArrays } from '../random.ts';
import { scheduleFactor } from './schedule.ts';

export interface StepInputShapes {
  readonly learningRate: readonly [];
  readonly noise?: readonly [number, number];
}

/** What changes from step to step, and its shape. */
export function stepInputShapes({ noise, batchSize }: RunConfig, sampleSize: number): StepInputShapes {
  return { learningRate: [], ...(noise.kind === 'none' ? {} : { noise: [batchSize, sampleSize] as const }) };
}

export interface StepRange {
  /** Steps already done: the first step's number, from 0. */
  readonly from: number;
  readonly count: number;
  readonly stepsPerEpoch: number;
  readonly totalSteps: number;
}

/** The values of each input over these steps, `[count, ...shape]`: functions of the seed and the step alone. */
export function stepInputs(config: RunConfig, seed: number, sampleSize: number, range: StepRange): Readonly<Record<string, Float32Array>> {
  const { from, count, stepsPerEpoch, totalSteps } = range;
  const learningRate = Float32Array.from(
    { length: count },
    (_, index) => config.learningRate * scheduleFactor(config.schedule, { step: from + index, stepsPerEpoch, totalSteps }),
  );
  if (config.noise.kind === 'none') return { learningRate };
  const perStep = config.batchSize * sampleSize;
  const noise = new Float32Array(count * perStep);
  for (let index = 0; index < count; index++) {
    const source = randomArrays(seed, 'noise', from + index);
    const { kind, level } = config.noise;
    const drawn = kind === 'gaussian' ? source.normals(perStep) : source.uniforms(perStep);
    const start = index * perStep;
    for (let value = 0; value < perStep; value++) {
      const number = at(drawn, value);
      noise[start + value] = kind === 'gaussian' ? level * number : number < level ? 0 : 1;
    }
  }
  return { learningRate, noise };
}
