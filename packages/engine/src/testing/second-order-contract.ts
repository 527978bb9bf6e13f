import {
  add,
  conv2d,
  exp,
  grad,
  matMul,
  maxPool,
  mul,
  reshape,
  type Scalar,
  sigmoid,
  sqrt,
  square,
  sub,
  sum,
  type Tensor,
  type Tensor2D,
  type Tensor4D,
  tanh,
  transpose,
  valueAndGrad,
  zeros,
} from '@tensorflow/tfjs-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { at, named } from '../checked.ts';
import type { Engine, EngineName, ExecutorName, Program, ResidentSamples, Step } from '../engine.ts';
import { EngineError } from '../errors.ts';
import { scan } from '../scan/scan.ts';
import { numbers } from './numbers.ts';
import { tensorNamed } from './test-optimizers.ts';

const [rows, size] = [3, 16];
const samples: ResidentSamples = { count: 6, size, values: numbers(6 * size, 5), divisor: 1, mean: new Float32Array(size) };

/** Σ_rows (‖∂score/∂x‖ − 1)²   Gulrajani et al. 2017 */
const penalty = (score: (x: Tensor) => Tensor, x: Tensor): Scalar => {
  const slopes = grad((given) => sum(score(given)))(x);
  const norms = sqrt(add(sum(square(slopes), 1), 1e-6));
  return sum<Scalar>(square(sub(norms, 1)));
};
const image = (x: Tensor): Tensor4D => reshape(x, [rows, 4, 4, 1]);
const filter = (w: Tensor): Tensor4D => reshape(w, [2, 2, 1, 4]);

const networks: Readonly<Record<string, (w: Tensor, x: Tensor) => Scalar>> = {
  'a dense layer': (w, x) => penalty((given) => tanh(matMul(given as Tensor2D, w as Tensor2D)), x),
  'a convolution, with respect to its input': (w, x) => penalty((given) => tanh(conv2d(image(given), filter(w), 1, 'same')), x),
  'elementwise operations': (w, x) => penalty((given) => exp(mul(sigmoid(mul(given, reshape(w, [size]))), tanh(given))), x),
};

const refused: Readonly<Record<string, [(w: Tensor, x: Tensor) => Scalar, RegExp]>> = {
  'max pooling': [
    (w, x) => penalty((given) => maxPool(tanh(conv2d(image(given), filter(w), 1, 'same')), 2, 2, 'same'), x),
    /^Phase train: The step takes a gradient of MaxPoolGrad, which is itself a gradient\. Second-order gradients are supported/,
  ],
  'a convolution, with respect to its filter': [
    (w, x) => sum(square(grad((given) => sum(square(conv2d(image(x), filter(given), 1, 'same'))))(w))),
    /^Phase train: The step takes a gradient of Conv2DBackpropFilter, which is itself a gradient\./,
  ],
};

function program(cost: (w: Tensor, x: Tensor) => Scalar, shape: readonly number[]): Program {
  const step: Step = ({ state, batches }) => {
    const x = tensorNamed(batches, 'x');
    const { value, grad: gradient } = valueAndGrad((w: Tensor) => cost(w, x))(tensorNamed(state, 'w'));
    return { metrics: { cost: value as Scalar }, state: { w: tensorNamed(state, 'w'), gradient } };
  };
  return {
    state: { w: { shape, values: numbers(size, 17) }, gradient: { shape, values: new Float32Array(size) } },
    samples: { train: samples },
    phases: { train: { batches: { x: { samples: 'train', size: rows } }, inputs: {}, step } },
    evaluationRows: rows,
  };
}

/** Gradients of gradients, as a gradient penalty needs them. */
export function secondOrderContract(engineOf: () => Engine, name: EngineName, executor: ExecutorName): void {
  // TensorFlow.js's wasm backend has no gradient of a convolution. XLA hands convolutions to the session.
  const supported = Object.entries(networks).filter(([network]) => !/convolution/.test(network) || (name !== 'wasm' && executor !== 'xla'));
  describe('a second-order gradient', () => {
    it.each(supported)('through %s matches finite differences', async (network, cost) => {
      const compiled = engineOf().compile(program(cost, network === 'a dense layer' ? [size, 1] : [size]));
      onTestFinished(() => compiled.dispose());
      const costOf = async () => {
        const { train } = await compiled.run([{ phase: 'train', steps: 1 }], {
          train: { rows: { x: Int32Array.of(0, 2, 5) }, inputs: {} },
        });
        return at(named(train ?? {}, 'cost'), 0);
      };
      await costOf();
      const state = await compiled.read();
      const w = named(state, 'w');
      for (const position of [0, 3, 9, 15]) {
        const moved = async (change: number) => {
          const values = w.values.slice();
          values[position] = at(values, position) + change;
          compiled.write({ ...state, w: { ...w, values } });
          return costOf();
        };
        const difference = ((await moved(1e-2)) - (await moved(-1e-2))) / 2e-2;
        const gradient = at(named(state, 'gradient').values, position);
        expect(Math.abs(gradient - difference), `w[${position}]`).toBeLessThan(2e-3 * Math.max(1, Math.abs(difference)));
      }
    });

    it.skipIf(name === 'wasm').each(Object.entries(refused))('through %s is refused', (_, [cost, sentence]) => {
      const error = errorOf(() => engineOf().compile(program(cost, [size])));
      expect(error.message).toMatch(sentence);
      expect(error.code).toBe('STEP_INVALID');
    });

    it.skipIf(executor === 'eager')('through a scan is refused where the scan is compiled', () => {
      const sums = (w: Tensor, x: Tensor): Scalar =>
        penalty((given) => {
          const { final } = scan(
            ({ state, inputs, weights }) => ({
              state: { s: tanh(add(tensorNamed(state, 's'), mul(tensorNamed(inputs, 'x'), sum(tensorNamed(weights, 'w'))))) },
              outputs: {},
            }),
            { initial: { s: zeros([rows]) }, inputs: { x: transpose(given) }, weights: { w } },
          );
          return tensorNamed(final, 's');
        }, x);
      expect(errorOf(() => engineOf().compile(program(sums, [size]))).message).toMatch(
        /^Phase train: The step takes a second-order gradient through a scan, which a compiled step does not support/,
      );
    });
  });
}

function errorOf(work: () => unknown): EngineError {
  try {
    work();
  } catch (error) {
    if (error instanceof EngineError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}
