import { Worker } from 'node:worker_threads';
import type { BaselineOutcome, BaselineTask } from './baseline-task.ts';

/**
 * Fits a baseline in a separate thread, so that heartbeats and training continue.
 *
 * @throws what the fit throws; the signal's reason after an abort, once the thread has ended
 */
export async function fitInThread(task: BaselineTask, signal: AbortSignal): Promise<BaselineOutcome> {
  signal.throwIfAborted();
  const thread = new Worker(new URL('./baseline-thread.ts', import.meta.url), { workerData: task });
  const ended = Promise.withResolvers<BaselineOutcome>();
  thread.once('message', ended.resolve);
  thread.once('error', ended.reject);
  thread.once('exit', (code) => ended.reject(new Error(`The thread that fits a baseline ended with exit code ${code}.`)));
  const stop = () => void thread.terminate();
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await ended.promise;
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
