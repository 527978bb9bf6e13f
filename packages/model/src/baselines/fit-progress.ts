/** Sums over the samples that a fit has read so far, as plain data. */
export interface FitState {
  /** The pass over the samples, from 1. */
  readonly pass: number;
  /** Samples of this pass that the sums contain. */
  readonly samples: number;
  readonly sums: readonly Float64Array<ArrayBuffer>[];
}

/** Keeps the state of a long fit, so that an interrupted fit continues. A continued fit gives the same bits as an uninterrupted one. */
export interface FitProgress {
  /** What an interrupted fit of the same samples and key saved last; null if there is nothing. */
  readonly saved: FitState | null;
  /** Multiplications between two saves. */
  readonly multiplications: number;
  /** Replaces the saved state. The caller changes the arrays after the call. */
  save(state: FitState): void;
}

/** For fits whose state is not saved. */
export const unsaved: FitProgress = { saved: null, multiplications: Number.POSITIVE_INFINITY, save: () => {} };

/** The saved state, if its sums have these lengths: another version of the fit may have saved others. */
export function savedState({ saved }: FitProgress, lengths: readonly number[]): FitState | null {
  const matches =
    saved !== null && saved.sums.length === lengths.length && saved.sums.every(({ length }, index) => length === lengths[index]);
  return matches ? saved : null;
}

export interface SamplePass extends FitState {
  /** Samples in the data set. */
  readonly count: number;
  /** Multiplications that one sample takes, approximately. */
  readonly multiplications: number;
}

/** Adds the remaining samples of a pass to the sums, and saves them periodically. */
export function addSamples(
  { pass, samples, sums, count, multiplications }: SamplePass,
  progress: FitProgress,
  add: (sample: number) => void,
): void {
  const every = Math.max(1, Math.floor(progress.multiplications / multiplications));
  for (let sample = samples; sample < count; sample++) {
    add(sample);
    if ((sample + 1) % every === 0) progress.save({ pass, samples: sample + 1, sums });
  }
}
