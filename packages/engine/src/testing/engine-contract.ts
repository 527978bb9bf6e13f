import { add, matMul, memory, mul, type Scalar, scalar, square, sub, sum, tanh } from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { at, named } from '../checked.ts';
import type { Engine, EngineName, ExecutorName, StateValues } from '../engine.ts';
import { EngineError } from '../errors.ts';
import { manyOptimizersProgram, manyOptimizersReference } from './many-optimizers.ts';
import { bits, bytes, expectClose, numbers, stateBits } from './numbers.ts';
import { type CompiledOnePhase, compileOnePhase, type OnePhase } from './one-phase.ts';
import { phasesContract } from './phases-contract.ts';
import { randomContract } from './random-contract.ts';
import { refusals } from './refusals.ts';
import { scanContract } from './scan-contract.ts';
import { secondOrderContract } from './second-order-contract.ts';
import { sgd, tensorNamed } from './test-optimizers.ts';
import { adamState, batchSize, parameters, program, rowCosts, samples, stepWith } from './tied-layer.ts';
import { adamUpdate, costsOf, gradientsOf, noMoments, parametersOf, rowsOf, sgdUpdate } from './tied-layer-reference.ts';

/** Rows 0, 7, 14, … of the resident samples, for this many steps. */
const indicesFor = (steps: number): Int32Array => Int32Array.from({ length: steps * batchSize }, (_, index) => (index * 7) % samples.count);
const batchOf = (indices: Int32Array, step: number): Int32Array => indices.subarray(step * batchSize, (step + 1) * batchSize);

/** The contract suite of engines (see engine.ts). The test of each engine calls it. */
export function engineContract(name: EngineName, executor: ExecutorName, makeEngine: () => Promise<Engine>): void {
  describe(`the ${name} engine, ${executor}`, () => {
    let engine: Engine;
    const compiled: CompiledOnePhase[] = [];
    const compile = (given: OnePhase): CompiledOnePhase => {
      const result = compileOnePhase(engine, given);
      compiled.push(result);
      return result;
    };
    beforeAll(async () => {
      engine = await makeEngine();
    });
    afterEach(() => {
      for (const one of compiled.splice(0)) one.dispose();
    });

    it('reports its name, versions and threads', () => {
      expect(engine.report.name).toBe(name);
      expect(engine.report.version).toMatch(/^\d+\.\d+\.\d+$/);
      expect(engine.report.threads).toBeGreaterThanOrEqual(1);
      expect(engine.report.libraryVersion === null).toBe(name !== 'tensorflow');
      expect(engine.report.libraryPath === null).toBe(name !== 'tensorflow');
    });

    it('names the executor of a program, and reports it as prepared after prepare', async () => {
      const { program: raw } = compile(program());
      await raw.prepare();
      expect(raw.executor()).toEqual({ name: executor, reason: null });
      expect(raw.isPrepared()).toBe(true);
      expect(stateBits(await raw.read())).toEqual(stateBits(adamState));
    });

    it.each([
      ['bytes', samples],
      ['floats', { ...samples, values: numbers(samples.count * samples.size, 21), divisor: 3 }],
    ])('gathers %s as fround(fround(value / divisor) - mean), bit for bit', async (_, given) => {
      const seen = { shape: [batchSize, samples.size], values: new Float32Array(batchSize * samples.size) };
      const step: OnePhase['step'] = ({ batch }) => ({ cost: sum(batch), state: { seen: add(batch, 0) } });
      const copier = compile({ state: { seen }, samples: given, batchSize, inputs: {}, step });
      const rows = Int32Array.of(39, 0, 3, 3, 12);
      await copier.run(rows, {});
      expect(bits(named(await copier.read(), 'seen').values)).toEqual(bits(Float32Array.from(rowsOf(given, rows).flat())));
    });

    it('agrees with float64 arithmetic on costs and gradients, through SGD with a rate of its own for each step', async () => {
      const rates = Float32Array.of(0.05, 0.02, 0.08, 0);
      const indices = indicesFor(rates.length);
      const trained = compile(program({ state: parameters, step: stepWith(sgd) }));
      const costs = await trained.run(indices, { learningRate: rates });

      let expected = parametersOf(parameters);
      const expectedCosts = Array.from(rates, (rate, step) => {
        const rows = rowsOf(samples, batchOf(indices, step));
        const cost = costsOf(expected, rows).reduce((total, one) => total + one, 0);
        expected = sgdUpdate(expected, gradientsOf(expected, rows), rate);
        return cost;
      });
      expectClose(costs, expectedCosts, 'costs');
      const state = await trained.read();
      for (const key of ['W', 'b', 'c'] as const) expectClose(named(state, key).values, expected[key], key);
    });

    it("agrees with float64 arithmetic through Adam's slots", async () => {
      const steps = 12;
      const indices = indicesFor(steps);
      const trained = compile(program());
      const costs = await trained.run(indices, { learningRate: new Float32Array(steps).fill(0.01) });

      let expected = parametersOf(parameters);
      let moments = noMoments(expected);
      const expectedCosts = Array.from(costs, (_, step) => {
        const rows = rowsOf(samples, batchOf(indices, step));
        const cost = costsOf(expected, rows).reduce((total, one) => total + one, 0);
        ({ parameters: expected, moments } = adamUpdate(expected, gradientsOf(expected, rows), moments, Math.fround(0.01)));
        return cost;
      });
      expectClose(costs, expectedCosts, 'costs');
      const state = await trained.read();
      for (const key of ['W', 'b', 'c'] as const) {
        expectClose(named(state, key).values, expected[key], key);
        expectClose(named(state, `m/${key}`).values, moments.m[key], `m/${key}`);
        expectClose(named(state, `v/${key}`).values, moments.v[key], `v/${key}`);
      }
    });

    it('applies several optimizers of every kind in one step, each with its own hyperparameters', async () => {
      const steps = 6;
      const trained = compile(manyOptimizersProgram);
      const gradients = numbers(steps * batchSize, 51);
      const learningRate = Float32Array.from({ length: steps }, (_, step) => 0.1 / (step + 1));
      await trained.run(indicesFor(steps), { gradient: gradients, learningRate });
      const state = await trained.read();
      for (const [name, values] of Object.entries(manyOptimizersReference(gradients, learningRate))) {
        expectClose(named(state, name).values, values, name);
      }
    });

    it('broadcasts after a tanh', async () => {
      // Σ_ij (1 − tanh²(x_ij)) r_j, whose gradient in r_j is Σ_i (1 − tanh²(x_ij))
      const row = numbers(samples.size, 61);
      const step: OnePhase['step'] = ({ state, batch, optimize }) => {
        const slopes = sub(1, square(tanh(batch)));
        const r = tensorNamed(state, 'r');
        const update = { parameters: { r }, gradients: { r: sum(slopes, 0) }, slots: {}, learningRate: scalar(0.5) };
        return { cost: sum(mul(slopes, r)), state: optimize(sgd, update).parameters };
      };
      const broadcast = compile({ state: { r: { shape: [samples.size], values: row } }, samples, batchSize, inputs: {}, step });
      const costs = await broadcast.run(indicesFor(1), {});
      const slopes = rowsOf(samples, indicesFor(1)).map((x) => x.map((value) => 1 - Math.tanh(value) ** 2));
      const columns = Array.from(row, (_, column) => slopes.reduce((total, own) => total + at(own, column), 0));
      const expectedCost = columns.reduce((total, slope, column) => total + slope * at(row, column), 0);
      expectClose(costs, [expectedCost], 'cost');
      const expectedRow = columns.map((slope, column) => at(row, column) - 0.5 * slope);
      expectClose(named(await broadcast.read(), 'r').values, expectedRow, 'r');
    });

    it('accepts an old or new state entry as the cost', async () => {
      const counting = (which: 'old' | 'new') =>
        compile({
          state: { count: { shape: [], values: Float32Array.of(1) } },
          samples,
          batchSize,
          inputs: {},
          step: ({ state }) => {
            const old = tensorNamed<Scalar>(state, 'count');
            const next = add<Scalar>(old, 1);
            return { cost: which === 'old' ? old : next, state: { count: next } };
          },
        });
      const [old, next] = [counting('old'), counting('new')];
      expect([...(await old.run(indicesFor(6), {}))]).toEqual([1, 2, 3, 4, 5, 6]);
      expect([...(await next.run(indicesFor(6), {}))]).toEqual([2, 3, 4, 5, 6, 7]);
      expect([...named(await old.read(), 'count').values]).toEqual([7]);
      expect([...named(await next.read(), 'count').values]).toEqual([7]);
    });

    it('keeps state taken from an input after the input is released', async () => {
      const size = 4_096;
      const step: OnePhase['step'] = ({ inputs, batch }) => ({ cost: sum(batch), state: { kept: tensorNamed(inputs, 'given') } });
      const state = { kept: { shape: [size], values: new Float32Array(size) } };
      const keeper = compile({ state, samples, batchSize, inputs: { given: [size] }, step });
      const given = numbers(5 * size, 71);
      const last = given.slice(4 * size);
      await keeper.run(indicesFor(5), { given });
      given.fill(Number.NaN);
      // Freed memory is reused quickly, which would expose a dangling reference.
      const garbage = Array.from({ length: 200 }, () => new Float32Array(size).fill(Number.NaN));
      expect(garbage.length).toBe(200);
      expect(bits(named(await keeper.read(), 'kept').values)).toEqual(bits(last));
    });

    it('runs and evaluates a program without state', async () => {
      const stateless = compile({ state: {}, samples, batchSize, inputs: {}, step: ({ batch }) => ({ cost: sum(batch), state: {} }) });
      const rows = indicesFor(1);
      const total = (values: readonly number[]) => values.reduce((sum_, value) => sum_ + value, 0);
      expectClose(await stateless.run(rows, {}), [total(rowsOf(samples, rows).flat())], 'cost');
      expectClose(await stateless.evaluate((_, batch) => sum(batch, 1), samples, rows), rowsOf(samples, rows).map(total), 'sums');
      expect(await stateless.read()).toEqual({});
    });

    it('gives each step its own slice of every input', async () => {
      const noise = numbers(2 * batchSize * samples.size, 31);
      const step: OnePhase['step'] = ({ state, inputs }) => ({
        cost: sum(tensorNamed(inputs, 'noise')),
        state: { total: add(tensorNamed(state, 'total'), tensorNamed(inputs, 'noise')) },
      });
      const total = { shape: [batchSize, samples.size], values: new Float32Array(batchSize * samples.size) };
      const summed = compile({ state: { total }, samples, batchSize, inputs: { noise: [batchSize, samples.size] }, step });
      const costs = await summed.run(indicesFor(2), { noise });
      const [first, second] = [noise.subarray(0, total.values.length), noise.subarray(total.values.length)];
      expectClose(
        costs,
        [first, second].map((part) => part.reduce((sum_, value) => sum_ + value, 0)),
        'costs',
      );
      expectClose(
        named(await summed.read(), 'total').values,
        Array.from(first, (value, index) => value + at(second, index)),
        'total',
      );
    });

    it('gives the same bits for n steps at once, one by one, and repeated', async () => {
      const steps = 7;
      const learningRate = numbers(steps, 5).map((number) => 0.01 * (number + 1));
      const indices = indicesFor(steps);
      const together = async () => {
        const trained = compile(program());
        const costs = await trained.run(indices, { learningRate });
        return { costs: bits(costs), state: stateBits(await trained.read()) };
      };
      const oneByOne = async () => {
        const trained = compile(program());
        const costs = new Float32Array(steps);
        for (let step = 0; step < steps; step++) {
          costs.set(await trained.run(batchOf(indices, step), { learningRate: learningRate.slice(step, step + 1) }), step);
        }
        return { costs: bits(costs), state: stateBits(await trained.read()) };
      };
      const once = await together();
      expect(await oneByOne()).toEqual(once);
      expect(await together()).toEqual(once);
    });

    it('continues bit-identically from a state that was read and written back', async () => {
      const learningRate = new Float32Array(3).fill(0.02);
      const trained = compile(program());
      await trained.run(indicesFor(3), { learningRate });
      const middle = await trained.read();
      const rest = await trained.run(indicesFor(3), { learningRate });
      const resumed = compile(program());
      resumed.write(middle);
      expect(bits(await resumed.run(indicesFor(3), { learningRate }))).toEqual(bits(rest));
      expect(stateBits(await resumed.read())).toEqual(stateBits(await trained.read()));
    });

    it('reads back every bit of the state, including values that are not numbers', async () => {
      const odd = new Uint32Array([0x7fc00001, 0xffc12345, 0x7f800000, 0xff800000, 0x80000000, 0x00000001, 0x807fffff, 0x3f800001]);
      const state: StateValues = {
        odd: { shape: [2, 4], values: new Float32Array(odd.buffer) },
        one: { shape: [], values: Float32Array.of(1.5) },
      };
      const holder = compile(program({ state, inputs: {}, step: ({ state: same, batch }) => ({ cost: sum(batch), state: same }) }));
      expect(stateBits(await holder.read())).toEqual(stateBits(state));
      await holder.run(indicesFor(2), {});
      expect(stateBits(await holder.read())).toEqual(stateBits(state));
      const reversed: StateValues = { ...state, odd: { shape: [2, 4], values: new Float32Array(odd.slice().reverse().buffer) } };
      holder.write(reversed);
      expect(stateBits(await holder.read())).toEqual(stateBits(reversed));
      expect((await holder.read()).odd?.shape).toEqual([2, 4]);
    });

    it('shares no array with the caller', async () => {
      const values = Float32Array.of(1, 2);
      const state: StateValues = { kept: { shape: [2], values } };
      const holder = compile(program({ state, inputs: {}, step: ({ state: same, batch }) => ({ cost: sum(batch), state: same }) }));
      values.fill(9);
      named(await holder.read(), 'kept').values.fill(8);
      expect([...named(await holder.read(), 'kept').values]).toEqual([1, 2]);
      const written = Float32Array.of(3, 4);
      holder.write({ kept: { shape: [2], values: written } });
      written.fill(9);
      expect([...named(await holder.read(), 'kept').values]).toEqual([3, 4]);
    });

    it('evaluates any rows of any samples in order, without changing the state', async () => {
      const others = { ...samples, count: 700, values: bytes(700 * samples.size, 41) };
      const rows = Int32Array.from({ length: 1_203 }, (_, index) => (index * 37) % others.count);
      const trained = compile(program());
      await trained.run(indicesFor(4), { learningRate: new Float32Array(4).fill(0.02) });
      const state = await trained.read();
      const costs = await trained.evaluate(rowCosts, others, rows);
      expectClose(costs, costsOf(parametersOf(state), rowsOf(others, rows)), 'costs');
      const products = await trained.evaluate((current, batch) => matMul(batch, tensorNamed(current, 'W')), others, rows.subarray(0, 3));
      expect(products.length).toBe(3 * named(state, 'b').values.length);
      expect(await trained.evaluate(rowCosts, others, new Int32Array())).toEqual(new Float32Array());
      expect(stateBits(await trained.read())).toEqual(stateBits(state));
    });

    it('runs no step for no indices', async () => {
      const trained = compile(program());
      expect(await trained.run(new Int32Array(), { learningRate: new Float32Array() })).toEqual(new Float32Array());
      expect(stateBits(await trained.read())).toEqual(stateBits(adamState));
    });

    it('leaks no tensor', async () => {
      const before = memory().numTensors;
      const trained = compileOnePhase(engine, program());
      const learningRate = new Float32Array(5).fill(0.01);
      await trained.run(indicesFor(5), { learningRate });
      const running = memory().numTensors;
      await trained.run(indicesFor(5), { learningRate });
      await trained.evaluate(rowCosts, samples, Int32Array.of(1, 2, 3));
      trained.write(await trained.read());
      await expect(trained.evaluate((state) => tensorNamed(state, 'W'), samples, Int32Array.of(1))).rejects.toThrow(EngineError);
      expect(() => compileOnePhase(engine, program({ step: ({ state }) => ({ cost: sum(tensorNamed(state, 'c')), state: {} }) }))).toThrow(
        EngineError,
      );
      expect(memory().numTensors).toBe(running);
      trained.dispose();
      trained.dispose();
      expect(memory().numTensors).toBe(before);
    });

    it('returns a cost that is not a number', async () => {
      const broken: StateValues = { ...adamState, b: { shape: [4], values: new Float32Array(4).fill(Number.NaN) } };
      const trained = compile(program({ state: broken }));
      expect([...(await trained.run(indicesFor(1), { learningRate: Float32Array.of(0.1) }))]).toEqual([Number.NaN]);
    });

    phasesContract(() => engine);
    randomContract(() => engine);
    scanContract(() => engine);
    secondOrderContract(() => engine, name, executor);

    it.each(refusals)('refuses $what', async ({ code, sentence, provoke }) => {
      const before = memory().numTensors;
      const trained = compileOnePhase(engine, program());
      const error = await provoke(engine, trained).then(
        () => null,
        (thrown: unknown) => thrown,
      );
      expect(error).toBeInstanceOf(EngineError);
      expect(error).toMatchObject({ code, message: expect.stringMatching(sentence) });
      expect(stateBits(await trained.read()), 'the state stays as it was').toEqual(stateBits(adamState));
      trained.dispose();
      expect(memory().numTensors).toBe(before);
    });

    it('refuses to be used after dispose', async () => {
      const gone = compileOnePhase(engine, program());
      gone.dispose();
      await expect(gone.read()).rejects.toThrow(/^read was called after dispose/);
      await expect(gone.run(new Int32Array(), {})).rejects.toThrow(/^run was called after dispose/);
      expect(() => gone.write(adamState)).toThrow(/^write was called after dispose/);
    });
  });
}
