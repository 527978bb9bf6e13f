import type { Scalar, Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import { named } from '../checked.ts';
import type {
  CompiledProgram,
  Engine,
  Evaluation,
  MaybePure,
  Program,
  ResidentSamples,
  StateValues,
  Step,
  StepArguments,
  TensorMap,
} from '../engine.ts';
import type { PhaseOfProgram } from '../graph/record-step.ts';

/*
 * Most tests need one phase with one batch and one metric. They write such a program as one flat object, and run it without naming phase, batch and
 * metric.
 */

export interface CostStepArguments extends Omit<StepArguments, 'batches'> {
  readonly batch: Tensor2D;
}
export type CostStep = MaybePure & ((given: CostStepArguments) => { readonly cost: Scalar; readonly state: TensorMap });

/** An evaluation with one result. */
export type SingleEvaluation = MaybePure & ((state: TensorMap, batch: Tensor2D) => Tensor);

/** A program with the phase `train`, its batch `x` and its metric `cost`. */
export interface OnePhase {
  readonly state: StateValues;
  readonly samples: ResidentSamples;
  readonly batchSize: number;
  readonly inputs: Readonly<Record<string, readonly number[]>>;
  readonly step: CostStep;
}

export interface CompiledOnePhase extends Pick<CompiledProgram, 'read' | 'write' | 'dispose'> {
  readonly program: CompiledProgram;
  /** Returns the costs of `rows.length / batchSize` steps. */
  run(rows: Int32Array, inputs: Readonly<Record<string, Float32Array>>): Promise<Float32Array>;
  evaluate(evaluation: SingleEvaluation, samples: ResidentSamples, rows: Int32Array): Promise<Float32Array>;
}

export function onePhase({ state, samples, batchSize, inputs, step }: OnePhase): Program {
  return {
    state,
    samples: { train: samples },
    phases: { train: { batches: { x: { samples: 'train', size: batchSize } }, inputs, step: stepOf(step) } },
    evaluationRows: 500,
  };
}

/** The phase as it is recorded. */
export function recordedPhase(given: OnePhase): PhaseOfProgram {
  const program = onePhase(given);
  return { ...program, phase: named(program.phases, 'train') };
}

export function compileOnePhase(engine: Engine, given: OnePhase): CompiledOnePhase {
  const program = engine.compile(onePhase(given));
  return {
    program,
    read: program.read,
    write: program.write,
    dispose: program.dispose,
    async run(rows, inputs) {
      const { train } = await program.run([{ phase: 'train', steps: Math.ceil(rows.length / given.batchSize) }], {
        train: { rows: { x: rows }, inputs },
      });
      return named(train ?? {}, 'cost');
    },
    async evaluate(evaluation, samples, rows) {
      return named(await program.evaluate(evaluationOf(evaluation), samples, rows), 'value');
    },
  };
}

// The same function for the same step, so that an engine recognises a pure one.
const steps = new WeakMap<CostStep, Step>();
function stepOf(given: CostStep): Step {
  const known = steps.get(given);
  if (known !== undefined) return known;
  const step: Step = ({ batches, ...rest }) => {
    const { cost, state } = given({ ...rest, batch: named(batches, 'x') as Tensor2D });
    return { metrics: { cost }, state };
  };
  steps.set(given, given.pure === true ? Object.assign(step, { pure: true } as const) : step);
  return stepOf(given);
}

const evaluations = new WeakMap<SingleEvaluation, Evaluation>();
function evaluationOf(given: SingleEvaluation): Evaluation {
  const known = evaluations.get(given);
  if (known !== undefined) return known;
  const evaluation: Evaluation = (state, batch) => ({ value: given(state, batch as Tensor2D) });
  evaluations.set(given, given.pure === true ? Object.assign(evaluation, { pure: true } as const) : evaluation);
  return evaluationOf(given);
}
