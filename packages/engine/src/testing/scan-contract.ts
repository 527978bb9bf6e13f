import {
  add,
  expandDims,
  mul,
  reshape,
  type Scalar,
  scalar,
  square,
  sum,
  type Tensor,
  transpose,
  valueAndGrads,
  zeros,
} from '@tensorflow/tfjs-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { at, named } from '../checked.ts';
import type { CompiledProgram, Engine, Program, ResidentSamples, StateValues, Step, TensorMap } from '../engine.ts';
import { EngineError } from '../errors.ts';
import { mapValues } from '../map-values.ts';
import { type Cell, type ScanArguments, type Scanned, scan, withScan } from '../scan/scan.ts';
import { sizeOf } from '../shapes.ts';
import { bits, expectClose, numbers, stateBits } from './numbers.ts';
import { type TestCell, testCells } from './recurrent-cells.ts';
import { sgd, tensorNamed } from './test-optimizers.ts';

const [steps, features, units, batch] = [7, 3, 4, 5];
const sequences: ResidentSamples = {
  count: 20,
  size: steps * features,
  shape: [steps, features],
  values: numbers(20 * steps * features, 3),
  divisor: 1,
  mean: new Float32Array(steps * features),
};

/** The sum of squares of all outputs and of the final state, which begins at 0. */
function costOf({ cell, state }: TestCell, weights: TensorMap, x: Tensor): Scalar {
  const initial = Object.fromEntries(state.map((name) => [name, zeros([batch, units])]));
  const { final, outputs } = scan(cell, { initial, inputs: { x: transpose(x, [1, 0, 2]) }, weights });
  return [...Object.values(final), ...Object.values(outputs)].map((one) => sum(square(one))).reduce((a, b) => add(a, b)) as Scalar;
}

const weightsOf = ({ weights }: TestCell): StateValues =>
  Object.fromEntries(
    Object.entries(weights(features, units)).map(([name, shape], index) => [
      name,
      { shape, values: numbers(sizeOf(shape), 40 + index).map((value) => value / 2) },
    ]),
  );

/** Trains by SGD; the state also holds the gradients of the last step. */
function recurrentProgram(tested: TestCell): Program {
  const weights = weightsOf(tested);
  const names = Object.keys(weights);
  const step: Step = ({ state, batches, optimize }) => {
    const parameters = Object.fromEntries(names.map((name) => [name, tensorNamed(state, name)]));
    const given = [...Object.values(parameters), tensorNamed(batches, 'x')];
    const { value, grads } = valueAndGrads((...tensors: Tensor[]) =>
      costOf(tested, Object.fromEntries(names.map((name, index) => [name, at(tensors, index)])), at(tensors, names.length)),
    )(given);
    const gradients = Object.fromEntries(names.map((name, index) => [name, at(grads, index)]));
    const updated = optimize(sgd, { parameters, gradients, slots: {}, learningRate: scalar(0.02) });
    return {
      metrics: { cost: value as Scalar },
      state: { ...updated.parameters, ...mapKeys(gradients, (name) => `gradient/${name}`), 'gradient/x': at(grads, names.length) },
    };
  };
  const empty = ({ shape }: { readonly shape: readonly number[] }) => ({ shape, values: new Float32Array(sizeOf(shape)) });
  return {
    state: {
      ...weights,
      ...mapKeys(mapValues(weights, empty), (name) => `gradient/${name}`),
      'gradient/x': empty({ shape: [batch, steps, features] }),
    },
    samples: { train: sequences },
    phases: { train: { batches: { x: { samples: 'train', size: batch } }, inputs: {}, step } },
    evaluationRows: batch,
  };
}

const mapKeys = <Value>(record: Readonly<Record<string, Value>>, key: (name: string) => string): Record<string, Value> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [key(name), value]));

const rowsFor = (count: number): Int32Array => Int32Array.from({ length: count * batch }, (_, index) => (index * 3) % sequences.count);
const feedsFor = (count: number, from = 0) => ({ train: { rows: { x: rowsFor(from + count).slice(from * batch) }, inputs: {} } });

/** The same scan as steps one after the other, so that a compiling engine records each. */
const unrolled = (cell: Cell, { initial, inputs, weights }: ScanArguments): Scanned => {
  const outputs: TensorMap[] = [];
  let state = initial;
  for (let index = 0; index < steps; index++) {
    const next = cell({ state, inputs: mapValues(inputs, (input) => input.slice(index, 1).squeeze([0])), weights });
    state = next.state;
    outputs.push(next.outputs);
  }
  return {
    final: state,
    outputs: mapValues(at(outputs, 0), (first, name) =>
      first.expandDims(0).concat(outputs.slice(1).map((output) => named(output, name).expandDims(0))),
    ),
  };
};

/** Scans: the part of the contract that programs without recurrent cells do not use. */
export function scanContract(engineOf: () => Engine): void {
  describe('a scan', () => {
    const compile = (given: Program): CompiledProgram => {
      const compiled = engineOf().compile(given);
      onTestFinished(() => compiled.dispose());
      return compiled;
    };

    it.each(Object.entries(testCells))('of a %s trains as its unrolled steps do', async (_, tested) => {
      const program = recurrentProgram(tested);
      const looped = compile(program);
      const { step } = named(program.phases, 'train');
      const unrolledStep: Step = (given) => withScan(unrolled, () => step(given));
      const reference = compile({ ...program, phases: { train: { ...named(program.phases, 'train'), step: unrolledStep } } });
      const schedule = [{ phase: 'train', steps: 6 }];
      const [ours, expected] = [await looped.run(schedule, feedsFor(6)), await reference.run(schedule, feedsFor(6))];
      expectClose(named(ours.train ?? {}, 'cost'), named(expected.train ?? {}, 'cost'), 'cost');
      const [state, expectedState] = [await looped.read(), await reference.read()];
      for (const [name, { values }] of Object.entries(expectedState)) expectClose(named(state, name).values, values, name);
    });

    it.each(Object.entries(testCells))('of a %s has a gradient that matches finite differences', async (_, tested) => {
      const compiled = compile(recurrentProgram(tested));
      const initial = await compiled.read();
      await compiled.run([{ phase: 'train', steps: 1 }], feedsFor(1));
      const { W: gradient } = mapKeysBack(await compiled.read());
      const costAt = async (position: number, change: number) => {
        const values = named(initial, 'W').values.slice();
        values[position] = at(values, position) + change;
        compiled.write({ ...initial, W: { ...named(initial, 'W'), values } });
        return at(named((await compiled.run([{ phase: 'train', steps: 1 }], feedsFor(1))).train ?? {}, 'cost'), 0);
      };
      for (const position of [0, 5, 17, 30]) {
        // Central differences of float32 costs of about 10: an error of 1e-6 / 2e-2 from rounding.
        const difference = ((await costAt(position, 1e-2)) - (await costAt(position, -1e-2))) / 2e-2;
        expect(Math.abs(at(gradient ?? [], position) - difference), `W[${position}]`).toBeLessThan(
          5e-3 * Math.max(1, Math.abs(difference)),
        );
      }
    });

    it('gives the same bits however steps are divided into calls', async () => {
      const program = recurrentProgram(named(testCells, 'lstm'));
      const [whole, divided] = [compile(program), compile(program)];
      const { train } = await whole.run([{ phase: 'train', steps: 7 }], feedsFor(7));
      const costs: number[] = [];
      for (const [from, count] of [
        [0, 1],
        [1, 4],
        [5, 2],
      ] as const) {
        const part = await divided.run([{ phase: 'train', steps: count }], feedsFor(count, from));
        costs.push(...bits(named(part.train ?? {}, 'cost')));
      }
      expect(costs).toEqual(bits(named(train ?? {}, 'cost')));
      expect(stateBits(await divided.read())).toEqual(stateBits(await whole.read()));
    });

    it('runs 1,000 steps, also in an evaluation', async () => {
      const long = 1_000;
      // s ← s / 2 + x: the last state is Σ x_t / 2^(999 − t).
      const values = numbers(3 * long, 90);
      const samples = { count: 3, size: long, shape: [long], values, divisor: 1, mean: new Float32Array(long) };
      const compiled = compile({ state: {}, samples: { train: samples }, phases: {}, evaluationRows: 3 });
      const half: Cell = ({ state, inputs }) => {
        const s = add(mul(tensorNamed(state, 's'), 0.5), tensorNamed(inputs, 'x'));
        return { state: { s }, outputs: { s } };
      };
      const { last, first } = await compiled.evaluate(
        (_, rows) => {
          const { final, outputs } = scan(half, { initial: { s: zeros([3]) }, inputs: { x: transpose(rows) }, weights: {} });
          return {
            last: reshape(expandDims(tensorNamed(final, 's'), 0), [3]),
            first: reshape(tensorNamed(outputs, 's').slice([0, 0], [1, 3]), [3]),
          };
        },
        samples,
        Int32Array.of(0, 1, 2),
      );
      const rows = [0, 1, 2].map((row) => values.subarray(row * long, (row + 1) * long));
      expectClose(
        last ?? [],
        rows.map((row) => row.reduce((s, x) => s / 2 + x, 0)),
        'last',
      );
      expectClose(
        first ?? [],
        rows.map((row) => at(row, 0)),
        'first',
      );
    });

    it('differentiates with respect to everything that a cell uses, also where a result or an argument has no part', async () => {
      // cost = Σ_t y_t with y_t = a·s_t and s_{t+1} = s_t + x_t: a, the initial s and x have gradients; `idle` and `other` have no part.
      const cell: Cell = ({ state, inputs, weights }) => ({
        state: { s: add(tensorNamed(state, 's'), tensorNamed(inputs, 'x')), idle: tensorNamed(state, 'idle') },
        outputs: { y: mul(tensorNamed(weights, 'a'), tensorNamed(state, 's')), other: tensorNamed(inputs, 'x') },
      });
      const step: Step = ({ state }) => {
        const given = ['a', 's', 'x'].map((name) => tensorNamed(state, name));
        const { value, grads } = valueAndGrads((a: Tensor, s: Tensor, x: Tensor) => {
          const { outputs } = scan(cell, { initial: { s, idle: tensorNamed(state, 'idle') }, inputs: { x }, weights: { a } });
          return sum<Scalar>(tensorNamed(outputs, 'y'));
        })(given);
        const [a, s, x] = grads;
        return { metrics: { cost: value as Scalar }, state: { ...state, a, s, x } as TensorMap };
      };
      const state = {
        a: { shape: [], values: Float32Array.of(3) },
        s: { shape: [2], values: Float32Array.of(1, 2) },
        x: { shape: [3, 2], values: Float32Array.of(1, 1, 2, 2, 5, 5) },
        idle: { shape: [2], values: Float32Array.of(7, 8) },
      };
      const compiled = compile({ state, samples: {}, phases: { train: { batches: {}, inputs: {}, step } }, evaluationRows: 1 });
      const { train } = await compiled.run([{ phase: 'train', steps: 1 }], { train: { rows: {}, inputs: {} } });
      // s: (1, 2), (2, 3), (4, 5), whose sum is 17.
      expect([...named(train ?? {}, 'cost')]).toEqual([51]);
      const found = mapValues(await compiled.read(), ({ values }) => [...values]);
      expect(found).toEqual({ a: [17], s: [9, 9], x: [6, 6, 3, 3, 0, 0], idle: [7, 8] });
    });

    it.each<[string, (x: Tensor) => unknown, RegExp]>([
      ['no inputs', () => scan(({ state }) => ({ state, outputs: {} }), { initial: {}, inputs: {}, weights: {} }), /A scan has no inputs/],
      [
        'too many steps',
        () => scan(({ state }) => ({ state, outputs: {} }), { initial: {}, inputs: { x: zeros([1_001, 1]) }, weights: {} }),
        /A scan has 1001 steps; it must have 1 to 1000/,
      ],
      [
        'a state of another shape',
        (x) =>
          scan(({ inputs }) => ({ state: { s: tensorNamed(inputs, 'x') }, outputs: {} }), {
            initial: { s: zeros([]) },
            inputs: { x },
            weights: {},
          }),
        /The cell of a scan returned s as float32 of shape \[6\]; it must be float32 of \[\]/,
      ],
    ])('refuses %s', (_, work, sentence) => {
      const step: Step = ({ state, batches }) => {
        work(tensorNamed(batches, 'x'));
        return { metrics: { cost: sum<Scalar>(tensorNamed(batches, 'x')) }, state };
      };
      const samples = { count: 4, size: 6, values: numbers(24, 1), divisor: 1, mean: new Float32Array(6) };
      const program = {
        state: {},
        samples: { train: samples },
        phases: { train: { batches: { x: { samples: 'train', size: 2 } }, inputs: {}, step } },
        evaluationRows: 1,
      };
      expect(() => compile(program)).toThrow(sentence);
      expect(() => compile(program)).toThrow(EngineError);
    });
  });
}

const mapKeysBack = (state: StateValues) =>
  Object.fromEntries(
    Object.entries(state).flatMap(([name, { values }]) => (name.startsWith('gradient/') ? [[name.slice(9), values]] : [])),
  );
