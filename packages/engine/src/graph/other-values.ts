import { EngineError } from '../errors.ts';
import type { RecordedNode } from './record.ts';

/*
 * Work is recorded twice, the second time with other values in its sources. What comes out differently depends on values, on
 * time or on how often the work was done: a graph would repeat the first time for ever.
 */

export const sameValues = (values: Float32Array): Float32Array => values;
export const otherValues = (values: Float32Array): Float32Array => new Float32Array(values.length).fill(0.625);

/** @param what begins the sentence: "The step" @throws EngineError STEP_INVALID where the recordings are not the same to the bit */
export function refuseDifference(what: string, first: readonly RecordedNode[], second: readonly RecordedNode[]): void {
  for (let index = 0; index < Math.max(first.length, second.length); index++) {
    if (describe(first[index]) === describe(second[index])) continue;
    const where = first[index]?.name ?? second[index]?.name;
    throw new EngineError(
      'STEP_INVALID',
      `${what} does something else when it runs again with other values (first at ${where}): a shape, a constant or a choice depends on them, on time, or on how often it ran. Compute with tensors only, and give what changes as an input.`,
    );
  }
}

function describe(node: RecordedNode | undefined): string {
  return JSON.stringify(node, (_, value: unknown) => (value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value));
}
