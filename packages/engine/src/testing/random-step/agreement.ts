import { at, got } from '../../checked.ts';
import type { Engine, StateValues } from '../../engine.ts';
import { bits, isClose, stateBits } from '../numbers.ts';
import { type CompiledOnePhase, compileOnePhase } from '../one-phase.ts';
import type { StepPlan } from './plan.ts';
import { evaluationOf, inputsFor, programOf } from './program-of.ts';

/** What a program computes: the costs of its steps, the state they end in, and an evaluation of that state. */
interface Outcome {
  readonly costs: Float32Array;
  readonly state: StateValues;
  readonly evaluated: Float32Array;
}

/** Five steps: as many as a compiled program runs at once, and one more. */
const steps = 5;

const indicesFor = ({ batchSize }: StepPlan): Int32Array => Int32Array.from({ length: steps * batchSize }, (_, index) => (index * 7) % 30);

async function outcomeOf(compiled: CompiledOnePhase, plan: StepPlan): Promise<Outcome> {
  const { samples } = programOf(plan);
  const costs = await compiled.run(indicesFor(plan), inputsFor(plan, steps));
  const state = await compiled.read();
  return { costs, state, evaluated: await compiled.evaluate(evaluationOf(plan), samples, Int32Array.of(4, 0, 17)) };
}

/** The same steps from the same start, one at a time. */
async function oneByOne(compiled: CompiledOnePhase, plan: StepPlan): Promise<Pick<Outcome, 'costs' | 'state'>> {
  compiled.write(programOf(plan).state);
  const [indices, inputs, costs] = [indicesFor(plan), inputsFor(plan, steps), new Float32Array(steps)];
  for (let step = 0; step < steps; step++) {
    const part = <Values extends Int32Array | Float32Array>(values: Values): Values => {
      const length = values.length / steps;
      return values.slice(step * length, (step + 1) * length) as Values;
    };
    const own = Object.fromEntries(Object.entries(inputs).map(([name, values]) => [name, part(values)]));
    costs.set(await compiled.run(part(indices), own), step);
  }
  return { costs, state: await compiled.read() };
}

/**
 * Runs a plan on two engines.
 *
 * @throws Error where they differ by more than engines may, where a number is not finite, or where the number of steps in one
 * call changes a bit
 */
export async function checkAgreement(plan: StepPlan, engines: { readonly compiled: Engine; readonly eager: Engine }): Promise<void> {
  const program = programOf(plan);
  const [ours, reference] = [compileOnePhase(engines.compiled, program), compileOnePhase(engines.eager, program)];
  try {
    const expected = await outcomeOf(reference, plan);
    const actual = await outcomeOf(ours, plan);
    checkClose(actual, expected);
    const again = await oneByOne(ours, plan);
    if (bits(again.costs).join() !== bits(actual.costs).join()) throw new Error('Costs differ when steps run one by one.');
    if (JSON.stringify(stateBits(again.state)) !== JSON.stringify(stateBits(actual.state))) {
      throw new Error('The state differs when steps run one by one.');
    }
  } finally {
    ours.dispose();
    reference.dispose();
  }
}

function checkClose(actual: Outcome, expected: Outcome): void {
  const parts = (outcome: Outcome) => [
    ['costs', outcome.costs] as const,
    ...Object.entries(outcome.state).map(([name, { values }]) => [name, values] as const),
    ['evaluated', outcome.evaluated] as const,
  ];
  const found = new Map(parts(actual));
  for (const [name, values] of parts(expected)) {
    for (const [index, value] of values.entries()) {
      if (!Number.isFinite(value))
        throw new Error(`${name}[${index}] is ${value} in eager mode: the plan computes nothing that can be compared.`);
      const ours = at(got(found, name), index);
      if (isClose(ours, value)) continue;
      throw new Error(`${name}[${index}] is ${ours} compiled and ${value} eager.`);
    }
  }
}
