import type { Distribution, Draw } from '@hourglass/engine/contract';
import { entry } from '../checked.ts';
import { type CodeClock, codeWeightsAt } from '../codes/code-config.ts';
import { familyConfigOf, type RunConfig, type StepConfig } from '../config.ts';
import { purposes } from '../random.ts';
import { scheduleFactor } from './schedule.ts';

/** The numbers of the code model and of the network that are inputs of a step, by name. */
export function stepWeightsAt(config: RunConfig, clock: CodeClock): Readonly<Record<string, number>> {
  return { ...codeWeightsAt(config.code, clock), ...familyConfigOf(config.family).weightsAt?.(config, clock) };
}

function stepWeightNames(config: RunConfig): readonly string[] {
  return Object.keys(stepWeightsAt(config, { step: 0, stepsPerEpoch: 1, totalSteps: 1, sampleCount: 1 }));
}

/** What changes from step to step: the learning rate and these numbers, scalars all. */
export function stepInputShapes(config: RunConfig): Readonly<Record<string, readonly []>> {
  return Object.fromEntries(['learningRate', ...stepWeightNames(config)].map((name) => [name, []]));
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
    ...Object.fromEntries(stepWeightNames(config).map((name) => [name, over((step) => entry(stepWeightsAt(config, clockAt(step)), name))])),
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
