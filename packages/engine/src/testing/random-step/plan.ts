import fc from 'fast-check';
import { moveNames } from './moves.ts';

/** A training step as data: what fast-check draws, shrinks and prints. */
export interface StepPlan {
  readonly batchSize: number;
  readonly samples: 'bytes' | 'floats';
  readonly parameters: readonly ParameterPlan[];
  readonly optimizers: readonly OptimizerPlan[];
  /** The operations, each of which uses earlier values. */
  readonly moves: readonly MovePlan[];
  readonly cost: 'objective' | 'state' | 'stateToo';
  /** State beside parameters and slots. */
  readonly extras: readonly ExtraPlan[];
}

interface ParameterPlan {
  readonly shape: readonly number[];
  /** Which of the optimizers trains it, modulo their number. */
  readonly optimizer: number;
}

export interface OptimizerPlan {
  readonly kind: 'adam' | 'momentum' | 'sgd';
  /** Whether its kind is unknown to all engines, so that its `update` is traced. */
  readonly isOwnKind: boolean;
  /** First moment's decay, or momentum. */
  readonly decay: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly rate: 'input' | 'constant' | 'scaled';
  /** Where the gradients come from, and what happens to them. */
  readonly gradients: 'cost' | 'clipped' | 'given' | 'parameter';
  /** What the step does with the result. */
  readonly result: 'kept' | 'decayed';
}

interface MovePlan {
  readonly move: string;
  /** How far back its operands lie among the values so far. */
  readonly values: readonly [number, number, number];
  readonly choices: readonly [number, number, number];
}

const extraPlans = ['runningMean', 'copyOfInput', 'swapped', 'counter'] as const;
type ExtraPlan = (typeof extraPlans)[number];

const shapes = [[3], [2, 3], [12, 3], [], [1], [1, 3], [3, 1], [4, 4], [2, 2, 2, 3], [1, 1]];

const optimizerPlan = fc.record<OptimizerPlan>({
  kind: fc.constantFrom('sgd', 'momentum', 'adam'),
  isOwnKind: fc.nat(4).map((number) => number === 4),
  decay: fc.constantFrom(0.9, 0.5, 0),
  beta2: fc.constantFrom(0.999, 0.9),
  // With Adam's default epsilon, a gradient that is zero except for rounding moves a weight by the full learning rate, with either sign.
  epsilon: fc.constantFrom(0.01, 0.1),
  rate: fc.constantFrom('input', 'constant', 'scaled'),
  gradients: fc.constantFrom('cost', 'cost', 'cost', 'clipped', 'given', 'parameter'),
  result: fc.nat(5).map((number) => (number === 5 ? 'decayed' : 'kept')),
});

const movePlan = (move: fc.Arbitrary<string>): fc.Arbitrary<MovePlan> =>
  fc.record({
    move,
    values: fc.tuple(fc.nat(9), fc.nat(9), fc.nat(9)),
    choices: fc.tuple(fc.nat(19), fc.nat(19), fc.nat(19)),
  });

const anyMove = movePlan(fc.constantFrom(...moveNames));

/** Steps with at least this move. Its value is part of the cost, which is a sum over the last three. */
export const stepPlanWith = (move: string): fc.Arbitrary<StepPlan> =>
  stepPlanOf(
    fc
      .tuple(fc.array(anyMove, { maxLength: 4 }), movePlan(fc.constant(move)), fc.array(anyMove, { maxLength: 2 }))
      .map(([before, one, after]) => [...before, one, ...after]),
  );

const stepPlanOf = (moves: fc.Arbitrary<readonly MovePlan[]>): fc.Arbitrary<StepPlan> =>
  fc.record({
    batchSize: fc.integer({ min: 1, max: 4 }),
    samples: fc.constantFrom('bytes', 'floats'),
    parameters: fc.array(fc.record({ shape: fc.constantFrom(...shapes), optimizer: fc.nat(3) }), { minLength: 1, maxLength: 5 }),
    optimizers: fc.array(optimizerPlan, { minLength: 1, maxLength: 4 }),
    moves,
    cost: fc.constantFrom('objective', 'objective', 'state', 'stateToo'),
    extras: fc.subarray([...extraPlans]),
  });

/** Steps of any operations. */
export const stepPlan: fc.Arbitrary<StepPlan> = stepPlanOf(fc.array(anyMove, { minLength: 1, maxLength: 7 }));
