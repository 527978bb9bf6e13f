import type { ExecutorUse } from '@hourglass/engine/contract';
import type { Checkpoint } from '../checkpoint.ts';
import type { EpochCosts, EpochVectors } from '../metrics/metric.ts';
import type { DecodedFigure } from './codes.ts';

/** The events that `train` yields. */
export type TrainEvent =
  | CompilingEvent
  | ExecutorEvent
  | StepsEvent
  | EpochEvent
  | ReconstructionsEvent
  | FigureEvent
  | CheckpointEvent
  | ResultEvent;

/** The process is about to compile the step, which blocks it for seconds. */
export interface CompilingEvent {
  readonly kind: 'compiling';
}

/** The executor of the steps is chosen. Emitted once, before the first step. */
export interface ExecutorEvent {
  readonly kind: 'executor';
  readonly executor: ExecutorUse;
}

/** Consecutive steps are complete. */
export interface StepsEvent {
  readonly kind: 'steps';
  /** Counted from 1 over the whole run. */
  readonly firstStep: number;
  /** By name, per sample of each step's batch, before its update: `cost` always, and the terms of the objective where there are more. */
  readonly metrics: Readonly<Record<string, Float32Array>>;
}

/** How many steps the event has. */
export function countSteps({ metrics }: StepsEvent): number {
  const [values] = Object.values(metrics);
  if (values === undefined) throw new RangeError('steps have at least one metric');
  return values.length;
}

export interface EpochEvent {
  readonly kind: 'epoch';
  /** Counted from 1; 0 for a baseline, which is fitted once. */
  readonly epoch: number;
  /** The epoch's last step. */
  readonly step: number;
  /**
   * Metrics of the table in src/metrics. Those of `train` are means over the epoch of what each step saw before its update, with its noise, dropout
   * and sampled codes; `train.batchCost` is the sum over the epoch's last batch, evaluated again after the last update, as the seed prints it. A
   * baseline has no batch.
   */
  readonly metrics: EpochCosts;
  /** Metrics with a value for each dimension of the code. */
  readonly vectors?: EpochVectors;
  /** Training only, without evaluation. */
  readonly seconds: number;
}

export interface ReconstructionsEvent {
  readonly kind: 'reconstructions';
  readonly epoch: number;
  /** Reconstructions of the probe samples in the model's space (mean subtracted), `[probes, size]`. */
  readonly reconstructions: Float32Array;
  /** Codes of the probe samples, `[probes, encodedSize]`; null for a baseline without a code. */
  readonly codes: Float32Array | null;
  /** `[probes]` */
  readonly costs: Float32Array;
  /** Cost of every test sample. */
  readonly testCosts: Float32Array;
}

/** What the decoder makes of chosen codes after the last epoch. Once for each figure that the code has, before the result. */
export interface FigureEvent extends DecodedFigure {
  readonly kind: 'figure';
  readonly epoch: number;
}

export interface CheckpointEvent {
  readonly kind: 'checkpoint';
  readonly epoch: number;
  readonly checkpoint: Checkpoint;
}

/** The run completed all epochs. */
export interface ResultEvent {
  readonly kind: 'result';
  /** Cost of every test sample. */
  readonly testCosts: Float32Array;
  /** Codes of the first 10,000 test samples, `[count, encodedSize]`; null for a baseline without a code. */
  readonly testCodes: Float32Array | null;
}
