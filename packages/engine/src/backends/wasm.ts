import { env, setBackend } from '@tensorflow/tfjs-core';
import { EngineError } from '../errors.ts';

/** Makes WebAssembly the backend of this process. One thread: its threaded build needs a browser's workers. */
export async function openWasm(): Promise<void> {
  // Registers the gradients; the backend alone has only forward kernels.
  await import('@tensorflow/tfjs');
  await import('@tensorflow/tfjs-backend-wasm');
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  if (!(await setBackend('wasm'))) {
    throw new EngineError('ENGINE_UNAVAILABLE', 'The wasm engine did not start: this Node runs no WebAssembly. Use the pinned Node.');
  }
}
