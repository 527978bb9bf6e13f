import type { Distribution, Draw } from '@hourglass/engine/contract';
import type { RunConfig } from '../config.ts';
import { purposes } from '../random.ts';
import { scheduleFactor } from './schedule.ts';

/** What changes from step to step, and its shape. */
export const stepInputShapes = { learningRate: [] } as const;

export interface StepRange {
  /** Steps already done: the first step's number, from 0. */
  readonly from: number;
  readonly count: number;
  readonly stepsPerEpoch: number;
  readonly totalSteps: number;
}

/** The values of each input over these steps, `[count]`. */
export function stepInputs(config: RunConfig, range: StepRange): Readonly<Record<keyof typeof stepInputShapes, Float32Array>> {
  const { from, count, stepsPerEpoch, totalSteps } = range;
  const factorOf = (step: number) => scheduleFactor(config.schedule, { step, stepsPerEpoch, totalSteps });
  return { learningRate: Float32Array.from({ length: count }, (_, index) => config.learningRate * factorOf(from + index)) };
}

/** What each step draws: functions of the seed and the step alone. `noise` is `[batch, size]`. */
export function stepDraws({ noise, batchSize }: RunConfig, sampleSize: number): Readonly<Record<string, Draw>> {
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
