import { matMul, randomUniform, setBackend, tidy } from '@tensorflow/tfjs-core';
import type { EngineName } from './engine.ts';

/** Rows of the matrices: large enough to reach the engine's full rate, small enough to take no minute without one. */
const sizes: Readonly<Record<EngineName, number>> = { tensorflow: 1024, wasm: 512, cpu: 128 };
const seconds = 0.5;

/** The rate of square single-precision matrix products: 2 n³ operations each, in 10⁹ a second. */
export function measureSgemm(engine: EngineName): number {
  setBackend(engine);
  const size = sizes[engine];
  return tidy(() => {
    const left = randomUniform([size, size]);
    const right = randomUniform([size, size]);
    const multiply = () => {
      // Not inside a tidy of its own: it would look through the million values for tensors.
      const product = matMul(left, right);
      product.dataSync();
      product.dispose();
    };
    multiply();
    const started = performance.now();
    let products = 0;
    do {
      multiply();
      products++;
    } while (performance.now() - started < seconds * 1000);
    return (products * 2 * size ** 3) / (performance.now() - started) / 1e6;
  });
}
