// Run as a program by build-binding.ts: loads the binding that the command line names, multiplies two matrices with it and
// prints the library's version. Where the binding does not work, it exits with an error or is killed by the CPU's exception.
import { openTensorflow } from '../backends/tensorflow.ts';
import { messageOf } from '../message-of.ts';

async function tryBinding(path: string): Promise<string> {
  const { tf, libraryVersion } = await openTensorflow(path, 1);
  const [product] = tf.matMul(tf.tensor2d([[1, 2]]), tf.tensor2d([[3], [4]])).dataSync();
  if (product !== 11) throw new Error(`1·3 + 2·4 gave ${product}`);
  return libraryVersion;
}

try {
  process.stdout.write(`${await tryBinding(process.argv[2] ?? '')}\n`);
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 1;
}
