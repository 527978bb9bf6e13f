import type { RunConfig } from '@hourglass/model/config';
import type { BaselineConfig } from './baseline-config.ts';
import { hashOf } from './canonical-json.ts';
import { changedFields } from './changed-fields.ts';

/** Raised when the same configuration and seed no longer give the same results. */
export const numericsVersion = 1;

export interface RunIdentity {
  readonly config: RunConfig;
  readonly seed: number;
  /** Hash of the data set's samples. */
  readonly contentHash: string;
}

/** What makes two runs the same. Defaults are left out, so that an option that is new keeps old fingerprints. */
export function runFingerprint({ config, seed, contentHash }: RunIdentity): string {
  return hashOf({ config: changedFields(config), seed, dataset: contentHash, numerics: numericsVersion });
}

export function baselineFingerprint(config: BaselineConfig, contentHash: string): string {
  return hashOf({ ...config, dataset: contentHash, numerics: numericsVersion });
}
