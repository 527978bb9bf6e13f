import { env, scalar, setBackend } from '@tensorflow/tfjs-core';
import { EngineError } from '../errors.ts';

/** Makes plain JavaScript the backend of this process. */
export async function openCpu(): Promise<void> {
  await import('@tensorflow/tfjs');
  if (!(await setBackend('cpu'))) throw new EngineError('ENGINE_UNAVAILABLE', 'The cpu engine did not start.');
  // Outside of production mode the backend prints a recommendation of tfjs-node at its first tensor.
  env().set('PROD', true);
  scalar(0).dispose();
  env().set('PROD', false);
}
