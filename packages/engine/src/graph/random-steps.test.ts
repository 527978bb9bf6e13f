import fc from 'fast-check';
import { beforeAll, describe, it } from 'vitest';
import type { Engine } from '../engine.ts';
import { loadEngine } from '../load-engine.ts';
import { checkAgreement } from '../testing/random-step/agreement.ts';
import { moveNames } from '../testing/random-step/moves.ts';
import { stepPlanWith } from '../testing/random-step/plan.ts';

/** Runs more random steps with other seeds: `HOURGLASS_PROPERTY_RUNS=70 vitest run src/graph/random-steps.test.ts` takes 70 for each operation. */
const wanted = Number(process.env.HOURGLASS_PROPERTY_RUNS || 0);
const runs = wanted > 0 ? { numRuns: wanted } : { numRuns: 1, seed: 17 };

let compiled: Engine;
let eager: Engine;
beforeAll(async () => {
  compiled = await loadEngine({ only: 'tensorflow' });
  eager = await loadEngine({ only: 'tensorflow', compiled: false });
});

describe('a compiled step of random operations agrees with the eager step, bit-identical for any number of steps per call', () => {
  it.each(moveNames)('with %s', async (move) => {
    await fc.assert(
      fc.asyncProperty(stepPlanWith(move), (plan) => checkAgreement(plan, { compiled, eager })),
      runs,
    );
  });
});
