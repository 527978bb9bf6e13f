import type { TensorMap } from '@hourglass/engine/contract';
import type { Cell } from '@hourglass/engine/scan';
import * as tf from '@tensorflow/tfjs-core';
import { named } from '../tensor-map.ts';
import type { ActivationName } from './activation-names.ts';
import { activations } from './activations.ts';
import type { CellName } from './recurrent-layers.ts';

/** A step of a recurrent layer. All values are `[batch, units]`, but for the sums of its gates: `[batch, units · gates]`. */
export interface RecurrentCell {
  /** The state before the first step: zeros. */
  initial(batch: number, units: number): TensorMap;
  /**
   * @param sums products of the step's inputs with their weights, and biases: the part that doesn't depend on the state
   * @param weights `recurrent/weights`, and of a GRU `recurrent/biases`
   * @returns the next state, in which `h` is the layer's output
   */
  next(given: { readonly state: TensorMap; readonly sums: tf.Tensor2D; readonly weights: TensorMap }): TensorMap;
}

/** Every cell by name. @param activation of the candidate and the output */
export function recurrentCell(name: CellName, activation: ActivationName): RecurrentCell {
  const activate = activations[activation];
  switch (name) {
    case 'lstm':
      return lstm(activate);
    case 'gru':
      return gru(activate);
  }
}

type Activate = (x: tf.Tensor) => tf.Tensor;

const product = (state: TensorMap, weights: TensorMap) =>
  tf.matMul(named<tf.Tensor2D>(state, 'h'), named<tf.Tensor2D>(weights, 'recurrent/weights'));

/** Hochreiter & Schmidhuber 1997, with the forget gate of Gers, Schmidhuber & Cummins 2000. Gates: input, forget, candidate, output. */
const lstm = (activate: Activate): RecurrentCell => ({
  initial: (batch, units) => ({ h: tf.zeros([batch, units]), c: tf.zeros([batch, units]) }),
  next({ state, sums, weights }) {
    const [input, forget, candidate, output] = split(tf.add(sums, product(state, weights)), 4);
    const c = tf.add(tf.mul(tf.sigmoid(forget), named(state, 'c')), tf.mul(tf.sigmoid(input), activate(candidate)));
    return { h: tf.mul(tf.sigmoid(output), activate(c)), c };
  },
});

/** Cho et al. 2014, with the reset gate applied after the product, as in cuDNN, Keras and PyTorch. Gates: update, reset, candidate. */
const gru = (activate: Activate): RecurrentCell => ({
  initial: (batch, units) => ({ h: tf.zeros([batch, units]) }),
  next({ state, sums, weights }) {
    const h = named(state, 'h');
    const [updateSums, resetSums, candidateSums] = split(sums, 3);
    const [updateState, resetState, candidateState] = split(tf.add(product(state, weights), named(weights, 'recurrent/biases')), 3);
    const update = tf.sigmoid(tf.add(updateSums, updateState));
    const reset = tf.sigmoid(tf.add(resetSums, resetState));
    const candidate = activate(tf.add(candidateSums, tf.mul(reset, candidateState)));
    // update · h + (1 − update) · candidate
    return { h: tf.add(candidate, tf.mul(update, tf.sub(h, candidate))) };
  },
});

type Parts<Count extends 3 | 4> = Count extends 4 ? [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor] : [tf.Tensor, tf.Tensor, tf.Tensor];

function split<Count extends 3 | 4>(sums: tf.Tensor, count: Count): Parts<Count> {
  return tf.split(sums, count, 1) as Parts<Count>;
}

/** The cell as a scan runs it: sums in, outputs out. */
export function scannedCell(cell: RecurrentCell): Cell {
  return ({ state, inputs, weights }) => {
    const next = cell.next({ state, sums: named(inputs, 'sums'), weights });
    return { state: next, outputs: { h: named(next, 'h') } };
  };
}
