import * as tf from '@tensorflow/tfjs-core';
import { fit, type Value } from '../values.ts';
import type { MoveInput, Moves } from './move.ts';

/** Cells unrolled over two or three steps. */
function lstm(given: MoveInput): Value {
  const [x, kernel, bias] = [given.value(0), given.value(1), given.value(2)];
  const steps = tf.unstack(fit(x.tensor, [2, given.choose(0, [2, 3]), 2]), 1) as tf.Tensor2D[];
  let [c, h]: tf.Tensor2D[] = [tf.zeros([2, 2]), tf.zeros([2, 2])];
  for (const step of steps) {
    [c, h] = tf.basicLSTMCell(
      tf.scalar(1),
      fit(kernel.tensor, [4, 8]) as tf.Tensor2D,
      fit(bias.tensor, [8]) as tf.Tensor1D,
      step,
      c as tf.Tensor2D,
      h as tf.Tensor2D,
    );
  }
  return { tensor: given.choose(1, [h, c]) as tf.Tensor, bound: 3 };
}

function gru(given: MoveInput): Value {
  const [x, W, U] = [given.value(0), given.value(1), given.value(2)];
  const input = (gate: number) => fit(tf.mul(W.tensor, 1 - gate / 4), [2, 3]);
  const recurrent = (gate: number) => fit(tf.mul(U.tensor, 1 - gate / 4), [3, 3]);
  let h: tf.Tensor = tf.zeros([2, 3]);
  for (const step of tf.unstack(fit(x.tensor, [2, given.choose(0, [2, 3]), 2]), 1)) {
    const gate = (index: number, state: tf.Tensor) => tf.add(tf.matMul(step, input(index)), tf.matMul(state, recurrent(index)));
    const update = tf.sigmoid(gate(0, h));
    const candidate = tf.tanh(gate(2, tf.mul(tf.sigmoid(gate(1, h)), h)));
    h = tf.add(tf.mul(update, h), tf.mul(tf.sub(1, update), candidate));
  }
  return { tensor: h, bound: 1 };
}

export const recurrent: Moves = { lstm, gru };
