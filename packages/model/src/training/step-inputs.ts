import type { Distribution, Draw } from '@hourglass/engine/contract';
import { entry } from '../checked.ts';
import { codeWeightNames, codeWeightsAt } from '../codes/code-config.ts';
import type { RunConfig, StepConfig } from '../config.ts';
import { purposes } from '../random.ts';
import { scheduleFactor } from './schedule.ts';

/** What changes from step to step: the learning rate and the numbers of the code model, scalars all. */
export function stepInputShapes({ code }: Pick<StepConfig, 'code'>): Readonly<Record<string, readonly []>> {
  return Object.fromEntries(['learningRate', ...codeWeightNames(code)].map((name) => [name, []]));
}

export interface StepRange {
  /** Steps already done: the first step's number, from 0. */
  readonly from: number;
  readonly count: number;
  readonly stepsPerEpoch: number;
  readonly totalSteps: number;
}

/** The values of each input over these steps, `[count]`. @param sampleCount training samples */
export function stepInputs(config: RunConfig, range: StepRange, sampleCount: number): Readonly<Record<string, Float32Array>> {
  const { from, count, stepsPerEpoch, totalSteps } = range;
  const over = (valueAt: (step: number) => number) => Float32Array.from({ length: count }, (_, index) => valueAt(from + index));
  const clockAt = (step: number) => ({ step, stepsPerEpoch, totalSteps, sampleCount });
  return {
    learningRate: over((step) => config.learningRate * scheduleFactor(config.schedule, clockAt(step))),
    ...Object.fromEntries(
      codeWeightNames(config.code).map((name) => [name, over((step) => entry(codeWeightsAt(config.code, clockAt(step)), name))]),
    ),
  };
}

/** The draw by which values become 0 or 1, `[batch, size]`. */
export const binariseDrawName = 'binarise';

export function binariseDraws({ batchSize }: Pick<StepConfig, 'batchSize'>, sampleSize: number): Readonly<Record<string, Draw>> {
  return { [binariseDrawName]: { purpose: purposes.binarise, shape: [batchSize, sampleSize], distribution: { kind: 'uniform' } } };
}

/** What each step draws for the noise on its samples, `[batch, size]`: functions of the seed and the step alone. */
export function noiseDraws(
  { noise, batchSize }: Pick<StepConfig, 'noise' | 'batchSize'>,
  sampleSize: number,
): Readonly<Record<string, Draw>> {
  const draw = (distribution: Distribution) => ({ noise: { purpose: purposes.noise, shape: [batchSize, sampleSize], distribution } });
  switch (noise.kind) {
    case 'none':
      return {};
    case 'gaussian':
      return draw({ kind: 'normal' });
    case 'masking':
      return draw({ kind: 'mask', level: noise.level });
  }
}
