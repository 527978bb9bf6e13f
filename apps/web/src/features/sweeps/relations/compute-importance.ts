import type { Importance, ImportanceInput } from './prepare-importance.ts';

/** Computes importance in a web worker, which ends afterwards. @throws Error if the worker fails or cannot be loaded */
export async function computeImportance(input: ImportanceInput): Promise<Importance> {
  const worker = new Worker(new URL('./importance-worker.ts', import.meta.url), { type: 'module' });
  try {
    return await new Promise<Importance>((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<Importance>) => resolve(data);
      worker.onerror = ({ message }) =>
        reject(new Error(message === '' ? 'The worker that computes importance could not be loaded.' : message));
      worker.postMessage(input);
    });
  } finally {
    worker.terminate();
  }
}
