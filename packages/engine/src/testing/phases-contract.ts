import { add, mean, mul, reshape, type Scalar, sub, sum, type Tensor } from '@tensorflow/tfjs-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { at, named } from '../checked.ts';
import type { CompiledProgram, Engine, Evaluation, PhaseFeeds, PhaseSteps, Program, ResidentSamples, Step } from '../engine.ts';
import { bits, bytes, expectClose, numbers, stateBits } from './numbers.ts';
import { adamWith, momentumWith, tensorNamed } from './test-optimizers.ts';
import { rowsOf } from './tied-layer-reference.ts';

/*
 * A game of two players: the critic's score of a sample x is w · x; it learns to score real samples above those that the generator makes as
 * g + code. The state also holds what no optimizer touches: a count of rounds, and a moving average of the critic's weights.
 */
const size = 6;
const shape = [3, 2];
const real: ResidentSamples = { count: 40, size, shape, values: bytes(40 * size, 7), divisor: 255, mean: numbers(size, 8) };
const codes: ResidentSamples = { count: 30, size, shape, values: numbers(30 * size, 9), divisor: 1, mean: new Float32Array(size) };
const criticHyper = { beta1: 0.5, beta2: 0.9, epsilon: 0.1 };

const zeros = { shape, values: new Float32Array(size) };
const scalarOf = (value: number) => ({ shape: [], values: Float32Array.of(value) });

const criticStep: Step = ({ state, batches, inputs, optimize }) => {
  const [w, g] = [tensorNamed(state, 'w'), tensorNamed(state, 'g')];
  const samples = mean(tensorNamed(batches, 'real'), 0);
  const made = add(mean(tensorNamed(batches, 'codes'), 0), g);
  const updated = optimize(adamWith(criticHyper), {
    parameters: { w },
    gradients: { w: sub(made, samples) },
    slots: {
      'm/w': tensorNamed(state, 'critic/m/w'),
      'v/w': tensorNamed(state, 'critic/v/w'),
      beta1Power: tensorNamed(state, 'critic/beta1Power'),
      beta2Power: tensorNamed(state, 'critic/beta2Power'),
    },
    learningRate: tensorNamed<Scalar>(inputs, 'rate'),
  });
  const slots = Object.fromEntries(Object.entries(updated.slots).map(([name, tensor]) => [`critic/${name}`, tensor]));
  const average = add(mul(tensorNamed(state, 'average'), 0.75), mul(w, 0.25));
  return {
    metrics: { real: sum<Scalar>(mul(samples, w)), made: sum<Scalar>(mul(made, w)) },
    state: { ...state, ...updated.parameters, ...slots, average },
  };
};

const generatorStep: Step = ({ state, inputs, optimize }) => {
  const [w, g] = [tensorNamed(state, 'w'), tensorNamed(state, 'g')];
  const updated = optimize(momentumWith({ momentum: 0.5 }), {
    parameters: { g },
    gradients: { g: mul(w, -1) },
    slots: { 'accumulator/g': tensorNamed(state, 'generator/accumulator/g') },
    learningRate: tensorNamed<Scalar>(inputs, 'rate'),
  });
  const rounds = add<Scalar>(tensorNamed(state, 'rounds'), 1);
  const accumulator = { 'generator/accumulator/g': named(updated.slots, 'accumulator/g') };
  return { metrics: { score: sum<Scalar>(mul(g, w)), rounds }, state: { ...state, ...updated.parameters, ...accumulator, rounds } };
};

const game: Program = {
  state: {
    w: { shape, values: numbers(size, 1) },
    g: { shape, values: numbers(size, 2) },
    'critic/m/w': zeros,
    'critic/v/w': zeros,
    'critic/beta1Power': scalarOf(criticHyper.beta1),
    'critic/beta2Power': scalarOf(criticHyper.beta2),
    'generator/accumulator/g': zeros,
    average: zeros,
    rounds: scalarOf(0),
  },
  samples: { real, codes },
  phases: {
    critic: {
      batches: { real: { samples: 'real', size: 5 }, codes: { samples: 'codes', size: 4 } },
      inputs: { rate: [] },
      step: criticStep,
    },
    generator: { batches: {}, inputs: { rate: [] }, step: generatorStep },
  },
  evaluationRows: 7,
};

const rowsFor = (count: number, of: number, stride: number) => Int32Array.from({ length: count }, (_, index) => (index * stride) % of);

/** Rows and learning rates of these steps of each phase, counted from the start of training. */
function feedsFor(criticSteps: number, generatorSteps: number) {
  return {
    critic: {
      rows: { real: rowsFor(5 * criticSteps, real.count, 7), codes: rowsFor(4 * criticSteps, codes.count, 11) },
      inputs: { rate: Float32Array.from({ length: criticSteps }, (_, step) => 0.1 / (step + 1)) },
    },
    generator: { rows: {}, inputs: { rate: Float32Array.from({ length: generatorSteps }, (_, step) => 0.05 / (step + 1)) } },
  } satisfies Readonly<Record<string, PhaseFeeds>>;
}

const round: readonly PhaseSteps[] = [
  { phase: 'critic', steps: 5 },
  { phase: 'generator', steps: 1 },
];

/** Three rounds in float64. */
function reference() {
  const feeds = feedsFor(15, 3);
  const { beta1, beta2, epsilon } = criticHyper;
  let [w, g] = [Array.from(numbers(size, 1)), Array.from(numbers(size, 2))];
  let [m, v, a, average] = [w.map(() => 0), w.map(() => 0), w.map(() => 0), w.map(() => 0)];
  const metrics: Record<string, number[]> = { real: [], made: [], score: [] };
  const dot = (one: readonly number[], other: readonly number[]) =>
    one.reduce((total, value, index) => total + value * at(other, index), 0);
  const meanOf = (samples: ResidentSamples, rows: Int32Array) => {
    const all = rowsOf(samples, rows);
    return w.map((_, column) => all.reduce((total, row) => total + at(row, column), 0) / all.length);
  };
  for (let step = 0; step < 15; step++) {
    const samples = meanOf(real, feeds.critic.rows.real.subarray(5 * step, 5 * step + 5));
    const made = meanOf(codes, feeds.critic.rows.codes.subarray(4 * step, 4 * step + 4)).map((value, index) => value + at(g, index));
    named(metrics, 'real').push(dot(samples, w));
    named(metrics, 'made').push(dot(made, w));
    average = average.map((value, index) => 0.75 * value + 0.25 * at(w, index));
    const gradient = made.map((value, index) => value - at(samples, index));
    m = m.map((value, index) => beta1 * value + (1 - beta1) * at(gradient, index));
    v = v.map((value, index) => beta2 * value + (1 - beta2) * at(gradient, index) ** 2);
    const rate = (at(feeds.critic.inputs.rate, step) * Math.sqrt(1 - beta2 ** (step + 1))) / (1 - beta1 ** (step + 1));
    w = w.map((value, index) => value - (rate * at(m, index)) / (Math.sqrt(at(v, index)) + epsilon));
    if (step % 5 !== 4) continue;
    named(metrics, 'score').push(dot(g, w));
    a = a.map((value, index) => 0.5 * value - at(w, index));
    g = g.map((value, index) => value - at(feeds.generator.inputs.rate, (step - 4) / 5) * at(a, index));
  }
  return { w, g, average, metrics };
}

/** Phases, metrics, sample sets and evaluations: the parts of the contract that a program of one phase does not use. */
export function phasesContract(engineOf: () => Engine): void {
  describe('phases', () => {
    const compile = (given: Program = game): CompiledProgram => {
      const compiled = engineOf().compile(given);
      onTestFinished(() => compiled.dispose());
      return compiled;
    };

    it('run on one state in the order of the schedule, each with its own batches, inputs, optimizer and metrics', async () => {
      const compiled = compile();
      const { critic, generator } = await compiled.run([...round, ...round, ...round], feedsFor(15, 3));
      const expected = reference();
      expect(Object.keys(critic ?? {})).toEqual(['real', 'made']);
      for (const name of ['real', 'made'] as const) expectClose(named(critic ?? {}, name), named(expected.metrics, name), name);
      expectClose(named(generator ?? {}, 'score'), named(expected.metrics, 'score'), 'score');
      expect([...named(generator ?? {}, 'rounds')]).toEqual([1, 2, 3]);
      const state = await compiled.read();
      for (const name of ['w', 'g', 'average'] as const) expectClose(named(state, name).values, expected[name], name);
    });

    it('give the same bits however the schedule is divided into calls', async () => {
      const [whole, divided] = [compile(), compile()];
      const all = await whole.run([...round, ...round, ...round], feedsFor(15, 3));
      const feeds = feedsFor(15, 3);
      const found: Record<string, number[]> = {};
      const done = { critic: 0, generator: 0 };
      for (const [critic, generator] of [
        [3, 0],
        [2, 1],
        [5, 1],
        [1, 0],
        [4, 1],
      ] as const) {
        const slice = (values: Float32Array, from: number, count: number) => values.slice(from, from + count);
        const metrics = await divided.run(
          [
            { phase: 'critic', steps: critic },
            { phase: 'generator', steps: generator },
          ],
          {
            critic: {
              rows: {
                real: feeds.critic.rows.real.slice(5 * done.critic, 5 * (done.critic + critic)),
                codes: feeds.critic.rows.codes.slice(4 * done.critic, 4 * (done.critic + critic)),
              },
              inputs: { rate: slice(feeds.critic.inputs.rate, done.critic, critic) },
            },
            generator: { rows: {}, inputs: { rate: slice(feeds.generator.inputs.rate, done.generator, generator) } },
          },
        );
        done.critic += critic;
        done.generator += generator;
        for (const [phase, values] of Object.entries(metrics)) {
          for (const [name, part] of Object.entries(values))
            found[`${phase}.${name}`] = [...(found[`${phase}.${name}`] ?? []), ...bits(part)];
        }
      }
      for (const [phase, values] of Object.entries(all)) {
        for (const [name, part] of Object.entries(values)) expect(found[`${phase}.${name}`], `${phase}.${name}`).toEqual(bits(part));
      }
      expect(stateBits(await divided.read())).toEqual(stateBits(await whole.read()));
    });

    it('return no values if they run no steps', async () => {
      const compiled = compile();
      const metrics = await compiled.run([{ phase: 'critic', steps: 0 }], { critic: feedsFor(0, 0).critic });
      expect(metrics).toEqual({ critic: { real: new Float32Array(), made: new Float32Array() } });
      expect(await compiled.run([], {})).toEqual({});
    });

    it('receive batches in the shape of their samples', async () => {
      const seen = { shape: [5, 3, 2], values: new Float32Array(5 * size) };
      const copier = compile({
        ...game,
        state: { seen },
        phases: {
          copy: {
            batches: { real: { samples: 'real', size: 5 } },
            inputs: {},
            step: ({ batches }) => {
              const batch = tensorNamed(batches, 'real');
              return { metrics: { sum: sum<Scalar>(batch) }, state: { seen: add(batch, 0) } };
            },
          },
        },
      });
      const rows = Int32Array.of(39, 0, 3, 3, 12);
      await copier.run([{ phase: 'copy', steps: 1 }], { copy: { rows: { real: rows }, inputs: {} } });
      expect(bits(named(await copier.read(), 'seen').values)).toEqual(bits(Float32Array.from(rowsOf(real, rows).flat())));
    });

    it('may use more sample sets than an engine keeps', async () => {
      const sets = Object.fromEntries(
        Array.from({ length: 6 }, (_, index) => [`set${index}`, { ...codes, values: numbers(30 * size, 100 + index) }]),
      );
      const batches = Object.fromEntries(Object.keys(sets).map((name) => [name, { samples: name, size: 2 }]));
      const step: Step = ({ state, batches: given }) => {
        const sums = Object.keys(sets).map((name) => [name, sum<Scalar>(tensorNamed(given, name))] as const);
        return { metrics: Object.fromEntries(sums), state };
      };
      const compiled = compile({ state: {}, samples: sets, phases: { add: { batches, inputs: {}, step } }, evaluationRows: 1 });
      const rows = Object.fromEntries(Object.keys(sets).map((name) => [name, Int32Array.of(1, 2, 3, 4)]));
      const { add: sums } = await compiled.run([{ phase: 'add', steps: 2 }], { add: { rows, inputs: {} } });
      for (const [name, samples] of Object.entries(sets)) {
        const expected = [
          [1, 2],
          [3, 4],
        ].map((pair) =>
          rowsOf(samples, Int32Array.from(pair))
            .flat()
            .reduce((a, b) => a + b, 0),
        );
        expectClose(named(sums ?? {}, name), expected, name);
      }
    });

    it('share their samples and state with evaluations, which return several named tensors', async () => {
      const compiled = compile();
      const rows = rowsFor(17, real.count, 3);
      const flat = (batch: Tensor) => reshape(batch, [at(batch.shape, 0), size]);
      const results = await compiled.evaluate(
        (state, batch) => ({
          scores: sum(mul(flat(batch), reshape(tensorNamed(state, 'w'), [size])), 1),
          copies: add(batch, 0),
        }),
        real,
        rows,
      );
      expect(Object.keys(results)).toEqual(['scores', 'copies']);
      const w = numbers(size, 1);
      const expected = rowsOf(real, rows);
      expectClose(
        named(results, 'scores'),
        expected.map((row) => row.reduce((total, value, index) => total + value * at(w, index), 0)),
        'scores',
      );
      expect(bits(named(results, 'copies'))).toEqual(bits(Float32Array.from(expected.flat())));
    });

    it('are evaluated in batches of the program’s number of rows', async () => {
      const counted = async (evaluationRows: number) => {
        const compiled = compile({ ...game, evaluationRows });
        const results = await compiled.evaluate(
          (_, batch) => ({ rows: mul(sum(mul(batch, 0), [1, 2]).add(1), at(batch.shape, 0)) }),
          real,
          rowsFor(17, 40, 3),
        );
        return [...named(results, 'rows')];
      };
      expect(await counted(7)).toEqual([...Array(7).fill(7), ...Array(7).fill(7), 3, 3, 3]);
      expect(await counted(20)).toEqual(Array(17).fill(17));
    });

    it('give named empty results for an evaluation of no rows', async () => {
      const compiled = compile();
      expect(await compiled.evaluate((_, batch) => ({ copies: add(batch, 0) }), real, new Int32Array())).toEqual({
        copies: new Float32Array(),
      });
      const weights = { shape: [2], values: new Float32Array() };
      const weighted: Evaluation = (_, __, inputs) => ({ weights: add(tensorNamed(inputs, 'weights'), 0) });
      expect(await compiled.evaluate(weighted, real, new Int32Array(), { weights })).toEqual({ weights: new Float32Array() });
    });

    it('give an evaluation further values of each row, whatever the number of rows at once', async () => {
      const compiled = compile({ ...game, evaluationRows: 7 });
      const rows = rowsFor(17, real.count, 3);
      const weights = { shape: [2, 3], values: numbers(17 * 6, 8) };
      const weighted: Evaluation = (_, batch, inputs) => ({
        products: mul(sum(batch, [1, 2]), sum(tensorNamed(inputs, 'weights'), [1, 2])),
      });
      const { products } = await compiled.evaluate(weighted, real, rows, { weights });
      const total = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
      const expected = rowsOf(real, rows).map((row, index) => total(row) * total([...weights.values.subarray(index * 6, index * 6 + 6)]));
      expectClose(products ?? new Float32Array(), expected, 'products');
      const short = { shape: [2, 3], values: numbers(16 * 6, 8) };
      await expect(compiled.evaluate(weighted, real, rows, { weights: short })).rejects.toThrow(
        'inputs.weights has 96 values; 17 rows of shape [2, 3] need 102.',
      );
    });
  });
}
