import type { Dataset } from '@hourglass/datasets';
import type { Store } from '@hourglass/db';
import { describeProbeSet } from './probes.ts';

/** Returns the id of a data set's probe set. It stores the set once per process, because probe sets are never removed. */
export type ProbeSetOf = (dataset: Dataset) => Promise<string>;

export function createProbeSetOf({ reconstructions }: Store): ProbeSetOf {
  const ids = new WeakMap<Dataset, string>();
  return async (dataset) => {
    const id = ids.get(dataset) ?? (await reconstructions.putProbeSet(describeProbeSet(dataset)));
    ids.set(dataset, id);
    return id;
  };
}
