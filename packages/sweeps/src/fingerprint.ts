import { type RunConfig, runConfigSchema } from '@hourglass/model/config';
import type { BaselineConfig } from './baseline-config.ts';
import { canonicalJson, hashOf } from './canonical-json.ts';

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
  const defaults: Readonly<Record<string, unknown>> = runConfigSchema.parse({ dimensions: config.dimensions });
  const changed = Object.entries(config).filter(
    ([field, value]) => field === 'dimensions' || canonicalJson(value) !== canonicalJson(defaults[field]),
  );
  return hashOf({ config: Object.fromEntries(changed), seed, dataset: contentHash, numerics: numericsVersion });
}

export function baselineFingerprint(config: BaselineConfig, contentHash: string): string {
  return hashOf({ ...config, dataset: contentHash, numerics: numericsVersion });
}
