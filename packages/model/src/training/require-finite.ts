import type { ResidentSamples } from '@hourglass/engine/contract';
import { formatParameter } from '@hourglass/presentation';
import type { RunConfig } from '../config.ts';
import { ModelError } from '../errors.ts';
import { metricDefinition } from '../metrics/present-metrics.ts';
import { scheduleFactor } from './schedule.ts';
import type { StepRange } from './step-inputs.ts';

/** @throws ModelError COST_NOT_FINITE with the first step of the range that has a metric that is not finite, and the name of this metric */
export function requireFiniteSteps(
  metrics: Readonly<Record<string, Float32Array>>,
  config: RunConfig,
  range: StepRange,
  train: ResidentSamples,
): void {
  const found = Object.entries(metrics).flatMap(([name, values]) => {
    const index = values.findIndex((value) => !Number.isFinite(value));
    const value = values[index];
    return value === undefined ? [] : [{ name, index, value }];
  });
  // The objective is a sum: where it is not finite, one of its terms comes first and is more specific.
  const [first] = found.toSorted((a, b) => a.index - b.index || Number(a.name === 'objective') - Number(b.name === 'objective'));
  if (first === undefined) return;
  const step = range.from + first.index;
  const what = `The ${titleOf(first.name)} became ${inWords(first.value)} at`;
  throw notFinite({ what, isBeforeUpdates: step === 0 }, config, { ...range, from: step }, train);
}

/** The metrics of a part as values to check. */
export function evaluatedMetrics(part: 'validation' | 'test', metrics: Readonly<Record<string, number>>): readonly EvaluatedValue[] {
  return Object.entries(metrics).map(([name, value]) => ({ subject: `The ${part} ${titleOf(name)}`, value }));
}

function titleOf(name: string): string {
  return metricDefinition(name)?.title ?? name;
}

/** A value computed after an epoch's last update. */
export interface EvaluatedValue {
  /** The beginning of a sentence: `The validation cost`. */
  readonly subject: string;
  readonly value: number;
}

/**
 * The last update of an epoch is followed by no other step: only the evaluation can show that it diverged.
 *
 * @param range the epoch's last step
 * @throws ModelError COST_NOT_FINITE with that step
 */
export function requireFiniteEvaluation(
  values: readonly EvaluatedValue[],
  config: RunConfig,
  range: StepRange,
  train: ResidentSamples,
): void {
  for (const { subject, value } of values) {
    if (!Number.isFinite(value)) {
      throw notFinite({ what: `${subject} became ${inWords(value)} after the update of`, isBeforeUpdates: false }, config, range, train);
    }
  }
}

interface Found {
  /** The beginning of the sentence, up to the step. */
  readonly what: string;
  /** Whether the parameters are those that the run began with. */
  readonly isBeforeUpdates: boolean;
}

function notFinite({ what, isBeforeUpdates }: Found, config: RunConfig, range: StepRange, train: ResidentSamples): ModelError {
  const learningRate = config.learningRate * scheduleFactor(config.schedule, { ...range, step: range.from });
  const when = isBeforeUpdates ? 'before the first update' : `with learning rate ${learningRate}`;
  return new ModelError('COST_NOT_FINITE', `${what} step ${range.from + 1}, ${when}. ${remedy(train, isBeforeUpdates)}`);
}

/** Values beyond this are more likely the cause than the learning rate: networks are made for values of about 1. */
const largeValue = 1_000;

/** No learning rate changes the cost before the first update. */
function remedy({ values, divisor }: ResidentSamples, isBeforeUpdates: boolean): string {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const isLarge = Math.max(-low, high) / divisor > largeValue;
  if (!isBeforeUpdates && !isLarge) return 'A smaller learning rate may help.';
  const [least, most] = [low, high].map((value) => formatParameter(value / divisor, 3));
  return `The training values lie between ${least} and ${most}: scale them, with \`scale: standard\` in \`dataset\` or --scale standard.`;
}

function inWords(cost: number): string {
  return Number.isNaN(cost) ? 'not a number (NaN)' : 'infinite';
}
