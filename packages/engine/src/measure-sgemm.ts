import { matMul, type Scalar, sum } from '@tensorflow/tfjs-core';
import { named } from './checked.ts';
import type { Engine, EngineName, StateValue } from './engine.ts';

/** Rows of the matrices: large enough for the engine's full rate, small enough for less than a minute on the slowest engine. */
const sizes: Readonly<Record<EngineName, number>> = { tensorflow: 1024, wasm: 512, cpu: 128 };
const productsAtOnce = 4;

/**
 * The rate of square single-precision matrix products in the engine's programs, in 10⁹ operations per second. Each has 2 n³ operations.
 *
 * @param seconds of measuring, after a first call that compiles
 */
export async function measureSgemm(engine: Engine, seconds = 0.5): Promise<number> {
  const size = sizes[engine.report.name];
  const matrix = (scale: number): StateValue => ({
    shape: [size, size],
    values: Float32Array.from({ length: size ** 2 }, (_, index) => Math.sin(scale * index)),
  });
  const program = engine.compile({
    state: { left: matrix(1), right: matrix(2) },
    samples: {},
    phases: {
      multiply: {
        batches: {},
        inputs: {},
        step: ({ state }) => ({ metrics: { sum: sum<Scalar>(matMul(named(state, 'left'), named(state, 'right'))) }, state }),
      },
    },
    evaluationRows: 1,
  });
  const run = () => program.run([{ phase: 'multiply', steps: productsAtOnce }], { multiply: { rows: {}, inputs: {} } });
  try {
    await run();
    const started = performance.now();
    let products = 0;
    do {
      await run();
      products += productsAtOnce;
    } while (performance.now() - started < seconds * 1000);
    return (products * 2 * size ** 3) / (performance.now() - started) / 1e6;
  } finally {
    program.dispose();
  }
}
