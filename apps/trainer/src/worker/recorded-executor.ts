import type { Run } from '@hourglass/db';
import type { GraphExecutor } from '@hourglass/engine';

/** The executor of the run's previous steps, as an option of `train`; empty if it is not chosen yet, or if the engine has only one. */
export function recordedExecutor({ executor }: Pick<Run, 'executor'>): { readonly executor?: GraphExecutor } {
  return executor === null || executor.name === 'eager' ? {} : { executor: executor.name };
}
