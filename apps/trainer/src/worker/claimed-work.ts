import type { Dataset } from '@hourglass/datasets';
import type { Claim, Store } from '@hourglass/db';
import type { Engine } from '@hourglass/engine';
import type { Recorder } from '../recording/recorder.ts';
import type { RunLog } from './run-log.ts';

/** A claim with everything a worker needs for it. */
export interface ClaimedWork {
  readonly store: Store;
  readonly engine: Engine;
  readonly claim: Claim;
  readonly dataset: Dataset;
  readonly recorder: Recorder;
  readonly log: RunLog;
  readonly checkpointMilliseconds: number;
  readonly signal: AbortSignal;
}
