import { env, scalar, setBackend } from '@tensorflow/tfjs-core';
import { EngineError } from '../errors.ts';

/** Makes plain JavaScript the backend of this process. */
export async function openCpu(): Promise<void> {
  await import('@tensorflow/tfjs');
  if (!(await setBackend('cpu'))) throw new EngineError('ENGINE_UNAVAILABLE', 'The cpu engine did not start.');
  // At its first tensor the backend advertises tfjs-node on the console, unless it thinks it is in production.
  env().set('PROD', true);
  scalar(0).dispose();
  env().set('PROD', false);
}
