import { add, concat, matMul, mul, sigmoid, split, sub, type Tensor2D, tanh } from '@tensorflow/tfjs-core';
import { at } from '../checked.ts';
import type { Cell } from '../scan/scan.ts';
import { tensorNamed } from './test-optimizers.ts';

/** Cells for tests, with the shapes of their weights. All have `inputs.x` `[batch, features]`, and return `y` `[batch, units]`. */
export interface TestCell {
  readonly cell: Cell;
  readonly weights: (features: number, units: number) => Readonly<Record<string, readonly number[]>>;
  readonly state: readonly string[];
}

/** Hochreiter & Schmidhuber 1997, with the forget gate of Gers et al. 2000. */
const lstm: TestCell = {
  state: ['c', 'h'],
  weights: (features, units) => ({ W: [features + units, 4 * units], b: [4 * units] }),
  cell: ({ state, inputs, weights }) => {
    const joined = concat([tensorNamed<Tensor2D>(inputs, 'x'), tensorNamed<Tensor2D>(state, 'h')], 1);
    const gates = split(add(matMul(joined, tensorNamed<Tensor2D>(weights, 'W')), tensorNamed(weights, 'b')), 4, 1);
    const c = add(mul(sigmoid(at(gates, 0)), tensorNamed(state, 'c')), mul(sigmoid(at(gates, 1)), tanh(at(gates, 2))));
    const h = mul(sigmoid(at(gates, 3)), tanh(c));
    return { state: { c, h }, outputs: { y: h } };
  },
};

/** Cho et al. 2014, with the reset gate applied after the product. */
const gru: TestCell = {
  state: ['h'],
  weights: (features, units) => ({ W: [features, 3 * units], U: [units, 3 * units], b: [3 * units] }),
  cell: ({ state, inputs, weights }) => {
    const h = tensorNamed<Tensor2D>(state, 'h');
    const x = split(add(matMul(tensorNamed<Tensor2D>(inputs, 'x'), tensorNamed<Tensor2D>(weights, 'W')), tensorNamed(weights, 'b')), 3, 1);
    const u = split(matMul(h, tensorNamed<Tensor2D>(weights, 'U')), 3, 1);
    const [z, r] = [sigmoid(add(at(x, 0), at(u, 0))), sigmoid(add(at(x, 1), at(u, 1)))];
    const candidate = tanh(add(at(x, 2), mul(r, at(u, 2))));
    const next = add(mul(z, h), mul(sub(1, z), candidate));
    return { state: { h: next }, outputs: { y: next } };
  },
};

export const testCells: Readonly<Record<string, TestCell>> = { lstm, gru };
