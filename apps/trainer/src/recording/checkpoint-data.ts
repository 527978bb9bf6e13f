import { type Dataset, valueUnit } from '@hourglass/datasets';
import type { CheckpointData } from '@hourglass/model';

/** What a checkpoint stores of its data set. */
export function checkpointDataOf({ mean, divisor, scaling }: Pick<Dataset, 'mean' | 'divisor' | 'scaling'>): CheckpointData {
  const { offset, factor } = valueUnit(divisor, scaling);
  return { mean, divisor, offset: Float64Array.from(offset), factor: Float64Array.from(factor) };
}
