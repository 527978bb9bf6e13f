import type { Run } from '@hourglass/db';

export interface SweepProgress {
  readonly runs: readonly Run[];
  readonly axes: readonly string[];
  /** Steps done since watching began, and the seconds that took. */
  readonly stepsDone: number;
  readonly seconds: number;
}

/** A sweep's progress, redrawn in place. */
export interface ProgressView {
  update(progress: SweepProgress): void;
  /** Prints a line above the view. */
  line(text: string): void;
  end(): void;
}
