import { add, argMax, matMul, ones, type Rank, reshape, type Scalar, scalar, sum, type Tensor, tensor1d } from '@tensorflow/tfjs-core';
import { named } from '../checked.ts';
import type { Draw, Engine, Optimizer, Phase, Program, ResidentSamples, TensorMap } from '../engine.ts';
import type { EngineErrorCode } from '../errors.ts';
import { type CompiledOnePhase, compileOnePhase, type OnePhase, onePhase } from './one-phase.ts';
import { sgd, tensorNamed } from './test-optimizers.ts';
import { adamState, program, samples } from './tied-layer.ts';

export interface Refusal {
  readonly what: string;
  readonly code: EngineErrorCode;
  readonly sentence: RegExp;
  /** Performs the invalid call on the engine or on a valid program. */
  readonly provoke: (engine: Engine, trained: CompiledOnePhase) => Promise<unknown>;
}

const compiling =
  (changes: Partial<OnePhase>): Refusal['provoke'] =>
  async (engine) =>
    compileOnePhase(engine, program(changes));
const compilingRaw =
  (change: (valid: Program) => Program): Refusal['provoke'] =>
  async (engine) =>
    engine.compile(change(onePhase(program())));
const train = ({ phases }: Program): Phase => named(phases, 'train');
const uniform = (purpose: number): Draw => ({ purpose, shape: [3], distribution: { kind: 'uniform' } });
const withDraws =
  (draws: Readonly<Record<string, Draw>>, seed?: number) =>
  (valid: Program): Program => ({ ...valid, phases: { train: { ...train(valid), draws } }, ...(seed === undefined ? {} : { seed }) });
const drawing = (draws: Readonly<Record<string, Draw>>, seed?: number) => compilingRaw(withDraws(draws, seed));
const withSamples = (changes: Partial<ResidentSamples>) => compiling({ samples: { ...samples, ...changes } });
const fiveRows = Int32Array.of(0, 1, 2, 3, 4);
const rate = { learningRate: Float32Array.of(0.1) };

/** Every call that an engine must reject, with the required message. */
export const refusals: readonly Refusal[] = [
  {
    what: 'a batch size that is no whole number',
    code: 'INPUT_INVALID',
    sentence: /^phases\.train\.batches\.x\.size is 2\.5; it must be a whole number from 1 on/,
    provoke: compiling({ batchSize: 2.5 }),
  },
  {
    what: 'draws without a seed',
    code: 'INPUT_INVALID',
    sentence: /^seed is undefined; it must be a whole number from 0 to 2⁵³ − 1, because phases\.train\.draws\.noise draws random numbers/,
    provoke: drawing({ noise: uniform(2) }),
  },
  {
    what: 'two draws of one purpose',
    code: 'INPUT_INVALID',
    sentence: /^phases\.train\.draws\.b\.purpose is 2, as that of phases\.train\.draws\.a, which would draw the same numbers/,
    provoke: drawing({ a: uniform(2), b: uniform(2) }, 1),
  },
  {
    what: 'a purpose that does not fit a byte',
    code: 'INPUT_INVALID',
    sentence: /^phases\.train\.draws\.noise\.purpose is 256; it must be a whole number from 0 to 255/,
    provoke: drawing({ noise: uniform(256) }, 1),
  },
  {
    what: 'a mask of an impossible level',
    code: 'INPUT_INVALID',
    sentence: /^phases\.train\.draws\.noise\.distribution\.level is 1\.5; it must be a number from 0 to 1/,
    provoke: drawing({ noise: { purpose: 2, shape: [3], distribution: { kind: 'mask', level: 1.5 } } }, 1),
  },
  {
    what: 'steps that draw without the number of the first one',
    code: 'INPUT_INVALID',
    sentence: /^feeds\.train\.firstStep is undefined; it must be a whole number from 0 on, because train draws random numbers/,
    provoke: async (engine) => {
      const compiled = engine.compile(withDraws({ noise: uniform(2) }, 1)(onePhase(program())));
      try {
        return await compiled.run([{ phase: 'train', steps: 1 }], { train: { rows: { x: fiveRows }, inputs: rate } });
      } finally {
        compiled.dispose();
      }
    },
  },
  {
    what: 'samples without rows',
    code: 'INPUT_INVALID',
    sentence: /^samples\.train\.count is 0; it must be a whole number from 1 on/,
    provoke: withSamples({ count: 0, values: new Uint8Array() }),
  },
  {
    what: 'samples with too few values',
    code: 'INPUT_INVALID',
    sentence: /^samples\.train\.values has 3 values; 40 samples of size 6 need 240/,
    provoke: withSamples({ values: new Uint8Array(3) }),
  },
  {
    what: 'a mean of another size',
    code: 'INPUT_INVALID',
    sentence: /^samples\.train\.mean has 2 values; samples of size 6 need 6/,
    provoke: withSamples({ mean: new Float32Array(2) }),
  },
  {
    what: 'a divisor of 0',
    code: 'INPUT_INVALID',
    sentence: /^samples\.train\.divisor is 0; it must be a finite number other than 0/,
    provoke: withSamples({ divisor: 0 }),
  },
  {
    what: 'state whose values do not fill its shape',
    code: 'STATE_MISMATCH',
    sentence: /^The state has 3 values for b; its shape \[4\] needs 4/,
    provoke: compiling({ state: { ...adamState, b: { shape: [4], values: new Float32Array(3) } } }),
  },
  {
    what: 'a step that forgets some state',
    code: 'STEP_INVALID',
    sentence: /^Phase train: The state that the step returned lacks b, c; its names must be: b, c/,
    provoke: compiling({
      state: { b: named(adamState, 'b'), c: named(adamState, 'c') },
      step: ({ batch }) => ({ cost: sum(batch), state: {} }),
    }),
  },
  {
    what: 'a step that adds state',
    code: 'STEP_INVALID',
    sentence: /^Phase train: The state that the step returned has extra too much/,
    provoke: compiling({ step: ({ state, batch }) => ({ cost: sum(batch), state: { ...state, extra: batch } }) }),
  },
  {
    what: 'a step that changes a shape',
    code: 'STEP_INVALID',
    sentence: /^Phase train: The state that the step returned has b in shape \[2, 2\]; it must be \[4\]/,
    provoke: compiling({
      step: ({ state, batch }) => ({ cost: sum(batch), state: { ...state, b: reshape(tensorNamed(state, 'b'), [2, 2]) } }),
    }),
  },
  {
    what: 'a step that returns whole numbers as state',
    code: 'STEP_INVALID',
    sentence: /^Phase train: The step returned no float32 tensor as b of its state/,
    provoke: compiling({ step: ({ state, batch }) => ({ cost: sum(batch), state: { ...state, b: tensor1d([1, 2, 3, 4], 'int32') } }) }),
  },
  {
    what: 'a cost that is no scalar',
    code: 'STEP_INVALID',
    sentence: /^Phase train: The step's metric cost is float32 of shape \[5\]; it must be a float32 scalar/,
    provoke: compiling({ step: ({ state, batch }) => ({ cost: sum(batch, 1), state }) }),
  },
  {
    what: 'a cost that is a whole number',
    code: 'STEP_INVALID',
    sentence: /^Phase train: The step's metric cost is int32 of shape \[\]; it must be a float32 scalar/,
    provoke: compiling({ step: ({ state, batch }) => ({ cost: argMax<Scalar>(reshape<Rank.R1>(batch, [30])), state }) }),
  },
  {
    what: 'a step that TensorFlow.js refuses',
    code: 'OPERATION_FAILED',
    sentence: /^Phase train: TensorFlow\.js refused an operation: ./,
    provoke: compiling({ step: ({ state, batch }) => ({ cost: sum(matMul(batch, batch)), state }) }),
  },
  {
    what: 'gradients of another shape',
    code: 'STEP_INVALID',
    sentence: /^Phase train: What the step gives the optimizer sgd as gradients has b in shape \[1\]; it must be \[4\]/,
    provoke: compiling({ step: updatingB(sgd, () => ones([1])) }),
  },
  {
    what: 'gradients without one for a parameter',
    code: 'STEP_INVALID',
    sentence: /^Phase train: What the step gives the optimizer sgd as gradients lacks b; its names must be: b/,
    provoke: compiling({ step: updatingB(sgd, () => null) }),
  },
  {
    what: 'an optimizer of a known kind without one of its hyperparameters',
    code: 'STEP_INVALID',
    sentence: /^Phase train: The optimizer momentum has the hyperparameter momentum undefined; it must be a finite number/,
    provoke: compiling({ step: updatingB({ ...sgd, kind: 'momentum' }, (b) => b) }),
  },
  {
    what: 'an optimizer that returns other parameters',
    code: 'STEP_INVALID',
    sentence: /^Phase train: What the optimizer mine returned as parameters lacks b/,
    provoke: compiling({ step: updatingB({ ...sgd, kind: 'mine', update: () => ({ parameters: {}, slots: {} }) }, (b) => b) }),
  },
  {
    what: 'a step without metrics',
    code: 'STEP_INVALID',
    sentence: /^Phase train: The step returned no metrics; it must return at least one scalar/,
    provoke: compilingRaw((valid) => ({ ...valid, phases: { train: { ...train(valid), step: ({ state }) => ({ metrics: {}, state }) } } })),
  },
  {
    what: 'samples of another shape than their size',
    code: 'INPUT_INVALID',
    sentence: /^samples\.train\.shape is \[4, 2\], which has 8 values; the samples have 6/,
    provoke: withSamples({ shape: [4, 2] }),
  },
  {
    what: 'a batch of samples that the program does not have',
    code: 'INPUT_INVALID',
    sentence: /^phases\.train\.batches\.x\.samples is other; it must be one of: train/,
    provoke: compilingRaw((valid) => ({
      ...valid,
      phases: { train: { ...train(valid), batches: { x: { samples: 'other', size: 5 } } } },
    })),
  },
  {
    what: 'evaluations of no rows at once',
    code: 'INPUT_INVALID',
    sentence: /^evaluationRows is 0; it must be a whole number from 1 on/,
    provoke: compilingRaw((valid) => ({ ...valid, evaluationRows: 0 })),
  },
  {
    what: 'a schedule with a phase that the program does not have',
    code: 'INPUT_INVALID',
    sentence: /^The schedule names the phase critic; the program has: train/,
    provoke: (_, { program: raw }) => raw.run([{ phase: 'critic', steps: 1 }], {}),
  },
  {
    what: 'a schedule with half a step',
    code: 'INPUT_INVALID',
    sentence: /^The schedule has 0\.5 steps of train; it must be a whole number from 0 on/,
    provoke: (_, { program: raw }) => raw.run([{ phase: 'train', steps: 0.5 }], {}),
  },
  {
    what: 'a run without the feeds of a phase',
    code: 'INPUT_INVALID',
    sentence: /^feeds lacks train; its names must be: train/,
    provoke: (_, { program: raw }) => raw.run([{ phase: 'train', steps: 1 }], {}),
  },
  {
    what: 'a run without the rows of a batch',
    code: 'INPUT_INVALID',
    sentence: /^feeds\.train\.rows lacks x; its names must be: x/,
    provoke: (_, { program: raw }) => raw.run([{ phase: 'train', steps: 1 }], { train: { rows: {}, inputs: rate } }),
  },
  {
    what: 'indices that fill no batch',
    code: 'INPUT_INVALID',
    sentence: /^feeds\.train\.rows\.x has 3 rows; 1 steps of 5 rows need 5/,
    provoke: (_, trained) => trained.run(Int32Array.of(0, 1, 2), rate),
  },
  {
    what: 'a row past the last',
    code: 'INPUT_INVALID',
    sentence: /^feeds\.train\.rows\.x names row 40; the samples have rows 0 to 39/,
    provoke: (_, trained) => trained.run(Int32Array.of(0, 1, 40, 3, 4), rate),
  },
  {
    what: 'a row before the first',
    code: 'INPUT_INVALID',
    sentence: /^rows names row -1; the samples have rows 0 to 39/,
    provoke: (_, trained) => trained.evaluate((_state, batch) => add(batch, 0), samples, Int32Array.of(-1)),
  },
  {
    what: 'a run without an input',
    code: 'INPUT_INVALID',
    sentence: /^feeds\.train\.inputs lacks learningRate; its names must be: learningRate/,
    provoke: (_, trained) => trained.run(fiveRows, {}),
  },
  {
    what: 'a run with an input too much',
    code: 'INPUT_INVALID',
    sentence: /^feeds\.train\.inputs has noise too much; its names must be: learningRate/,
    provoke: (_, trained) => trained.run(fiveRows, { ...rate, noise: new Float32Array(1) }),
  },
  {
    what: 'an input with too many values',
    code: 'INPUT_INVALID',
    sentence: /^feeds\.train\.inputs\.learningRate has 2 values; 1 steps of shape \[\] need 1/,
    provoke: (_, trained) => trained.run(fiveRows, { learningRate: new Float32Array(2) }),
  },
  {
    what: 'an evaluation that gives no result a row',
    code: 'STEP_INVALID',
    sentence: /^The evaluation returned value as float32 of shape \[\] for 2 rows; it must be float32 with a result a row: \[2, \.\.\.\]/,
    provoke: (_, trained) => trained.evaluate((_state, batch) => sum(batch), samples, Int32Array.of(0, 1)),
  },
  {
    what: 'to write a state with a name missing',
    code: 'STATE_MISMATCH',
    sentence: /^The state to write lacks beta1Power/,
    provoke: async (_, trained) => {
      const { beta1Power, ...rest } = adamState;
      trained.write(rest);
    },
  },
  {
    what: 'to write a state in another shape',
    code: 'STATE_MISMATCH',
    sentence: /^The state to write has b in shape \[2, 2\]; it must be \[4\]/,
    provoke: async (_, trained) => trained.write({ ...adamState, b: { shape: [2, 2], values: new Float32Array(4) } }),
  },
  {
    what: 'a run while another is going on',
    code: 'INPUT_INVALID',
    sentence: /^evaluate was called while run is in progress\. Await it first/,
    provoke: async (_, trained) => {
      const noSteps = trained.run(new Int32Array(), { learningRate: new Float32Array() });
      await trained.evaluate((_state, batch) => add(batch, 0), samples, fiveRows).finally(() => noSteps);
    },
  },
];

/** A step that updates `b` with a gradient made from it. */
function updatingB(optimizer: Optimizer, gradientOf: (b: Tensor) => Tensor | null): OnePhase['step'] {
  return ({ state, batch, optimize }) => {
    const b = tensorNamed(state, 'b');
    const gradient = gradientOf(b);
    const gradients: TensorMap = gradient === null ? {} : { b: gradient };
    const { parameters } = optimize(optimizer, { parameters: { b }, gradients, slots: {}, learningRate: scalar(0.1) });
    return { cost: sum(batch), state: { ...state, ...parameters } };
  };
}
