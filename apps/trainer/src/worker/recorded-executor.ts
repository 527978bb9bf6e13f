import type { Run } from '@hourglass/db';
import type { GraphExecutor } from '@hourglass/engine';

/** What ran the steps of a run so far, for `train`; nothing where that is still to be decided, or is decided by the engine. */
export function recordedExecutor({ executor }: Pick<Run, 'executor'>): { readonly executor?: GraphExecutor } {
  return executor === null || executor.name === 'eager' ? {} : { executor: executor.name };
}
