import type { Dataset } from './dataset.ts';

/**
 * Bytes of samples and labels that a process keeps for its next run: several small data sets, or one large one. The estimate of a worker's
 * memory adds this to the data set in use (packages/sweeps/src/estimate/worker-bytes.ts).
 */
export const residentBytes = 256e6;

/** The data sets that a process keeps, each with the state of its files when it was read. */
export interface ResidentDatasets {
  /**
   * Returns the data set of this key, and reads it unless it is cached with the same stamp. Concurrent calls share one read; a failed read is not
   * cached. Evicts the least recently used data sets beyond the budget, but never the last one. An evicted data set is found again until it is
   * garbage-collected.
   */
  get(key: string, stamp: string, read: () => Promise<Dataset>): Promise<Dataset>;
}

interface Kept {
  readonly stamp: string;
  readonly dataset: Promise<Dataset>;
  /** 0 while it is being read. */
  bytes: number;
}

export function createResidentDatasets(budget: number): ResidentDatasets {
  /** Least recently used first. */
  const kept = new Map<string, Kept>();
  /** Weak references to evicted data sets that may still be in use. */
  const evicted = new Map<string, { readonly stamp: string; readonly dataset: WeakRef<Dataset> }>();

  /** Makes it the most recently used. */
  function keep(key: string, entry: Kept): void {
    kept.delete(key);
    kept.set(key, entry);
    evicted.delete(key);
  }

  async function releaseOverBudget(): Promise<void> {
    for (const [key, { dataset }] of evicted) if (dataset.deref() === undefined) evicted.delete(key);
    let bytes = [...kept.values()].reduce((sum, entry) => sum + entry.bytes, 0);
    for (const [key, entry] of [...kept].slice(0, -1)) {
      if (bytes <= budget) break;
      // It is being read.
      if (entry.bytes === 0) continue;
      bytes -= entry.bytes;
      kept.delete(key);
      evicted.set(key, { stamp: entry.stamp, dataset: new WeakRef(await entry.dataset) });
    }
  }

  return {
    async get(key, stamp, read) {
      const known = kept.get(key);
      if (known?.stamp === stamp) {
        keep(key, known);
        return known.dataset;
      }
      const weak = evicted.get(key);
      const used = weak?.stamp === stamp ? weak.dataset.deref() : undefined;
      const entry: Kept = { stamp, dataset: used === undefined ? read() : Promise.resolve(used), bytes: 0 };
      keep(key, entry);
      try {
        const dataset = await entry.dataset;
        entry.bytes = bytesOf(dataset);
        await releaseOverBudget();
        return dataset;
      } catch (error) {
        if (kept.get(key) === entry) kept.delete(key);
        throw error;
      }
    },
  };
}

/** Samples of one data set may be parts of one buffer. */
function bytesOf({ train, trainProbabilities, validation, test, trainLabels, validationLabels, testLabels }: Dataset): number {
  const arrays = [train, ...(trainProbabilities === null ? [] : [trainProbabilities]), validation, test].flatMap(({ values, mean }) => [
    values,
    mean,
  ]);
  const labels = [trainLabels, validationLabels, testLabels].filter((one) => one !== null);
  const buffers = new Set([...arrays, ...labels].map(({ buffer }) => buffer));
  return [...buffers].reduce((sum, { byteLength }) => sum + byteLength, 0);
}
