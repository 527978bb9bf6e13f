import type { RunConfig } from '../config.ts';
import { ModelError } from '../errors.ts';
import { scheduleFactor } from './schedule.ts';
import type { StepRange } from './step-inputs.ts';

/** @throws ModelError COST_NOT_FINITE with the first step of the range whose cost is not finite */
export function requireFiniteCosts(costs: Float32Array, config: RunConfig, range: StepRange): void {
  const index = costs.findIndex((cost) => !Number.isFinite(cost));
  const cost = costs[index];
  if (cost === undefined) return;
  throw notFinite(`The cost became ${inWords(cost)} at`, config, { ...range, from: range.from + index });
}

/** Costs of one kind, computed after an epoch's last update. */
export interface EvaluatedCost {
  /** As a sentence begins: `The validation cost`. */
  readonly subject: string;
  readonly value: number;
}

/**
 * The last update of an epoch is followed by no other step: only the evaluation can show that it diverged.
 *
 * @param range the epoch's last step
 * @throws ModelError COST_NOT_FINITE with that step
 */
export function requireFiniteEvaluation(costs: readonly EvaluatedCost[], config: RunConfig, range: StepRange): void {
  for (const { subject, value } of costs) {
    if (!Number.isFinite(value)) throw notFinite(`${subject} became ${inWords(value)} after the update of`, config, range);
  }
}

function notFinite(what: string, config: RunConfig, range: StepRange): ModelError {
  const learningRate = config.learningRate * scheduleFactor(config.schedule, { ...range, step: range.from });
  return new ModelError(
    'COST_NOT_FINITE',
    `${what} step ${range.from + 1}, with learning rate ${learningRate}. A smaller learning rate may help.`,
  );
}

function inWords(cost: number): string {
  return Number.isNaN(cost) ? 'not a number (NaN)' : 'infinite';
}
