import { engine } from '@tensorflow/tfjs-core';
import { at } from './checked.ts';

const ordered = new WeakSet<object>();

/**
 * Makes second-order gradients right in TensorFlow.js 4.22, for this process.
 *
 * For its gradient, an operation such as tanh saves a copy of its result. TensorFlow.js puts the copy on the tape before the operation (runKernelFunc
 * in engine.js). A gradient of the gradient follows the tape in order, meets the copy first, takes it for a constant, and is silently wrong: also for
 * sigmoid, exp, softmax, max and others. Here the operation moves before the copies of its results. First-order gradients do not change.
 */
export function orderTape(): void {
  const target = engine();
  if (ordered.has(target)) return;
  ordered.add(target);
  const add: unknown = Reflect.get(target, 'addTapeNode');
  if (typeof add !== 'function') throw new TypeError('TensorFlow.js has no addTapeNode: adapt order-tape.ts to this version');
  const addOrdered = (...given: unknown[]): void => {
    Reflect.apply(add, target, given);
    moveBeforeReaders(target.state.activeTape);
  };
  Object.defineProperty(target, 'addTapeNode', { value: addOrdered, configurable: true, writable: true });
}

interface TapeNode {
  readonly inputs: Readonly<Record<string, { readonly id: number }>>;
  readonly outputs: readonly { readonly id: number }[];
}

/** Moves the last node before the nodes directly ahead of it that read its results. */
function moveBeforeReaders(tape: TapeNode[]): void {
  const last = tape.at(-1);
  if (last === undefined) return;
  const results = new Set(last.outputs.map(({ id }) => id));
  let position = tape.length - 1;
  while (position > 0 && Object.values(at(tape, position - 1).inputs).some(({ id }) => results.has(id))) position--;
  if (position === tape.length - 1) return;
  tape.pop();
  tape.splice(position, 0, last);
}
