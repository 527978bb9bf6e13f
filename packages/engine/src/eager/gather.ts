import { at } from '../checked.ts';
import type { ResidentSamples } from '../engine.ts';

/** Gathers rows as the step sees them, in float32: `fround(fround(values / divisor) - mean)`, `[rows, size]`. */
export type Gather = (rows: Int32Array) => Float32Array;

/** @param samples valid ones (see `checkSamples`) */
export function createGather({ size, values, divisor, mean }: ResidentSamples): Gather {
  const float32Divisor = Math.fround(divisor);
  // A byte has 256 possible quotients, which are computed once.
  const quotients = values instanceof Uint8Array ? Float32Array.from({ length: 256 }, (_, byte) => byte / float32Divisor) : null;
  return (rows) => {
    const batch = new Float32Array(rows.length * size);
    let next = 0;
    for (const row of rows) {
      const from = row * size;
      for (let column = 0; column < size; column++, next++) {
        const value = at(values, from + column);
        const quotient = quotients === null ? Math.fround(value / float32Divisor) : at(quotients, value);
        batch[next] = quotient - at(mean, column);
      }
    }
    return batch;
  };
}
