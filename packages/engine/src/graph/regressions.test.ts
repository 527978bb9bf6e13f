import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Engine } from '../engine.ts';
import { loadEngine } from '../load-engine.ts';
import { bits, stateBits } from '../testing/numbers.ts';
import { compileOnePhase, type OnePhase } from '../testing/one-phase.ts';
import { checkAgreement } from '../testing/random-step/agreement.ts';
import type { StepPlan } from '../testing/random-step/plan.ts';
import { networkProgram, type SmallNetwork } from '../testing/small-network.ts';
import { tensorNamed } from '../testing/test-optimizers.ts';

/*
 * Shrunk counterexamples of random-steps.test.ts: the number of steps in one call changed the bits, because TensorFlow's graph
 * optimizer reorders sums and products depending on the nodes around them.
 */
const networks: Readonly<Record<string, SmallNetwork>> = {
  // A separate operation packed a single cost into a vector, so that its terms were no longer merged into one sum.
  'a cost of three terms': {
    shapes: { p: [] },
    batchSize: 1,
    cost: (parameters, batch) => {
      const p = tensorNamed(parameters, 'p');
      const terms = [tf.mean(tf.square(tf.tanh(batch))), tf.square(tf.tanh(p)), tf.mul(tf.square(p), 0.125)];
      return terms.reduce((sum, term) => tf.add(sum, term)) as tf.Scalar;
    },
  },
};

/** Steps that are too complex to write by hand: plans as fast-check shrank them. */
const plans: Readonly<Record<string, StepPlan>> = {
  // A product of three factors was reordered where the copies of the step share its constant.
  'a product of three factors, one of them constant': {
    batchSize: 1,
    samples: 'bytes',
    parameters: [{ shape: [1, 1], optimizer: 1 }],
    optimizers: [{ kind: 'sgd', isOwnKind: false, decay: 0, beta2: 0.9, epsilon: 0.1, rate: 'input', gradients: 'cost', result: 'kept' }],
    moves: [
      { move: 'transposedConvolution', values: [2, 9, 9], choices: [16, 8, 14] },
      { move: 'softmax', values: [8, 4, 5], choices: [16, 18, 16] },
      { move: 'dense', values: [6, 5, 1], choices: [15, 9, 1] },
      { move: 'arrange', values: [0, 3, 0], choices: [2, 5, 17] },
      { move: 'integers', values: [4, 5, 4], choices: [4, 6, 7] },
    ],
    cost: 'objective',
    extras: [],
  },
};

describe('the number of steps in one call changes no bit', () => {
  let engine: Engine;
  let eager: Engine;
  beforeAll(async () => {
    engine = await loadEngine({ only: 'tensorflow' });
    eager = await loadEngine({ only: 'tensorflow', compiled: false });
  });

  async function outcome(program: OnePhase, calls: readonly number[]) {
    const trained = compileOnePhase(engine, program);
    onTestFinished(() => trained.dispose());
    const costs: number[] = [];
    let from = 0;
    for (const steps of calls) {
      const indices = Int32Array.from({ length: steps * program.batchSize }, (_, index) => ((from * program.batchSize + index) * 7) % 50);
      costs.push(...bits(await trained.run(indices, { learningRate: new Float32Array(steps).fill(0.02) })));
      from += steps;
    }
    return { costs, state: stateBits(await trained.read()) };
  }

  it.each(Object.entries(networks))('of %s', async (_, network) => {
    const program = networkProgram(network);
    expect(await outcome(program, [1, 1, 1, 1, 1, 1, 1, 1])).toEqual(await outcome(program, [8]));
  });

  it.each(Object.entries(plans))('of %s', (_, plan) => checkAgreement(plan, { compiled: engine, eager }));
});
