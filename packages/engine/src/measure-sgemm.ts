import { matMul, type Scalar, sum } from '@tensorflow/tfjs-core';
import type { Engine, EngineName, StateValue } from './engine.ts';

/** Rows of the matrices: large enough for the engine's full rate, small enough for less than a minute on the slowest engine. */
const sizes: Readonly<Record<EngineName, number>> = { tensorflow: 1024, wasm: 512, cpu: 128 };
const seconds = 0.5;
const productsAtOnce = 4;

/** The rate of square single-precision matrix products in the engine's programs, in 10⁹ operations per second. Each has 2 n³ operations. */
export async function measureSgemm(engine: Engine): Promise<number> {
  const size = sizes[engine.report.name];
  const matrix = (scale: number): StateValue => ({
    shape: [size, size],
    values: Float32Array.from({ length: size ** 2 }, (_, index) => Math.sin(scale * index)),
  });
  const program = engine.compile({
    state: { left: matrix(1), right: matrix(2) },
    samples: { count: 1, size: 1, values: new Uint8Array(1), divisor: 1, mean: new Float32Array(1) },
    batchSize: 1,
    inputs: {},
    step: ({ state: { left, right } }) => {
      if (left === undefined || right === undefined) throw new TypeError('the state is what the program was compiled with');
      return { cost: sum(matMul(left, right)) as Scalar, state: { left, right } };
    },
  });
  try {
    const rows = new Int32Array(productsAtOnce);
    await program.run(rows, {});
    const started = performance.now();
    let products = 0;
    do {
      await program.run(rows, {});
      products += productsAtOnce;
    } while (performance.now() - started < seconds * 1000);
    return (products * 2 * size ** 3) / (performance.now() - started) / 1e6;
  } finally {
    program.dispose();
  }
}
