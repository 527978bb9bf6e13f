import { EngineError } from '../errors.ts';
import type { RecordedNode } from './recorded-node.ts';

/*
 * Work is recorded twice, the second time with other values in its sources. Nodes that differ between the recordings depend on
 * values, on time or on the number of calls. A graph would repeat those of the first recording, so that the work is rejected.
 */

export const sameValues = (values: Float32Array): Float32Array => values;
export const otherValues = (values: Float32Array): Float32Array => new Float32Array(values.length).fill(0.625);

interface Recording {
  readonly nodes: readonly RecordedNode[];
}

/**
 * @param what begins the sentence: "The step"
 * @throws EngineError STEP_INVALID where the recordings differ in a bit of their nodes or of their other fields
 */
export function refuseDifferentRecordings<Recorded extends Recording>(what: string, first: Recorded, second: Recorded): void {
  for (let index = 0; index < Math.max(first.nodes.length, second.nodes.length); index++) {
    const [one, other] = [first.nodes[index], second.nodes[index]];
    if (describe(one) !== describe(other)) refuse(what, `at ${one?.name ?? other?.name}`);
  }
  if (describe({ ...first, nodes: [] }) !== describe({ ...second, nodes: [] })) refuse(what, 'in which tensors it returns');
}

function refuse(what: string, where: string): never {
  throw new EngineError(
    'STEP_INVALID',
    `${what} does something different when it runs again with other values (first ${where}): a shape, a constant or a choice depends on them, on time, or on how often it ran. Compute with tensors only, and pass what changes as an input.`,
  );
}

function describe(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => (inner instanceof Uint8Array ? Buffer.from(inner).toString('base64') : inner));
}
