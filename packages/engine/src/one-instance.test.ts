import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { isLibraryNote } from './libtensorflow/library-note.ts';
import { loadEngine } from './load-engine.ts';

it('registers the engine and its gradients on the imported instance of tfjs-core under vitest', async () => {
  await loadEngine({ only: 'tensorflow' });
  expect(tf.getBackend()).toBe('tensorflow');
  expect([
    ...tf
      .grad((x) => tf.square(x))(tf.tensor1d([3]))
      .dataSync(),
  ]).toEqual([6]);
  const required: typeof tf = createRequire(import.meta.url)('@tensorflow/tfjs-core');
  expect(required.engine()).toBe(tf.engine());
});

it('registers them on the imported instance under plain Node', async () => {
  const program = `
    import * as tf from '@tensorflow/tfjs-core';
    import { getBackend, tidy } from '@tensorflow/tfjs-core';
    import { loadEngine } from './index.ts';
    await loadEngine({ only: 'tensorflow' });
    const gradient = tidy(() => tf.grad((x) => tf.square(x))(tf.tensor1d([3])).dataSync()[0]);
    console.log(getBackend(), gradient);`;
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: fileURLToPath(new URL('.', import.meta.url)),
  });
  expect(stdout.trim()).toBe('tensorflow 6');
  expect(stderr.split('\n').filter((line) => line !== '' && !isLibraryNote(line))).toEqual([]);
});
