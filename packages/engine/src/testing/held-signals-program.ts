// Run as a program by held-signals.test.ts: multiplies matrices while its parent sends signals, until it is told to end, then prints the result.
import { matMul, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { loadEngine } from '../load-engine.ts';
import { numbers } from './numbers.ts';

await loadEngine({ only: 'tensorflow' });
process.on('SIGUSR2', () => {});

// The products of the seed's first layer, forward and back.
const batch = tensor2d(numbers(20 * 784, 1), [20, 784]);
const weights = tensor2d(numbers(784 * 256, 2), [784, 256]);
const hidden = matMul(batch, weights);
const products = [() => matMul(batch, weights), () => matMul(hidden, weights, false, true), () => matMul(batch, hidden, true, false)].map(
  (product) => () => tidy(() => Buffer.from(product().dataSync().slice().buffer)),
);
const expected = products.map((product) => product());

process.send?.('ready');
let received = false;
process.once('message', () => {
  received = true;
});
let wrong = 0;
while (!received) {
  for (const [index, product] of products.entries()) {
    if (expected[index]?.equals(product()) !== true) wrong++;
  }
  await new Promise(setImmediate);
}
process.send?.({ wrong });
process.disconnect?.();
