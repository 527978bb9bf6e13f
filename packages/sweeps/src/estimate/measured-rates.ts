import { describeNetwork, type RunConfig } from '@hourglass/model/config';
import { type Estimated, spreadOf } from './estimated.ts';

/** Measurements of a complete run. */
export interface MeasuredRun {
  readonly config: RunConfig;
  readonly sampleShape: readonly number[];
  readonly parameterCount: number;
  readonly steps: number;
  readonly epochs: number;
  readonly trainingSeconds: number;
  /** From start to end, with evaluation and recording; null if the run was interrupted. */
  readonly wallSeconds: number | null;
  /** Bytes of its series, of its reconstructions, and of its files: checkpoints and results. */
  readonly seriesBytes: number;
  readonly reconstructionBytes: number;
  /** Epochs that kept their reconstructions. */
  readonly reconstructions: number;
  readonly fileBytes: number;
}

/** Floating-point operations of a training step. */
export function stepFlops(config: RunConfig, sampleShape: readonly number[]): number {
  return describeNetwork(config, sampleShape).flops * config.batchSize;
}

interface Shape extends Estimated {
  readonly flops: number;
}

/** Seconds per step for each measured number of operations, ascending. */
export function measuredShapes(runs: readonly MeasuredRun[]): readonly Shape[] {
  const byFlops = new Map<number, number[]>();
  for (const { config, sampleShape, steps, trainingSeconds } of runs) {
    if (steps === 0 || trainingSeconds === 0) continue;
    const flops = stepFlops(config, sampleShape);
    byFlops.set(flops, [...(byFlops.get(flops) ?? []), trainingSeconds / steps]);
  }
  return [...byFlops]
    .flatMap(([flops, seconds]) => {
      const spread = spreadOf(seconds);
      return spread === null ? [] : [{ flops, ...spread }];
    })
    .sort((a, b) => a.flops - b.flops);
}

/**
 * Seconds per step for a number of operations. Between two measurements a power law interpolates. Beyond them the bounds are a constant time and a
 * time proportional to the operations. Null if nothing was measured.
 */
export function secondsPerStep(flops: number, shapes: readonly Shape[]): Estimated | null {
  const below = shapes.findLast((shape) => shape.flops <= flops);
  const above = shapes.find((shape) => shape.flops >= flops);
  if (below !== undefined && above !== undefined) {
    if (below.flops === above.flops) return below;
    const share = Math.log(flops / below.flops) / Math.log(above.flops / below.flops);
    const between = (a: number, b: number) => Math.exp(Math.log(a) + share * Math.log(b / a));
    return {
      low: between(below.low, above.low),
      expected: between(below.expected, above.expected),
      high: between(below.high, above.high),
    };
  }
  const nearest = below ?? above;
  if (nearest === undefined) return null;
  const ratio = flops / nearest.flops;
  return {
    low: nearest.low * Math.min(1, ratio),
    expected: nearest.expected * Math.sqrt(ratio),
    high: nearest.high * Math.max(1, ratio),
  };
}
