export interface NamedDataset {
  readonly dataset: string;
  /** Distinguishes it from other data of the same name; null if no other data has this name. */
  readonly datasetMark: string | null;
}

/** `mnist`; `a.npy · 3f2a1c7b` where other data have the same name. */
export function datasetLabel({ dataset, datasetMark }: NamedDataset): string {
  return datasetMark === null ? dataset : `${dataset} · ${datasetMark}`;
}
