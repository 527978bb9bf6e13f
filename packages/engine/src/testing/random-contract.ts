import { abs, add, concat, max, reshape, type Scalar, sum, type Tensor1D } from '@tensorflow/tfjs-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { at, named } from '../checked.ts';
import type { CompiledProgram, Distribution, Engine, Program, Step } from '../engine.ts';
import { mapValues } from '../map-values.ts';
import { type Key, philox } from '../random/index.ts';
import { sizeOf } from '../shapes.ts';
import { bits, stateBits } from './numbers.ts';
import { tensorNamed } from './test-optimizers.ts';

/** Word `index` of what a purpose draws in a step, from single blocks. */
function wordOf(seed: number, purpose: number, step: number, index: number): number {
  const key: Key = [seed % 2 ** 32, Math.floor(seed / 2 ** 32)];
  const block = philox([Math.floor(index / 4), 0, step % 2 ** 32, purpose * 2 ** 24 + Math.floor(step / 2 ** 32)], key);
  return at(block, index % 4) >>> 0;
}

/** The formulas of `Distribution`, in float64. */
function expectedNumber(distribution: Distribution, word: (index: number) => number, index: number): number {
  switch (distribution.kind) {
    case 'uniform':
      return Math.floor(word(index) / 256) / 2 ** 24;
    case 'mask':
      return word(index) / 2 ** 32 < distribution.level ? 0 : 1;
    case 'normal': {
      const even = index - (index % 2);
      const radius = Math.sqrt(-2 * Math.log((2 ** 32 - word(even)) / 2 ** 32));
      const angle = (2 * Math.PI * word(even + 1)) / 2 ** 32;
      return radius * (index % 2 === 0 ? Math.cos(angle) : Math.sin(angle));
    }
  }
}

/** Ten steps' draws end up in one state vector: each step appends its own and drops the oldest. */
function keepingDraws(distribution: Distribution, shape: readonly number[], seed: number): Program {
  const [steps, size] = [10, sizeOf(shape)];
  const step: Step = ({ state, draws }) => {
    const own = tensorNamed(draws, 'own');
    const kept = concat([tensorNamed(state, 'kept').slice([size], [(steps - 1) * size]), reshape(own, [size])]);
    return { metrics: { total: sum(own) }, state: { kept } };
  };
  return {
    state: { kept: { shape: [steps * size], values: new Float32Array(steps * size) } },
    samples: {},
    phases: { draw: { batches: {}, inputs: {}, draws: { own: { purpose: 2, shape, distribution } }, step } },
    seed,
    evaluationRows: 1,
  };
}

/** Random numbers of steps: the part of the contract that a program without draws does not use. */
export function randomContract(engineOf: () => Engine): void {
  describe('draws', () => {
    const compile = (given: Program): CompiledProgram => {
      const compiled = engineOf().compile(given);
      onTestFinished(() => compiled.dispose());
      return compiled;
    };
    const run = (compiled: CompiledProgram, firstStep: number, steps: number) =>
      compiled.run([{ phase: 'draw', steps }], { draw: { rows: {}, inputs: {}, firstStep } });

    it.each<[Distribution, readonly number[]]>([
      [{ kind: 'uniform' }, [3, 7]],
      [{ kind: 'mask', level: 0.3 }, [40]],
      [{ kind: 'mask', level: 0.75 }, [5, 4]],
      [{ kind: 'mask', level: 0 }, [8]],
      [{ kind: 'mask', level: 1 }, [8]],
      [{ kind: 'normal' }, [6, 5]],
      [{ kind: 'normal' }, [7]],
      [{ kind: 'normal' }, []],
    ])('are a function of seed, purpose and step: %j in shape %j', async (distribution, shape) => {
      const [seed, firstStep, size] = [2 ** 40 + 0xdeadbeef, 2 ** 33 + 0xfffffffb, sizeOf(shape)];
      const compiled = compile(keepingDraws(distribution, shape, seed));
      await run(compiled, firstStep, 10);
      const { values } = named(await compiled.read(), 'kept');
      const expected = Array.from({ length: 10 * size }, (_, index) => {
        const step = firstStep + Math.floor(index / size);
        return expectedNumber(distribution, (word) => wordOf(seed, 2, step, word), index % size);
      });
      // Near 0 a radius is the root of a rounded logarithm: its error is largest there.
      if (distribution.kind === 'normal') {
        for (const [index, value] of expected.entries()) expect(Math.abs(at(values, index) - value), `normal ${index}`).toBeLessThan(3e-5);
      } else expect(bits(values)).toEqual(bits(Float32Array.from(expected)));
    });

    it('are finite normals where a uniform number would round to 1', async () => {
      // The uniform number of this element's radius is 1 − 35/2³², which float32 rounds to 1.
      const [seed, rare, count] = [121, 130_416, 131_072];
      const step: Step = ({ draws, state }) => {
        const own = tensorNamed<Tensor1D>(draws, 'own');
        return { metrics: { rare: reshape(own.slice([rare], [1]), []), largest: max(abs(own)) }, state };
      };
      const draws = { own: { purpose: 2, shape: [count], distribution: { kind: 'normal' } } } as const;
      const compiled = compile({
        state: {},
        samples: {},
        phases: { draw: { batches: {}, inputs: {}, draws, step } },
        seed,
        evaluationRows: 1,
      });
      const metrics = (await run(compiled, 0, 1)).draw ?? {};
      const expected = expectedNumber({ kind: 'normal' }, (word) => wordOf(seed, 2, 0, word), rare);
      expect(
        Math.hypot(
          expected,
          expectedNumber({ kind: 'normal' }, (word) => wordOf(seed, 2, 0, word), rare + 1),
        ),
      ).toBeGreaterThan(6);
      expect(at(named(metrics, 'rare'), 0)).toBeCloseTo(expected, 4);
      expect(at(named(metrics, 'largest'), 0)).toBeLessThan(7);
    });

    it('give the same bits however steps are divided into calls', async () => {
      const program = keepingDraws({ kind: 'normal' }, [5, 3], 7);
      const [whole, divided] = [compile(program), compile(program)];
      const all = await run(whole, 100, 10);
      const totals: number[] = [];
      for (const [from, steps] of [
        [0, 3],
        [3, 1],
        [4, 6],
      ] as const) {
        totals.push(...bits(named((await run(divided, 100 + from, steps)).draw ?? {}, 'total')));
      }
      expect(totals).toEqual(bits(named(all.draw ?? {}, 'total')));
      expect(stateBits(await divided.read())).toEqual(stateBits(await whole.read()));
    });

    it('differ between purposes and phases, and between programs of another seed', async () => {
      const step: Step = ({ draws }) => ({
        metrics: mapValues(draws, (drawn) => sum<Scalar>(drawn)),
        state: { last: add(tensorNamed(draws, 'a'), 0) },
      });
      const uniform = (purpose: number) => ({ purpose, shape: [8], distribution: { kind: 'uniform' } }) as const;
      const phase = (a: number, b: number) => ({ batches: {}, inputs: {}, draws: { a: uniform(a), b: uniform(b) }, step });
      const totalsOf = async (seed: number) => {
        const compiled = compile({
          state: { last: { shape: [8], values: new Float32Array(8) } },
          samples: {},
          phases: { one: phase(0, 1), two: phase(2, 255) },
          seed,
          evaluationRows: 1,
        });
        const feeds = { rows: {}, inputs: {}, firstStep: 0 };
        const schedule = ['one', 'two'].map((name) => ({ phase: name, steps: 2 }));
        const { one, two } = await compiled.run(schedule, { one: feeds, two: feeds });
        return [one, two].flatMap((metrics) => Object.values(metrics ?? {}).flatMap((values) => [...values]));
      };
      const [first, second] = [await totalsOf(1), await totalsOf(2)];
      expect(first).toHaveLength(8);
      expect(new Set([...first, ...second]).size).toBe(16);
      const total = (purpose: number, at_: number) =>
        Array.from({ length: 8 }, (_, index) => Math.floor(wordOf(1, purpose, at_, index) / 256) / 2 ** 24).reduce((a, b) => a + b, 0);
      expect(first[6]).toBeCloseTo(total(255, 0), 5);
      expect(first[7]).toBeCloseTo(total(255, 1), 5);
    });
  });
}
