export interface NamedDataset {
  readonly dataset: string;
  /** What tells it from other data of the same name; null where no other has it. */
  readonly datasetMark: string | null;
}

/** `mnist`; `a.npy · 3f2a1c7b` where other data have the same name. */
export function datasetLabel({ dataset, datasetMark }: NamedDataset): string {
  return datasetMark === null ? dataset : `${dataset} · ${datasetMark}`;
}
