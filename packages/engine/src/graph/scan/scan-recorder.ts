import { customGrad, scalar, type Tensor, zeros } from '@tensorflow/tfjs-core';
import { at } from '../../checked.ts';
import { EngineError } from '../../errors.ts';
import type { Cell, Scan, ScanArguments } from '../../scan/scan.ts';
import type { Recorder } from '../recorder.ts';
import { backwardLoop } from './backward-loop.ts';
import { carriedArguments } from './carried.ts';
import { type CellRecording, recordCell } from './cell-recording.ts';
import { finalReference, forwardLoop, stackedReference } from './forward-loop.ts';

/**
 * Records scans as loops. Where the gradient of one is taken, its loop also keeps the values that the gradient needs, one per step, and a second
 * loop runs backwards over them.
 */
export function scanRecorder(recorder: Recorder): Scan {
  return (cell, given) => {
    const { initial } = given;
    const carried = carriedArguments(given);
    const plain = recordCell(recorder, cell, given, null);
    const name = recorder.uniqueName('Scan');
    const outputs = Object.entries(plain.outputs).map(([output, { shape }]) => [output, [carried.steps, ...shape]] as const);
    const results = [
      ...carried.state.map(({ shape }, index) => ({ reference: finalReference(name, carried, index), shape })),
      ...outputs.map(([, shape], index) => ({ reference: stackedReference(name, index), shape })),
    ];
    const tensors = recordCall(recorder, { cell, given, plain, name, results });
    const [states, stacked] = [Object.keys(initial), outputs.map(([output]) => output)];
    return {
      final: Object.fromEntries(states.map((state, index) => [state, at(tensors, index)])),
      outputs: Object.fromEntries(stacked.map((output, index) => [output, at(tensors, states.length + index)])),
    };
  };
}

interface Result {
  readonly reference: string;
  readonly shape: readonly number[];
}

interface Call {
  readonly cell: Cell;
  readonly given: ScanArguments;
  /** The cell without its gradient. */
  readonly plain: CellRecording;
  readonly name: string;
  readonly results: readonly Result[];
}

/** Records the loop of a call, and its gradient where that is taken. @returns tensors that stand for the results */
function recordCall(recorder: Recorder, { cell, given, plain, name, results }: Call): readonly Tensor[] {
  const carried = carriedArguments(given);
  const arguments_ = [given.weights, given.inputs, given.initial].flatMap((tensors) => Object.values(tensors));
  const references = arguments_.map(recorder.referenceOf);
  let differentiated: CellRecording | null = null;
  recorder.defer(() => forwardLoop(name, { cell: differentiated ?? plain, carried }, references));

  const standIn = ({ reference, shape }: Result): Tensor =>
    recorder.unrecorded(
      () => zeros([...shape]),
      (tensor) => [[reference, tensor]],
    );

  /** Gradients that have reached the results. */
  const reached = new Map<number, Tensor>();
  function propagate(): Tensor[] {
    const outputShapes = Object.values(plain.outputs).map(({ shape }) => shape);
    const withGradient = differentiated ?? recordCell(recorder, cell, given, outputShapes);
    differentiated = withGradient;
    const gradients = results.map((_, index) => {
      const gradient = reached.get(index);
      return gradient === undefined ? null : recorder.referenceOf(gradient);
    });
    const backward = backwardLoop(recorder.uniqueName('ScanGradient'), {
      cell: withGradient,
      carried,
      forward: name,
      references,
      gradients,
    });
    recorder.defer(() => backward.nodes);
    const operands = [...arguments_, ...reached.values()];
    reached.clear();
    return arguments_.map(({ shape }, index) => {
      const gradient = customGrad(() => ({ value: standIn({ reference: at(backward.results, index), shape }), gradFunc: refuse }));
      return gradient(...operands);
    });
  }

  // TensorFlow.js differentiates functions of one result. All results depend on `call`, whose gradient is therefore asked for last.
  const call = customGrad(() => ({ value: scalar(0), gradFunc: propagate }))(...arguments_);
  return results.map((result, index) =>
    customGrad(() => ({
      value: standIn(result),
      gradFunc: (gradient: Tensor) => {
        reached.set(index, gradient);
        return scalar(0);
      },
    }))(call),
  );
}

function refuse(): never {
  throw new EngineError(
    'STEP_INVALID',
    'The step takes a second-order gradient through a scan, which a compiled step does not support. Take gradients of gradients of other operations only.',
  );
}
