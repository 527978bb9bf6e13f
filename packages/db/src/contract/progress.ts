/** The progress of a change of many rows. `total` is known before the first change and stays the same; `done` never decreases. */
export interface Progress {
  readonly done: number;
  readonly total: number;
}

/** Called after each transaction of a change that takes several. It must return at once and not throw. */
export type OnProgress = (progress: Progress) => void;
