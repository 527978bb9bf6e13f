import type { Store } from '@hourglass/db';
import { decodeCheckpoint } from '@hourglass/model/checkpoint';

/** Summary of one parameter array of a network. */
export interface WeightNorm {
  readonly name: string;
  readonly shape: readonly number[];
  /** `√Σw²`, the Frobenius norm for a matrix. */
  readonly norm: number;
  readonly largest: number;
}

/** Norms of the weights in a run's last checkpoint; null if it has no checkpoint. */
export async function weightNorms(store: Store, run: string): Promise<readonly WeightNorm[] | null> {
  const last = (await store.recordings.checkpoints(run)).toSorted((a, b) => a.step - b.step).at(-1);
  if (last === undefined) return null;
  const { state } = decodeCheckpoint(await store.blobs.get(last.blob));
  return Object.entries(state).flatMap(([name, { shape, values }]) =>
    name.startsWith(prefix) ? [{ name: name.slice(prefix.length), shape, ...sumUp(values) }] : [],
  );
}

const prefix = 'parameters/';

function sumUp(values: Float32Array): Pick<WeightNorm, 'norm' | 'largest'> {
  let squares = 0;
  let largest = 0;
  for (const value of values) {
    squares += value * value;
    largest = Math.max(largest, Math.abs(value));
  }
  return { norm: Math.sqrt(squares), largest };
}
