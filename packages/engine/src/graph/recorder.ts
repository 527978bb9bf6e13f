import type { Tensor } from '@tensorflow/tfjs-core';
import type { RecordedNode } from './recorded-node.ts';

/** The argument of recorded work. */
export interface Recorder {
  /** The tensor of a source. */
  source(reference: string): Tensor;
  /** The reference of this tensor in the graph. */
  referenceOf(tensor: Tensor): string;
  /** Executes without recording. The results, which are float32, get the references that `name` returns, which no recorded node has. */
  unrecorded<Result>(work: () => Result, name: (result: Result) => Iterable<readonly [string, Tensor]>): Result;
  /** Records work on its own: into other nodes, with sources of its own. */
  nested<Result>(work: (recorder: NestedRecorder) => Result): { readonly nodes: readonly RecordedNode[]; readonly result: Result };
  /** Adds nodes at this point of the recording when it ends, because what follows decides what they are. */
  defer(nodes: () => readonly RecordedNode[]): void;
  /** A name that no other node has. */
  uniqueName(wanted: string): string;
}

interface NestedRecorder extends Pick<Recorder, 'referenceOf'> {
  /** A tensor with a reference of its own. Its values have no influence. */
  source(reference: string, shape: readonly number[]): Tensor;
}
